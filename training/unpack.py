"""Write the shipped embedder in the format of sentence-transformers, for training or a GPU.

python -m training.unpack rag/embedders/model build/embedder-unpacked
dixit index articles/ --embedder build/embedder-unpacked
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training.export import MANIFEST, PIECES, SCALES, WEIGHTS
from training.model import give_pieces, open_teacher, save


def unpack(shipped: Path, out: Path) -> None:
    """Write a model folder with the shipped weights as 32-bit floats.

    Args:
        shipped: The folder of the shipped model.
        out: The folder to write.
    """
    weights = {name: tensor.float() for name, tensor in load_file(shipped / WEIGHTS).items()}
    rows = weights.pop(PIECES) * weights.pop(SCALES)
    model = open_teacher()
    bert = give_pieces(model, rows)
    with torch.no_grad():
        for name, parameter in bert.named_parameters():
            if name in weights:
                parameter.copy_(weights[name])
    model.max_seq_length = json.loads((shipped / MANIFEST).read_text("utf-8"))["window"]
    save(model, Tokenizer.from_file(str(shipped / "tokenizer.json")), out)


def main() -> None:
    """Unpack a model from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("shipped", type=Path, help="the folder of the shipped model")
    parser.add_argument("out", type=Path, help="the folder to write")
    arguments = parser.parse_args()
    unpack(arguments.shipped, arguments.out)


if __name__ == "__main__":
    main()
