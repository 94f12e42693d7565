"""Write the taught base as it ships: one file of weights, and a graph that points into it.

    python -m training.export build/average rag/embedders/model

`model.safetensors` holds the matrices of the layers as 8-bit integers, shape (in, out), with a
scale for each output (per channel), and each piece's vector as 8-bit integers with a scale of its
own. Everything else is 16-bit floats. `model.onnx` has no weights but their places in that file. It
multiplies integers: each text's activations are rounded to 8 bits as they come (dynamic
quantisation, Jacob et al., 2018). Pooling and normalising are part of the graph. `training.unpack`
writes the same weights as sentence-transformers reads them.
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
from torch import Tensor, nn
from transformers import BertModel

from training.prune import WORDS
from training.teach import PASSAGE_PREFIX, QUERY_PREFIX

NAME = "dixit-e5-fr-en"
WINDOW = 512
"""Tokens of a text that are read."""
WEIGHTS, GRAPH, MANIFEST, CARD = "model.safetensors", "model.onnx", "manifest.json", "README.md"
INTEGERS, SCALES = ".int8", ".scales"
"""How the names of a rounded matrix end: its integers, and its scales."""
_TYPES = {"F16": TensorProto.FLOAT16, "F32": TensorProto.FLOAT, "I8": TensorProto.INT8}
_DENSE = ("query.weight", "key.weight", "value.weight", "dense.weight")


def rounded(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Rows as 8-bit integers, shape as before, and the scale of each, shape (rows, 1)."""
    scales = rows.abs().amax(dim=1, keepdim=True).clamp_min(1e-12) / 127
    return (rows / scales).round().to(torch.int8), scales


def stored_weights(model: BertModel) -> dict[str, Tensor]:
    """All weights as they are stored, by name."""
    weights: dict[str, Tensor] = {}
    for name, tensor in model.state_dict().items():
        if name == WORDS:
            weights[name + INTEGERS], weights[name + SCALES] = rounded(tensor)
        elif name.endswith(_DENSE):
            integers, scales = rounded(tensor)
            # The graph multiplies from the left: (tokens, in) by (in, out).
            weights[name + INTEGERS] = integers.T.contiguous()
            weights[name + SCALES] = scales.squeeze(1).contiguous()
        elif tensor.is_floating_point():
            weights[name] = tensor.half().contiguous()
    return weights


def restored_weights(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights as BertModel names them, float32, from those that are stored."""
    restored: dict[str, Tensor] = {}
    for name, tensor in weights.items():
        if name.endswith(INTEGERS):
            base = name.removesuffix(INTEGERS)
            scales = weights[base + SCALES]
            rows = tensor.float() if base == WORDS else tensor.float().T
            restored[base] = (rows * scales.reshape(-1, 1)).contiguous()
        elif not name.endswith(SCALES):
            restored[name] = tensor.float()
    return restored


class _Embedding(nn.Module):
    """Token numbers to unit vectors: what the graph computes."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        tokens = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        kept = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * kept).sum(dim=1) / kept.sum(dim=1)
        return nn.functional.normalize(mean, dim=1)


def export(trained: Path, out: Path, training: dict[str, object]) -> None:
    """Write weights, graph, tokenizer and manifest; a card that is there stays.

    Args:
        trained: a folder with the model and `tokenizer.json`.
        out: the folder to write.
        training: how it was trained, for the manifest.
    """
    card = (out / CARD).read_bytes() if (out / CARD).exists() else b""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / CARD).write_bytes(card)
    shutil.copyfile(trained / "tokenizer.json", out / "tokenizer.json")
    bert = BertModel.from_pretrained(trained, add_pooling_layer=False, attn_implementation="eager")
    bert.train(False)
    write_graph(_Embedding(bert), stored_weights(bert), "embedding", ("texts",), out)
    told = {
        "name": NAME,
        "weights": "int8 per channel",
        "window": WINDOW,
        "dimension": bert.config.hidden_size,
        "query_prefix": QUERY_PREFIX,
        "passage_prefix": PASSAGE_PREFIX,
    }
    write_manifest(out, told, training)


def write_graph(
    module: nn.Module,
    stored: dict[str, Tensor],
    output: str,
    dimensions: tuple[str, ...],
    out: Path,
) -> None:
    """Write the weights, and the graph of a module that points to them.

    Args:
        module: takes `input_ids` and `attention_mask`; its encoder is its part `bert`.
        stored: the weights as they are stored, by name.
        output: the name of what it gives.
        dimensions: the names of the first dimensions of that, which vary.
        out: the folder to write.
    """
    save_file(stored, out / WEIGHTS, metadata={"format": "pt"})
    graph = _float_graph(module, output, dimensions)
    _point_to_weights(graph.graph, out / WEIGHTS)
    onnx.save(graph, str(out / GRAPH))


def _float_graph(module: nn.Module, output: str, dimensions: tuple[str, ...]) -> onnx.ModelProto:
    """The graph with its weights in it, as torch exports it."""
    with TemporaryDirectory() as scratch:
        whole = Path(scratch, GRAPH)
        example = torch.ones(2, 8, dtype=torch.int64)
        torch.onnx.export(
            module,
            (example, example),
            str(whole),
            input_names=["input_ids", "attention_mask"],
            output_names=[output],
            dynamic_axes={
                "input_ids": {0: "texts", 1: "tokens"},
                "attention_mask": {0: "texts", 1: "tokens"},
                output: dict(enumerate(dimensions)),
            },
            opset_version=17,
            do_constant_folding=False,
            dynamo=False,
        )
        return onnx.load(str(whole))


def _point_to_weights(graph: onnx.GraphProto, path: Path) -> None:
    """Replace the graph's weights by places in a safetensors file."""
    stored = {tensor.name: tensor for tensor in _stored(path)}
    kept: list[TensorProto] = []
    first: list[onnx.NodeProto] = []
    for tensor in graph.initializer:
        name = tensor.name.removeprefix("bert.")
        if name == WORDS:
            _widen_found_rows(graph, tensor.name)
        elif name + INTEGERS in stored:
            _multiply_integers(graph, tensor.name)
        elif name in stored and name == tensor.name:
            continue  # Stored as it is used.
        elif name in stored:
            first.append(helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT))
        else:
            kept.append(tensor)
    _share_roundings(graph)
    nodes = [*first, *graph.node]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend([*kept, *stored.values()])


def _replace(graph: onnx.GraphProto, old: onnx.NodeProto, new: list[onnx.NodeProto]) -> None:
    place = list(graph.node).index(old)
    graph.node.remove(old)
    for node in reversed(new):
        graph.node.insert(place, node)


def _widen_found_rows(graph: onnx.GraphProto, name: str) -> None:
    """Look up the rounded rows of pieces and widen only these."""
    (gather,) = (node for node in graph.node if name in node.input)
    wanted, out = gather.input[1], gather.output[0]
    _replace(
        graph,
        gather,
        [
            helper.make_node("Gather", [WORDS + INTEGERS, wanted], ["rows"], axis=0),
            helper.make_node("Cast", ["rows"], ["rows_wide"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [WORDS + SCALES, wanted], ["row_scales"], axis=0),
            helper.make_node("Mul", ["rows_wide", "row_scales"], [out]),
        ],
    )


def _multiply_integers(graph: onnx.GraphProto, name: str) -> None:
    """Replace a product with a float matrix by one of integers, scaled afterwards."""
    (transpose,) = (node for node in graph.node if name in node.input)
    (product,) = (node for node in graph.node if transpose.output[0] in node.input)
    graph.node.remove(transpose)
    stored, out = name.removeprefix("bert."), product.output[0]
    values, scale, zero, sums, wide, scales = (
        f"{out}_{part}" for part in ("values", "scale", "zero", "sums", "wide", "scales")
    )
    _replace(
        graph,
        product,
        [
            helper.make_node("DynamicQuantizeLinear", [product.input[0]], [values, scale, zero]),
            helper.make_node("MatMulInteger", [values, stored + INTEGERS, zero], [sums]),
            helper.make_node("Cast", [sums], [wide], to=TensorProto.FLOAT),
            helper.make_node("Mul", [scale, stored + SCALES], [scales]),
            helper.make_node("Mul", [wide, scales], [out]),
        ],
    )


def _share_roundings(graph: onnx.GraphProto) -> None:
    """Round each activation once, where several matrices read it (query, key and value)."""
    seen: dict[str, onnx.NodeProto] = {}
    same: dict[str, str] = {}
    for node in list(graph.node):
        if node.op_type != "DynamicQuantizeLinear":
            for place, name in enumerate(node.input):
                node.input[place] = same.get(name, name)
            continue
        first = seen.setdefault(node.input[0], node)
        if first is not node:
            same.update(zip(node.output, first.output, strict=True))
            graph.node.remove(node)


def _stored(path: Path) -> Iterator[TensorProto]:
    """Yield the tensors of a safetensors file as references to their bytes."""
    with path.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = entry["data_offsets"]
        tensor = TensorProto(name=name, data_type=_TYPES[entry["dtype"]], dims=entry["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": path.name, "offset": 8 + size + start, "length": end - start}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        yield tensor


def write_manifest(out: Path, told: dict[str, object], training: dict[str, object]) -> None:
    """Write what the model is, and the SHA-256 by which it is known."""
    with (out / WEIGHTS).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    manifest = {**told, "weights_sha256": digest, "training": training}
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read the taught model and write the shipped one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("trained", type=Path, help="the folder that training.average wrote")
    parser.add_argument("out", type=Path, help="the folder to write")
    arguments = parser.parse_args()
    record = json.loads((arguments.trained / "training.json").read_text("utf-8"))
    export(arguments.trained, arguments.out, record)


if __name__ == "__main__":
    main()
