"""Verdicts: a statement compared with the cited text by words, numbers, names and negations.

No similarity score is used: "6 %" is not "5 %", and a dropped "ne ... pas" makes another statement.
"""

from functools import lru_cache

from dixit.index.records import Document
from dixit.index.text.tokens import document_tokens, stop_words, words
from dixit.rag.lang.lexicons import saying
from dixit.rag.lang.names import names_in
from dixit.rag.lang.polarity import is_denying, is_hedge, opposed, refuses
from dixit.rag.lang.quantities import differ_in_value, in_figures
from dixit.rag.lang.translation import similar
from dixit.rag.records import Verdict
from dixit.rag.verification.attachment import belongs_elsewhere
from dixit.rag.verification.attribution import leaves_out_speaker
from dixit.rag.verification.edits import changes
from dixit.rag.verification.exact_checks import exact_verdict, holds_names, without
from dixit.rag.verification.framing import is_framed
from dixit.rag.verification.meaning_changes import denies_otherwise, means_otherwise
from dixit.rag.verification.print_folding import plain, printed
from dixit.rag.verification.statement_marks import words_in_marks
from dixit.rag.verification.statement_pair import Pair, is_met
from dixit.rag.verification.yes_no_replies import declared, judged_reply, reply_in

_APART = 5
"""Minimum distance of two names that are no apposition, in words: "Luca de Meo, PDG de Renault"."""
_ALL_BUT = 0.85
"""Minimum share of words kept in order in a copy whose names must not change places at all."""
_MORE_WORDS = 4
"""Maximum surplus of replaced words over those in their place, in words."""
_SHARED_WORDS = 0.5
"""Minimum share of a paraphrase's content words in the cited text, in either language."""


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ only in typography and the case of the first letter."""
    return _uncapped(one) == _uncapped(other)


def verdict(
    statement: str,
    cited: str,
    *,
    language: str,
    cited_language: str,
    cited_speaker: str | None = None,
    about_speaker: str = "",
    elsewhere: tuple[Document, ...] = (),
    question: str = "",
) -> Verdict:
    """Judge a statement against the text that it cites.

    Quoted words must occur in the cited text. The rest is a paraphrase: its numbers, names and
    negations must be those of the cited text. "Yes" and "no" assert the answer to `question`.

    Args:
        statement: The statement.
        cited: The cited text.
        language: Language code of the statement.
        cited_language: Language code of the cited text.
        cited_speaker: The speaker of the cited words; None where nobody or more than one speaks.
        about_speaker: The speaker's office.
        elsewhere: Documents in which quoted words are looked for that the cited text lacks.
        question: The question that the statement answers; empty where there is none.
    """
    if (reply := reply_in(statement, language)) is not None:
        return judged_reply(
            reply,
            declared(question, language),
            lambda told: verdict(
                told,
                cited,
                language=language,
                cited_language=cited_language,
                cited_speaker=cited_speaker,
                about_speaker=about_speaker,
                elsewhere=elsewhere,
            ),
            language,
        )
    pair = Pair(plain(statement), language, plain(cited), cited_language)
    speaker = cited_speaker or ""
    exact = exact_verdict(pair, speaker=speaker, role=about_speaker, elsewhere=elsewhere)
    if exact is not None:
        return exact
    named = holds_names(pair, speaker, about_speaker)
    if not named or not follows(pair, speaker=speaker, role=about_speaker):
        return "unsupported"
    return "verbatim" if words_in_marks(pair.statement) else "supported"


@lru_cache(maxsize=1024)
def follows(pair: Pair, *, speaker: str = "", role: str = "") -> bool:
    """Return whether a statement with nothing exact against it follows from the cited text.

    Args:
        pair: The statement and the cited text, in plain letters.
        speaker: The speaker of the cited words; empty where nobody or more than one speaks.
        role: The speaker's office.
    """
    language, cited_language = pair.language, pair.cited_language
    quotes = words_in_marks(pair.statement)
    around, beside = without(pair.statement, quotes), without(pair.cited, quotes)
    # Each number becomes one word in figures.
    around, beside = in_figures(around, language), in_figures(beside, cited_language)
    statement, cited = in_figures(pair.statement, language), in_figures(pair.cited, cited_language)
    pair = Pair(statement, language, cited, cited_language)
    known = {*words(cited), *words(speaker), *words(role)}
    return not (
        means_otherwise(pair)
        or denies_otherwise(pair, around, beside)
        or (refuses(around, language) and not refuses(beside, cited_language))
        or opposed(around, language, cited, cited_language)
        or (language == cited_language and _tampers(pair, speaker))
        or _shared(around, language, cited, cited_language, known) < _SHARED_WORDS
        or not _says_something(around, language, cited, cited_language)
        or belongs_elsewhere(
            around,
            language,
            beside,
            cited_language,
            lambda word, among: is_met(word, language, among, cited_language),
        )
        or (not quotes and leaves_out_speaker(pair))
    )


def is_near_copy(pair: Pair) -> bool:
    """Return whether a statement repeats most of the cited text, word for word in its order."""
    return pair.language == pair.cited_language and changes(pair.statement, pair.cited) is not None


def says_otherwise(pair: Pair, *, speaker: str = "") -> bool:
    """Return whether a rule that is seldom wrong finds another meaning in a statement.

    A hedge dropped, a scope widened, an opposite, or one word in a near copy exchanged for another.
    Of true statements by other hands it stops 1 in 12, of false ones 1 in 3.

    Args:
        pair: The statement and the cited text, in plain letters.
        speaker: The speaker of the cited words; empty where nobody or more than one speaks.
    """
    language, cited_language = pair.language, pair.cited_language
    statement, cited = in_figures(pair.statement, language), in_figures(pair.cited, cited_language)
    around = in_figures(without(pair.statement, words_in_marks(pair.statement)), language)
    pair = Pair(statement, language, cited, cited_language)
    return (
        means_otherwise(pair)
        or opposed(around, language, cited, cited_language)
        or (language == cited_language and _tampers(pair, speaker))
    )


def is_about(text: str, language: str, cited: str, cited_language: str) -> bool:
    """Return whether a cited text holds at least half of a text's content words."""
    known = set(words(cited))
    return _shared(text, language, cited, cited_language, known) >= _SHARED_WORDS


def _tampers(pair: Pair, speaker: str) -> bool:
    """Return whether a near copy replaces a word, changes a negation or drops a hedge."""
    statement, cited, language = pair.statement, pair.cited, pair.language
    changed = changes(statement, cited)
    if changed is None:
        return False
    unsure = any(map(is_hedge, (*changed.put, *changed.moved)))
    # A frame such as "It is false that" may replace the negation.
    dropped = () if is_framed(pair) else changed.dropped
    return (
        any(map(is_denying, dropped))
        or any(is_hedge(w) and not unsure for w in changed.dropped)
        or any(map(is_denying, changed.put))
        or any(_means_otherwise(lost, put, language) for lost, put in changed.replaced)
        or _exchanges(statement, cited, speaker, 1 if changed.share >= _ALL_BUT else _APART)
    )


def _means_otherwise(lost: str, put: str, language: str) -> bool:
    """Return whether one content word replaces another of a different meaning."""
    small = stop_words(language) | saying()
    gone, new = ([w for w in text.split() if w not in small] for text in (lost, put))
    if len(gone) != 1 or len(new) != 1 or gone == new:
        return False
    return not _means_one_of(new[0], set(document_tokens(gone[0], language)), language)


def _exchanges(statement: str, cited: str, speaker: str, apart: int) -> bool:
    """Return whether two names, `apart` words or more from each other, have changed places.

    The speaker is left out: the name may come before or behind the words.
    """
    told, given = words(statement), words(cited)
    said = set(words(speaker))
    heads = [words(name)[0] for name in names_in(cited) if words(name)]
    once = [w for w in heads if told.count(w) == given.count(w) == 1 and w not in said]
    return any(
        given.index(two) - given.index(one) >= apart and told.index(two) < told.index(one)
        for one in once
        for two in once
    )


@lru_cache(maxsize=1024)
def contradicts(statement: str, sentence: str, language: str, *, by_a_word: bool = True) -> bool:
    """Return whether a statement is a near copy of a sentence that changes its meaning.

    A number, name or date is replaced, a word by its opposite, or a negation added or dropped. With
    `by_a_word` false, other words may be replaced.
    """
    statement, sentence = in_figures(statement, language), in_figures(sentence, language)
    changed = changes(statement, sentence)
    if changed is None:
        return False
    names = [
        {word for name in names_in(text) for word in words(name)} for text in (sentence, statement)
    ]
    for lost, put in changed.replaced:
        if len(lost.split()) > len(put.split()) + _MORE_WORDS:
            # A clause is left out; nothing stands in its place.
            continue
        gone, new = set(lost.split()), set(put.split())
        if any(map(is_denying, gone)) != any(map(is_denying, new)):
            return True
        named, told = gone & names[0], new & names[1]
        if (named and told and not told <= named) or differ_in_value(lost, put, language):
            return True
        if by_a_word and (
            opposed(put, language, lost, language) or _means_otherwise(lost, put, language)
        ):
            return True
    return False


def _means_one_of(word: str, stems: set[str], language: str) -> bool:
    """Return whether a word, or a similar one, is among some stems."""
    own = document_tokens(word, language)
    near = {other for stem in own for other in similar(stem, language, language)}
    return bool(stems & {*own, *near})


def _shared(around: str, language: str, cited: str, cited_language: str, known: set[str]) -> float:
    """Return the share of a text's content words in the cited text; 1 for a text without any."""
    telling = [word for word in words(around) if word not in stop_words(language) | saying()]
    stems = set(document_tokens(cited, cited_language))
    held = sum(word in known or is_met(word, language, stems, cited_language) for word in telling)
    return held / len(telling) if telling else 1.0


def _says_something(around: str, language: str, cited: str, cited_language: str) -> bool:
    """Return whether words other than names and numbers are shared, where the text has any."""
    named = {word for name in names_in(around) for word in words(name)}
    rest = " ".join(w for w in words(around) if w not in named and not w[0].isdigit())
    return _shared(rest, language, cited, cited_language, set(words(cited))) > 0


def _uncapped(text: str) -> str:
    """Return a text in one typography, with a lower-case initial."""
    one = printed(text).text.strip(' "')
    return one[:1].lower() + one[1:]
