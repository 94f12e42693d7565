"""Keep the pieces of the base's vocabulary that French and English text needs.

Of 250,037 pieces most spell other languages. Kept are the markers, every single letter, digit and
mark of the scripts that such text shows, the pieces that the counted text uses most, and a piece
for each byte, so that any other character is still read (byte fallback, as SentencePiece does it).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

import numpy as np
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from training.e5 import Array, BaseModel

PIECES = 40_000
"""Pieces that are kept, bytes included: with them PIAF takes 1.006 times the pieces of before."""
WORDS = "embeddings.word_embeddings.weight"

_BYTES = 256
_SPACE = "▁"
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_BYTE_SCORE = -100.0
"""Below every real piece, so that bytes serve only what no piece spells."""
_LATIN_ENDS = 0x24F


def tokenizer_of(
    pieces: list[tuple[str, float]], special: dict[str, int], *, byte_fallback: bool
) -> Tokenizer:
    """A tokenizer over unigram pieces (Kudo, 2018), which neither cuts nor pads.

    Args:
        pieces: each piece with its log probability, by number.
        special: the numbers of `bos`, `eos`, `pad` and `unk`.
        byte_fallback: whether the pieces hold `<0x00>` to `<0xFF>`.
    """
    tokenizer = Tokenizer(
        models.Unigram(pieces, unk_id=special["unk"], byte_fallback=byte_fallback)
    )
    # Soft hyphens and zero-width spaces would cut a word in two.
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex("[\u00ad\u200b-\u200d\u2060\ufeff]"), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"\s+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement=_SPACE, prepend_scheme="always", split=False
    )
    tokenizer.decoder = decoders.Metaspace(replacement=_SPACE)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", special["bos"]), ("</s>", special["eos"])],
    )
    return tokenizer


def counted(tokenizer: Tokenizer, texts: Iterable[tuple[str, float]]) -> Counter[int]:
    """How often each piece is used, each text with its weight."""
    uses: Counter[int] = Counter()
    texts = list(texts)
    encodings = tokenizer.encode_batch_fast([text for text, _ in texts], add_special_tokens=False)
    for encoding, (_, weight) in zip(encodings, texts, strict=True):
        for piece in encoding.ids:
            uses[piece] += weight  # type: ignore[assignment]  # Counter adds any number.
    return uses


def pruned(
    base: BaseModel, texts: Iterable[tuple[str, float]], most: int = PIECES
) -> tuple[Tokenizer, Array]:
    """The tokenizer with fewer pieces, and the vectors of these.

    Args:
        base: the model as published.
        texts: what is counted, each text with its weight.
        most: how many pieces to keep.

    Returns:
        The tokenizer, and the rows of its pieces, shape (most, hidden).
    """
    special = set(base.special.values())
    kept = set(special)
    kept.update(n for n, (piece, _) in enumerate(base.pieces) if _single_character(piece))
    full = tokenizer_of(base.pieces, base.special, byte_fallback=False)
    room = most - _BYTES
    for piece, _ in counted(full, texts).most_common():
        if len(kept) >= room:
            break
        kept.add(piece)
    # The pieces stand in order of frequency in the text that the base learnt from.
    for number, (letters, _) in enumerate(base.pieces):
        if len(kept) >= room:
            break
        if _latin(letters):
            kept.add(number)
    order = sorted(kept - special)
    markers = sorted(special)
    numbers = [*markers, *order]
    pieces = [base.pieces[number] for number in numbers]
    pieces += [(f"<0x{byte:02X}>", _BYTE_SCORE) for byte in range(_BYTES)]
    renumbered = {name: numbers.index(number) for name, number in base.special.items()}
    vectors = base.weights[WORDS]
    unknown = vectors[base.special["unk"]]
    rows = np.concatenate([vectors[numbers], np.repeat(unknown[None], _BYTES, axis=0)])
    return tokenizer_of(pieces, renumbered, byte_fallback=True), rows


def _single_character(piece: str) -> bool:
    bare = piece.removeprefix(_SPACE)
    if piece == _SPACE:
        return True
    if len(bare) != 1:
        return False
    category = unicodedata.category(bare)
    if category[0] in "NPSZ":
        return True
    return unicodedata.name(bare, "").startswith(_SCRIPTS)


def _latin(piece: str) -> bool:
    bare = piece.removeprefix(_SPACE)
    return bool(bare) and all(ord(letter) <= _LATIN_ENDS for letter in bare)
