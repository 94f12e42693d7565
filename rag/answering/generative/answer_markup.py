"""Markdown, HTML and LaTeX in the words of a chat model, and those words without it."""

import re

_LINE_TAG = re.compile(r"<\s*(?:br|/p|/li|/div|/h[1-6]|/tr)\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"<\s*/?\s*(?:p|b|i|em|strong|u|ul|ol|li|span|div|mark|small|h[1-6]|answer|final|"
    r"final_answer|response|output|cite)\s*>",
    re.IGNORECASE,
)
"""Tags of form alone; any other makes a sentence be left out."""
END = re.compile(
    r"<\|(?:im_end|eot_id|eom_id|end|endoftext|end_of_text|return|end_of_turn|eos)\|>"
    r"|</s>|<end_of_turn>|<turn\|>|<eos>|<｜end▁of▁sentence｜>"
)
"""What ends a turn; whatever follows is no longer the answer."""
END_BEGUN = re.compile(r"<[/|｜]?[\w|▁]{0,20}$")
_WRAPPED = re.compile(r"\\(?:boxed|text|textbf|textit|emph|mathrm|mathbf)\s?\{([^{}]*)\}")
_THIN = re.compile(r"\\[,;:! ]|\{,\}")
_ESCAPED = re.compile(r"\\([%$&#_*{}.!\-])")
_IN_DOLLARS = re.compile(r"\$(\s?[\d.,\s\u202f%€£+-]{1,30})\$")
_STRONG = re.compile(r"\*\*\*|\*\*|(?<!\w)__|__(?!\w)")
_STRUCK = re.compile(r"~~[^~\n]*~~")
_LIGHT = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])([^_\n]+)(?<=\S)_(?![\w_])"
    r"|`([^`\n]+)`"
)
_BLOCK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


def without_forms(text: str) -> str:
    """Return a text without tags of form, LaTeX wrappers and escapes; lines stay lines."""
    text = _TAG.sub("", _LINE_TAG.sub("\n", text))
    text = _WRAPPED.sub(r"\1", _WRAPPED.sub(r"\1", text))
    text = _ESCAPED.sub(r"\1", _THIN.sub("\u202f", text))
    return _IN_DOLLARS.sub(r"\1", text)


def without_strong(text: str) -> str:
    """Return a text without bold and struck words; italics stay, which may stand for quotes."""
    return _STRONG.sub("", _STRUCK.sub("", text))


def as_shown(text: str) -> str:
    """Return a statement without any markup; a block quote is put between quotation marks."""
    if _BLOCK.match(text):
        inner = _BLOCK.sub("", text).strip()
        return inner if inner[:1] in '«“"' else f"“{inner}”"
    return _LIGHT.sub(lambda found: found[1] or found[2] or found[3], text)
