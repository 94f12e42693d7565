"""The numbers that decide whether a statement is proven; see `dials`."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class CheckDials:
    """Where the proof of a draft's statement is looked for, and when it is one."""

    passages: int = 8
    """Passages found for a statement. Set by judgement."""
    premises: int = 4
    """Sentences of these passages that may prove it. Chosen for speed."""
    widened: int = 2
    """The best of them, which are also read with the sentences beside them. Chosen for speed."""
    quoted: int = 12
    """Passages in whose articles quoted words are looked for. Chosen for speed."""
    apart: int = 1_500
    """Most characters between the first and the last of several quotations. Set by judgement."""
    shared: float = 0.7
    """Least share of a statement's content words in what proves it by rules. Set by judgement."""
    judged: int = 8
    """Most premises that a judge reads for a statement. Chosen for speed."""
    supported: float = 0.5
    """Least probability at which a judge proves a statement, for `judge = "balanced"`. Measured."""
    supported_strictly: float = 0.85
    """The same for `judge = "strict"`. Measured."""
    names_stand: bool = False
    """Whether a word that opens a statement counts as a name, which must be in the premise; so for
    "strict". Measured."""
    contradicted: float = 0.9
    """The same at which it contradicts one. Set by judgement."""

    def as_told(self, judge: str) -> "CheckDials":
        """The dials with the bar that a setting names.

        Args:
            judge: "balanced" or "strict".
        """
        if judge == "strict":
            return replace(self, supported=self.supported_strictly, names_stand=True)
        return self
