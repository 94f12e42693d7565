"""Write the trained embedder as it ships: a weight file, and an ONNX graph that refers to it.

    python -m training.export build/embedder rag/embedders/model

`model.safetensors` holds the layers as 16-bit floats, and each token's vector as 8-bit integers
with a scale of its own. `model.onnx` holds references to that file instead of weights, and casts
them to 32 bits when loaded; pooling and normalisation are part of the graph. `training.unpack`
writes the same weights in the format of sentence-transformers.
"""

import argparse
import hashlib
import json
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnx import TensorProto, helper
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

from training.model import transformer_of

NAME = "dixit-minilm-fr-en"
WINDOW = 256
"""Maximum length of a text, in tokens."""
PIECES, SCALES = "embeddings.word_embeddings.weight", "embeddings.word_embeddings.scales"
WEIGHTS, GRAPH, MANIFEST, CARD = "model.safetensors", "model.onnx", "manifest.json", "README.md"
_TYPES = {"F16": TensorProto.FLOAT16, "F32": TensorProto.FLOAT, "I8": TensorProto.INT8}


def rounded(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Quantise rows to 8-bit integers.

    Args:
        rows: Vectors, shape (rows, dimension).

    Returns:
        The integers in the same shape, and the scale of each row, shape (rows, 1).
    """
    scales = rows.abs().amax(dim=1, keepdim=True) / 127
    return (rows / scales).round().to(torch.int8), scales


class _Embedding(nn.Module):
    """The exported graph: token ids to unit vectors."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        tokens = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        kept = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * kept).sum(dim=1) / kept.sum(dim=1)
        return nn.functional.normalize(mean, dim=1)


def export(trained: Path, out: Path) -> None:
    """Write weights, graph, tokenizer and manifest; an existing model card is kept.

    Args:
        trained: The folder that training wrote.
        out: The folder to write; its other files are deleted.
    """
    card = (out / CARD).read_bytes() if (out / CARD).exists() else b""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / CARD).write_bytes(card)
    shutil.copyfile(trained / "model" / "tokenizer.json", out / "tokenizer.json")
    bert = transformer_of(SentenceTransformer(str(trained / "model"), device="cpu").eval())
    bert.config._attn_implementation = "eager"
    weights = {
        name: tensor.half().contiguous()
        for name, tensor in bert.state_dict().items()
        if tensor.is_floating_point() and not name.startswith("pooler.")
    }
    weights[PIECES], weights[SCALES] = rounded(bert.state_dict()[PIECES])
    save_file(weights, out / WEIGHTS, metadata={"format": "pt"})
    with TemporaryDirectory() as scratch:
        whole = Path(scratch, GRAPH)
        example = torch.ones(2, 8, dtype=torch.int64)
        torch.onnx.export(
            _Embedding(bert),
            (example, example),
            str(whole),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={
                "input_ids": {0: "texts", 1: "tokens"},
                "attention_mask": {0: "texts", 1: "tokens"},
                "embedding": {0: "texts"},
            },
            opset_version=17,
            do_constant_folding=False,
            dynamo=False,
        )
        graph = onnx.load(str(whole))
    _point_to_weights(graph.graph, out / WEIGHTS)
    onnx.save(graph, str(out / GRAPH))
    _describe(trained, out)


def _point_to_weights(graph: onnx.GraphProto, path: Path) -> None:
    """Replace the graph's weights by references to a safetensors file, with casts to 32 bits."""
    stored = {tensor.name: tensor for tensor in _stored(path)}
    kept: list[TensorProto] = []
    first: list[onnx.NodeProto] = []
    for tensor in graph.initializer:
        name = tensor.name.removeprefix("bert.")
        if name not in stored:
            kept.append(tensor)
            continue
        assert list(tensor.dims) == list(stored[name].dims), name
        kept.append(stored[name])
        if name == PIECES:
            kept.append(stored[SCALES])
            _widen_found(graph, tensor.name)
        else:
            first.append(helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT))
    nodes = [*first, *graph.node]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)


def _widen_found(graph: onnx.GraphProto, name: str) -> None:
    """Cast token vectors behind the lookup, so that only those in use are cast."""
    (gather,) = (node for node in graph.node if name in node.input)
    place, wanted, found = list(graph.node).index(gather), gather.input[1], gather.output[0]
    steps = [
        helper.make_node("Gather", [PIECES, wanted], ["found"], axis=0),
        helper.make_node("Cast", ["found"], ["found_wide"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [SCALES, wanted], ["found_scales"], axis=0),
        helper.make_node("Mul", ["found_wide", "found_scales"], [found]),
    ]
    graph.node.remove(gather)
    for step in reversed(steps):
        graph.node.insert(place, step)


def _stored(path: Path) -> Iterator[TensorProto]:
    """Yield the tensors of a safetensors file as references to their bytes."""
    with path.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    for name, told in header.items():
        if name == "__metadata__":
            continue
        start, end = told["data_offsets"]
        tensor = TensorProto(name=name, data_type=_TYPES[told["dtype"]], dims=told["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": path.name, "offset": 8 + size + start, "length": end - start}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        yield tensor


def _describe(trained: Path, out: Path) -> None:
    """Write the manifest with the model's properties and the SHA-256 of its weights."""
    with (out / WEIGHTS).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    told = {
        "name": NAME,
        "weights_sha256": digest,
        "weights": "float16, pieces int8",
        "window": WINDOW,
        "dimension": 384,
        "training": json.loads((trained / "training.json").read_text("utf-8")),
    }
    (out / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Export a model from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("trained", type=Path, help="the folder that training wrote")
    parser.add_argument("out", type=Path, help="the folder to write")
    arguments = parser.parse_args()
    export(arguments.trained, arguments.out)


if __name__ == "__main__":
    main()
