"""Rasa's DIET on the same training data and the same held-out set, beside ours, as JSON.

    python -m benchmarks.nlu.diet [--environment var/rasa] [--epochs 100]

Makes an environment of Rasa 3.6.21 (Python 3.10: on the path or pyenv's) where there is none yet, trains its recommended
pipeline on `data/nlu/` with its own way of several intents (labels joined with `+`, tokenized), and reads each line of
`tests/nlu/held_out.jsonl`. Batches are drawn in sequence: balanced ones repeat the rare joined labels so often that an epoch
sees every example about five times. DIET has no place for what came before; ours is given it, as it is served. One core for each
when timed, one message at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from data.common_lexicon import common_lexicon
from nlu.encoder import SentenceEncoder
from nlu.evaluation import read_lines
from nlu.understand import Understander

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = ROOT / "tests" / "nlu" / "held_out.jsonl"
ROUNDS, SEED = 1000, 1
CONFIG = """
recipe: default.v1
language: en
pipeline:
- name: WhitespaceTokenizer
  intent_tokenization_flag: true
  intent_split_symbol: "+"
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  batch_strategy: sequence
  constrain_similarities: true
  entity_recognition: false
policies: []
"""
READER = """
import asyncio, json, sys, time
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
texts = json.load(open(sys.argv[2], encoding="utf-8"))
async def main():
    await agent.parse_message("warm up")
    out = []
    for text in texts:
        start = time.perf_counter()
        heard = await agent.parse_message(text)
        out.append([heard["intent"]["name"], 1000 * (time.perf_counter() - start)])
    json.dump(out, open(sys.argv[3], "w"))
asyncio.run(main())
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--environment", type=Path, default=ROOT / "var" / "rasa")
    parser.add_argument("--epochs", type=int, default=100)
    options = parser.parse_args()
    lines = read_lines(HELD_OUT)
    python = environment(options.environment)
    work = options.environment / "work"
    shutil.rmtree(work, ignore_errors=True)
    (work / "data").mkdir(parents=True)
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        shutil.copy(path, work / "data")
    (work / "config.yml").write_text(CONFIG.format(epochs=options.epochs), encoding="utf-8")
    (work / "texts.json").write_text(json.dumps([line.text for line in lines]), encoding="utf-8")
    (work / "reader.py").write_text(READER, encoding="utf-8")
    quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    started = time.monotonic()
    rasa = [
        python,
        "-m",
        "rasa",
        "train",
        "nlu",
        "--config",
        "config.yml",
        "--nlu",
        "data",
        "--out",
        "models",
        "--fixed-model-name",
        "diet",
    ]
    subprocess.run(rasa, cwd=work, env=quiet, check=True, stdout=sys.stderr)
    minutes = (time.monotonic() - started) / 60
    one_core = {**quiet, "OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
    subprocess.run(
        [python, "reader.py", "models/diet.tar.gz", "texts.json", "heard.json"],
        cwd=work,
        env=one_core,
        check=True,
        stdout=sys.stderr,
    )
    heard = json.loads((work / "heard.json").read_text(encoding="utf-8"))
    theirs = np.array(
        [set(name.split("+")) == set(line.intents) for (name, _), line in zip(heard, lines, strict=True)], dtype=float
    )
    their_ms = np.array([ms for _, ms in heard])
    understand = Understander(common_lexicon(), SentenceEncoder.open())
    understand("warm up")
    right, times = [], []
    for line in lines:
        start = time.perf_counter()
        understood = understand(line.text, line.context)
        times.append(1000 * (time.perf_counter() - start))
        right.append({i.name for i in understood.intents} == set(line.intents))
    ours, our_ms = np.array(right, dtype=float), np.array(times)
    apart, rng = ours - theirs, np.random.default_rng(SEED)
    drawn = [apart[rng.integers(0, len(apart), len(apart))].mean() for _ in range(ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    told = {
        "lines": len(lines),
        "diet": {
            "intents_exact": round(float(theirs.mean()), 4),
            "p50_ms": round(float(np.median(their_ms)), 2),
            "training_minutes": round(minutes, 1),
        },
        "ours": {"intents_exact": round(float(ours.mean()), 4), "p50_ms": round(float(np.median(our_ms)), 2)},
        "ours_less_diet": {"value": round(float(apart.mean()), 4), "low": round(float(low), 4), "high": round(float(high), 4)},
        "times_faster": round(float(np.median(their_ms) / np.median(our_ms)), 1),
    }
    print(json.dumps(told, indent=1))


def environment(folder: Path) -> str:
    """The Python of an environment with Rasa, made where it is missing. Raises `SystemExit` where there is no Python 3.10."""
    python = folder / "bin" / "python"
    if not python.exists():
        versions = sorted((Path.home() / ".pyenv" / "versions").glob("3.10*/bin/python"))
        base = str(versions[-1]) if versions else shutil.which("python3.10")  # a shim of pyenv's may lead nowhere
        if base is None:
            raise SystemExit("Rasa 3.6 wants Python 3.10: none on the path, none among pyenv's")
        uv = str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "venv", "--quiet", "--python", base, folder], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, "rasa==3.6.21", "setuptools<81"], check=True)
    return str(python.absolute())


if __name__ == "__main__":
    main()
