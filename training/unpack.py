"""Write the shipped embedder in the format of sentence-transformers, for training or a GPU.

python -m training.unpack rag/embedders/model build/embedder-unpacked
dixit index articles/ --embedder build/embedder-unpacked
"""

import argparse
import json
from pathlib import Path

from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from training.export import MANIFEST, WEIGHTS, restored_weights
from training.prune import WORDS


def unpack(shipped: Path, out: Path) -> None:
    """Write a model's folder with all weights as 32-bit floats, the very ones that ship.

    Args:
        shipped: the folder that `training.export` wrote.
        out: the folder to write.
    """
    manifest = json.loads((shipped / MANIFEST).read_text("utf-8"))
    weights = restored_weights(load_file(shipped / WEIGHTS))
    pieces, hidden = weights[WORDS].shape
    layers = 1 + max(int(name.split(".")[2]) for name in weights if ".layer." in name)
    config = BertConfig(
        vocab_size=pieces,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=hidden // 32,
        intermediate_size=len(weights["encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(weights["embeddings.position_embeddings.weight"]),
        type_vocab_size=1,
        layer_norm_eps=1e-12,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(weights, strict=False)
    model.save_pretrained(out / "transformer")
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(shipped / "tokenizer.json"),
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=manifest["window"],
    )
    tokenizer.save_pretrained(out / "transformer")
    transformer = Transformer(str(out / "transformer"), max_seq_length=manifest["window"])
    prompts = {"query": manifest["query_prefix"], "document": manifest["passage_prefix"]}
    SentenceTransformer(
        modules=[transformer, Pooling(hidden, "mean"), Normalize()], prompts=prompts, device="cpu"
    ).save(str(out))


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
