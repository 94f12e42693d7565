"""Write the cross-encoder as it ships, by the same rounding as the embedder.

python -m training.export_cross_encoder build/cross-encoder/model rag/models/reader_judge
"""

import argparse
import json
import shutil
from pathlib import Path

import torch
from transformers import BertModel

from training.cross_encoder import WEIGHTS as HEADS
from training.cross_encoder import CrossEncoder
from training.export import CARD, stored_weights, write_graph, write_manifest

NAME = "dixit-reader-judge-fr-en"
WINDOW = 384
"""Tokens of two texts together that are read."""


def export(trained: Path, out: Path) -> None:
    """Write weights, graph, tokenizer and manifest; a card that is there stays.

    Args:
        trained: the folder that `training.cross_encoder` wrote.
        out: the folder to write.
    """
    card = (out / CARD).read_bytes() if (out / CARD).exists() else b""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / CARD).write_bytes(card)
    shutil.copyfile(trained / "tokenizer.json", out / "tokenizer.json")
    bert = BertModel.from_pretrained(trained, add_pooling_layer=False, attn_implementation="eager")
    model = CrossEncoder(bert)
    model.heads.load_state_dict(torch.load(trained / HEADS, weights_only=True))
    model.train(False)
    stored = stored_weights(bert)
    stored |= {f"heads.{name}": tensor for name, tensor in model.heads.state_dict().items()}
    write_graph(model, stored, "numbers", ("texts", "tokens"), out)
    told: dict[str, object] = {"name": NAME, "weights": "int8 per channel", "window": WINDOW}
    record = json.loads((trained / "training.json").read_text("utf-8"))
    write_manifest(out, told, record)


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("trained", type=Path, help="the folder training.cross_encoder wrote")
    parser.add_argument("out", type=Path, help="the folder to write")
    arguments = parser.parse_args()
    export(arguments.trained, arguments.out)


if __name__ == "__main__":
    main()
