"""The thoughts that a chat model writes ahead of its answer, told from the answer as it comes.

Most models put them between tags: `<think>`, `[THINK]`, `◁think▷`; those of OpenAI's harmony format
name a channel. Some templates open the tag themselves, so that only its end is written.
"""

import re

_NAMES = (
    r"(?:seed:)?(?:think|thinking|thought|thoughts|reasoning|reflection|scratchpad|analysis|"
    r"begin_of_thought|inner_monologue)"
)
_OPENS = re.compile(
    rf"<\s*{_NAMES}\s*>|\[\s*THINK\s*\]|◁\s*{_NAMES}\s*▷|<\|\s*(?:START_THINKING|{_NAMES})\s*\|>"
    r"|(?:<\|start\|>\s*assistant\s*)?<\|channel\|>\s*(?:analysis|commentary)"
    r"(?:(?!<\|message\|>)[\s\S]){0,80}<\|message\|>"
    r"|<\|channel>\s*thought\b"
    r"|(?<![\s\S])\s*analysis(?=[A-Z])",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"<\s*/\s*{_NAMES}\s*>|\[\s*/\s*THINK\s*\]|◁\s*/\s*{_NAMES}\s*▷"
    rf"|<\|\s*(?:END_THINKING|/{_NAMES}|end_of_thought)\s*\|>"
    r"|(?:<\|end\|>\s*)?(?:<\|start\|>\s*assistant\s*)?<\|channel\|>\s*final"
    r"(?:(?!<\|message\|>)[\s\S]){0,80}<\|message\|>"
    r"|<channel\|>|assistantfinal",
    re.IGNORECASE,
)
_FRAMES = re.compile(
    r"<\|(?:begin|end)_of_solution\|>|<\|(?:START|END)_RESPONSE\|>|<\|start\|>\s*assistant",
    re.IGNORECASE,
)
"""What stands around an answer."""
_BEGUN = re.compile(
    r"(?:<[/|]?[\w:|/\s]{0,30}(?:>\s*\w{0,12})?|\[\s*/?[THINK]{0,5}\s*|◁[^▷]{0,16}|a(?:n(?:a(?:l(?:y(?:s"
    r"(?:is?)?)?)?)?)?)?|assistant\w{0,5})$",
    re.IGNORECASE,
)
"""A tag that the stream may have cut in two."""
_HARMONY = re.compile(r"<\|(?:channel|start|end)\|>(?:(?!<\|message\|>)[\s\S]){0,80}$")
_THINKS_ALOUD = re.compile(
    r"\W*(?:okay|ok|alright|hmm+|well|so|first|let me|let['’]s|the user|user asks|we need|we are|"
    r"we have|we must|i need|i should|i will|i['’]ll|looking at|thinking|"
    r"bon|alors|voyons|d['’]accord|l['’]utilisateur|il faut|je dois|je vais|nous devons|"
    r"on me demande|the question|la question)\b",
    re.IGNORECASE,
)
"""Openings of thoughts whose tag was opened by the model's template."""
_OPENING_LENGTH = 20


class Thoughts:
    """Lets through what a model says to the reader, and keeps its thoughts back.

    Args:
        held: Whether nothing is let through before the end of thoughts, for a model that is known
            to write no beginning of them.
    """

    def __init__(self, *, held: bool = False) -> None:
        self._held = held
        self._waiting = ""
        self._inside = False
        self._said = False
        self.any = False
        """Whether there were any."""

    def read(self, piece: str) -> tuple[str, bool]:
        """Return the words to show of a piece, and whether all that was shown before is thought."""
        self._waiting += piece
        return self._split(ended=False)

    def end(self) -> tuple[str, bool]:
        """Return the same of what was held back, at the end."""
        return self._split(ended=True)

    def _split(self, *, ended: bool) -> tuple[str, bool]:
        shown, voided = "", False
        while True:
            closing = _CLOSES.search(self._waiting)
            opening = None if self._inside else _OPENS.search(self._waiting)
            if opening and self._said and opening[0].strip()[0] not in "<[◁":
                opening = None
            if opening and (closing is None or opening.start() < closing.start()):
                shown += self._waiting[: opening.start()]
                self._waiting = self._waiting[opening.end() :]
                self._inside = self.any = True
            elif closing:
                if not self._inside:
                    shown, voided = "", True
                self._waiting = self._waiting[closing.end() :]
                self._inside, self.any = False, True
            else:
                break
        if self._inside:
            # Only the beginning of a tag can matter further on.
            self._waiting = "" if ended else self._waiting[-120:]
            return shown, voided
        held = len(self._waiting) if self._holds(ended=ended) else self._begun_tag(ended=ended)
        kept = len(self._waiting) - held
        shown += self._waiting[:kept]
        self._waiting = self._waiting[kept:]
        self._said = self._said or bool(shown.strip())
        return _FRAMES.sub("", shown), voided

    def _holds(self, *, ended: bool) -> bool:
        """Return whether the first words may be thoughts whose end is still to come."""
        start = self._waiting.lstrip()
        if ended or self._said or self.any:
            return False
        return self._held or len(start) < _OPENING_LENGTH or _THINKS_ALOUD.match(start) is not None

    def _begun_tag(self, *, ended: bool) -> int:
        """Return the length of a tag that may go on in the next piece."""
        if ended:
            return 0
        found = _HARMONY.search(self._waiting) or _BEGUN.search(self._waiting)
        return len(found[0]) if found else 0
