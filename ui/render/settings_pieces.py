"""Renders the pieces of the Settings tab."""

from dixit.ui.languages import LANGUAGES
from dixit.ui.render.markup import escape
from dixit.ui.strings.catalogue import Strings


def looks(strings: Strings) -> str:
    """Buttons for the language and the theme of the page."""
    languages = "".join(
        f'<button type="button" class="tool" lang="{code}" data-language="{code}" '
        f'aria-pressed="{str(one is strings).lower()}">{escape(one.own_name)}</button>'
        for code, one in LANGUAGES.items()
    )
    lights = "".join(
        f'<button type="button" class="tool" data-theme="{name}">{escape(label)}</button>'
        for name, label in (
            ("system", strings.light_system),
            ("light", strings.light_light),
            ("dark", strings.light_dark),
        )
    )
    return (
        f'<fieldset class="looks"><legend>{escape(strings.page_language)}</legend>'
        f"{languages}</fieldset>"
        f'<fieldset class="looks"><legend>{escape(strings.page_light)}</legend>{lights}</fieldset>'
    )


def tried(text: str, *, alert: bool = False) -> str:
    """The result of testing a model."""
    role, css = ("alert", "error") if alert else ("status", "told")
    return f'<p class="{css}" role="{role}">{escape(text)}</p>'
