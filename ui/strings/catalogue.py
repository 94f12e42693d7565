"""The catalogue of all words and sentences of the page, by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dixit.rag.answering.extractive import answerer
from dixit.rag.records import Citation, Verdict
from dixit.ui.strings.checking import CheckingStrings
from dixit.ui.strings.evaluation import EvaluationStrings
from dixit.ui.strings.first_sight import FirstSightStrings
from dixit.ui.strings.keys import Keys
from dixit.ui.strings.pages import PageStrings
from dixit.ui.strings.reasons import translated


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of the page in one language; `{name}` marks a field."""

    code: str
    """The language's code: "en"."""
    tab_ask: str
    tab_quotations: str
    tab_articles: str
    question: str
    question_hint: str
    ask: str
    model: str
    stop: str
    stopped: str
    quote_instead: str
    understood_as: str
    evidence: str
    dropped: str
    new_conversation: str
    example_speaker: str
    searching: str
    you: str
    no_answer: str
    nearest: str
    citations_of: str
    citation: str
    answered_by: str
    quoted_in: str
    quoting: str
    """The answer mode that needs no model, in words."""
    decimal: str
    thousands: str
    failed: str
    reader: str
    reader_empty: str
    cited_start: str
    cited_end: str
    debris: str
    return_to: str
    return_to_list: str
    open_passage: str
    index_empty: str
    index_how: str
    index_command: str
    speaker: str
    all_speakers: str
    words: str
    article: str
    language: str
    date: str
    length: str
    passages: str
    quotations: str
    quotations_none: str
    shown_of: str
    verdicts: Mapping[Verdict, str]
    """Each verdict in words, as the check of a text tells it."""
    as_reported: str
    by_ocr: str
    unnamed: str
    answered_with: str
    found_in: str
    found_nowhere: str
    look_for: str
    find: str
    copy_markdown: str
    copy_text: str
    copy_link: str
    copied: str
    vote_up: str
    vote_down: str
    vote_kept: str
    again_with: str
    characters: str
    save_citations: str
    saved_as: Mapping[str, str]
    """What each format is called in which citations are saved, by its name in `citing`."""
    save_markdown: str
    save_json: str
    moved: str
    words_lost: str
    words_never: str
    was_cited: str
    link_stale: str
    lost_words: str
    lost_article: str
    previous: str
    next: str
    said_here: str
    colon: str
    no_such_place: str
    kind: str
    all_articles: str
    all_dates: str
    all_kinds: str
    direct: str
    reported: str
    by_speaker: str
    by_month: str
    add_articles: str
    files: str
    folder: str
    choose_files: str
    drop_files: str
    drop_or: str
    too_many: str
    unknown_kind: str
    too_large: str
    nothing_added: str
    reasons: Mapping[str, str]
    """Why a file was not indexed, by the reason that indexing gives."""
    report: Mapping[str, tuple[str, str]]
    """The results of indexing, by their names in the report: singular and plural."""
    added: str
    changed: str
    unchanged: str
    renamed: str
    other_name: str
    reading: str
    copies: str
    finding: str
    waiting: str
    finishing: str
    gone: str
    removed: str
    reread: str
    reread_it: str
    remove: str
    remove_it: str
    sure: str
    tab_settings: str
    model_info: str
    try_model: str
    trying: str
    model_works: str
    quoting_works: str
    settings_kept: str
    passages_given: str
    strict: str
    page_language: str
    page_light: str
    light_system: str
    light_light: str
    light_dark: str
    own_name: str
    keys: Keys
    first_sight: FirstSightStrings
    evaluation: EvaluationStrings
    checking: CheckingStrings
    pages: PageStrings

    def verdict(self, verdict: Verdict) -> str:
        """The verdict in words."""
        return self.verdicts[verdict]

    def modes(self, models: Sequence[str]) -> list[tuple[str, str]]:
        """What a choice between models shows, each with its value."""
        return [(self.quoting if model == answerer.NAME else model, model) for model in models]

    def made(self, model: str, seconds: float) -> str:
        """By whom and in what time an answer was made; of quotations the time alone."""
        told = self.quoted_in if model == answerer.NAME else self.answered_by
        return told.format(model=model, seconds=f"{seconds:.2f}".replace(".", self.decimal))

    def number(self, count: int) -> str:
        """A whole number as the language groups its digits."""
        return f"{count:,}".replace(",", self.thousands)

    def reason(self, told: str) -> str:
        """Why a file was not indexed, in the page's language."""
        return translated(told, self.reasons)

    def standing(self, citation: Citation) -> str:
        """The verdict of a citation, or what it has lost, in a few words."""
        if citation.lost:
            return self.lost_words if citation.lost == "words" else self.lost_article
        return self.as_reported if citation.is_reported else self.verdict(citation.verdict)

    def page(self, citation: Citation) -> str:
        """Where the cited words are printed: ", p. iv", and how sure a reading by OCR is."""
        sure = citation.ocr_confidence
        page = f", p.\u00a0{citation.printed_page}" if citation.printed_page else ""
        return page if sure is None else f"{page}, {self.by_ocr.format(percent=round(100 * sure))}"
