"""Student models: the one that ships, and others that it was compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from training.model import give_pieces, open_teacher, transformer_of
from training.pairs import Pair
from training.start import first_vectors, translations
from training.vocabulary import costly_words, extended, french_pieces

Kind = Literal["pieces", "layers", "own-vocabulary", "shallow", "static"]
KINDS: Mapping[Kind, str] = {
    "pieces": "the teacher with French pieces; their vectors learn, and no layer (this one ships)",
    "layers": "the same, and the layers learn too",
    "own-vocabulary": "the teacher as it is, all of it learning",
    "shallow": "as `layers`, with every other layer left out",
    "static": "vectors of pieces alone, whose mean is the text's",
}
RATE, LAYER_RATE, STATIC_RATE = 1e-3, 5e-5, 5e-3
"""Peak learning rates of token vectors, of layers, and of token vectors alone."""
LONGEST = 200
"""Maximum length of a text in training, in tokens."""


@dataclass(frozen=True, slots=True)
class Student:
    """A model, its tokenizer, and the parameter groups that are trained, with their rates."""

    model: SentenceTransformer
    tokenizer: Tokenizer
    learning: list[dict[str, Any]]

    @property
    def parameters(self) -> list[torch.nn.Parameter]:
        """All trained parameters."""
        return [parameter for group in self.learning for parameter in group["params"]]


def newborn(kind: Kind, pairs: Sequence[Pair], teacher: Tokenizer) -> Student:
    """Return an untrained student.

    Args:
        kind: The student.
        pairs: Sentence pairs for vocabulary and alignment.
        teacher: The teacher's tokenizer.

    Raises:
        ValueError: There is no such student.
    """
    if kind not in get_args(Kind):
        raise ValueError(f"no student is called {kind}")
    model = open_teacher()
    if kind == "own-vocabulary":
        return _learning(model, teacher, layers=True)
    words = costly_words(pairs, teacher)
    tokenizer = extended(teacher, words)
    met = translations(pairs, teacher, [*words, *french_pieces(pairs, teacher)])
    old = transformer_of(model).get_input_embeddings().weight.detach().numpy()
    rows = torch.from_numpy(first_vectors(old, teacher, tokenizer, met))
    if kind == "static":
        static = StaticEmbedding(tokenizer, embedding_weights=rows)
        bag = SentenceTransformer(modules=[static], device="cpu")
        return Student(bag, tokenizer, [{"params": [*static.parameters()], "lr": STATIC_RATE}])
    bert = give_pieces(model, rows)
    if kind == "shallow":
        bert.encoder.layer = bert.encoder.layer[::2]
        bert.config.num_hidden_layers = len(bert.encoder.layer)
    return _learning(model, tokenizer, layers=kind != "pieces")


def encoded(
    model: SentenceTransformer, tokenizer: Tokenizer, sentences: Sequence[str]
) -> torch.Tensor:
    """Return unit vectors with gradients, shape (len(sentences), dimension).

    Args:
        model: The model.
        tokenizer: Its tokenizer; truncation and padding are enabled.
        sentences: The texts.
    """
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    read = tokenizer.encode_batch(list(sentences))
    ids = torch.tensor([one.ids for one in read])
    mask = torch.tensor([one.attention_mask for one in read])
    if isinstance(model[0], StaticEmbedding):
        lengths = mask.sum(dim=1)
        offsets = lengths.cumsum(dim=0) - lengths
        features = {"input_ids": ids[mask.bool()], "offsets": offsets}
    else:
        kinds = torch.zeros_like(ids)
        features = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
    vectors: torch.Tensor = model(features)["sentence_embedding"]
    return torch.nn.functional.normalize(vectors, dim=1)


def _learning(model: SentenceTransformer, tokenizer: Tokenizer, *, layers: bool) -> Student:
    model.requires_grad_(False)
    bert = transformer_of(model)
    groups = [{"params": [bert.get_input_embeddings().weight.requires_grad_()], "lr": RATE}]
    if layers:
        learnt = [*bert.encoder.requires_grad_(True).parameters()]
        groups.append({"params": learnt, "lr": LAYER_RATE})
    return Student(model, tokenizer, groups)
