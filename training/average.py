"""The mean of models' weights: what teaching gave without what it made the base forget.

    python -m training.average build/average build/base:0.5 build/step-400:0.5

Weights of one model before and after fine-tuning lie in one valley: their mean keeps most of what
either does well (Wortsman et al., 2022, "Robust fine-tuning of zero-shot models").
"""

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import BertModel


def average(parts: Sequence[tuple[Path, float]], out: Path) -> None:
    """Write the weighted mean of models of one shape.

    Args:
        parts: folders with their weights, which sum to 1; the tokenizer is that of the first.
        out: the folder to write.

    Raises:
        ValueError: the weights do not sum to 1.
    """
    if abs(sum(weight for _, weight in parts) - 1) > 1e-6:
        raise ValueError("the weights must sum to 1")
    models = [BertModel.from_pretrained(folder, add_pooling_layer=False) for folder, _ in parts]
    mean = models[0]
    states = [model.state_dict() for model in models]
    with torch.no_grad():
        for name, tensor in mean.state_dict().items():
            if tensor.is_floating_point():
                tensor.copy_(
                    sum(
                        weight * state[name].clone()
                        for state, (_, weight) in zip(states, parts, strict=True)
                    )
                )
    mean.save_pretrained(out)
    shutil.copyfile(parts[0][0] / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    """Read the models and write their mean."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument("parts", nargs="+", help="FOLDER:WEIGHT")
    arguments = parser.parse_args()
    parts = [part.rpartition(":") for part in arguments.parts]
    folders = [(Path(folder), float(weight)) for folder, _, weight in parts]
    average(folders, arguments.out)
    record = json.loads((folders[0][0].parent / "training.json").read_text("utf-8"))
    record["mean_of"] = {folder.name: weight for folder, weight in folders}
    (arguments.out / "training.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
