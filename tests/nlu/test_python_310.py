"""Understanding runs where Rasa runs: Python 3.10 with numpy, onnxruntime, tokenizers and rapidfuzz, and nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("numpy", "onnxruntime", "tokenizers", "rapidfuzz")
SAID = "running shoes under $80, anything but red"
CODE = f"""
import json, sys
from data.common_lexicon import common_lexicon
from nlu.encoder import SentenceEncoder
from nlu.understand import Understander
heard = Understander(common_lexicon(), SentenceEncoder.open())({SAID!r})
loaded = sorted({{m.split(".")[0] for m in sys.modules}} & {{"pydantic", "lancedb", "yaml", "pyarrow", "torch"}})
constraints = {{slot: c.to_json() for slot, c in heard.constraints.items()}}
print(json.dumps([[i.name for i in heard.intents], constraints, loaded, sys.version_info[:2]]))
"""


def _python_310() -> str | None:
    versions = sorted((Path.home() / ".pyenv" / "versions").glob("3.10*/bin/python"))
    return str(versions[-1]) if versions else shutil.which("python3.10")  # a shim of pyenv's may lead nowhere


@pytest.mark.timeout(280)
def test_a_bare_python_310_understands(tmp_path: Path) -> None:
    python, uv = _python_310(), Path(sys.executable).with_name("uv")
    if python is None or not uv.exists():
        pytest.skip("no Python 3.10 on the path or among pyenv's, or no uv beside this Python")
    subprocess.run([uv, "venv", "--quiet", "--python", python, tmp_path / "bare"], check=True)
    bare = tmp_path / "bare" / "bin" / "python"
    subprocess.run([uv, "pip", "install", "--quiet", "--python", bare, *NEEDED], check=True)
    done = subprocess.run([bare, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    intents, constraints, loaded, version = json.loads(done.stdout)
    assert version == [3, 10]
    assert loaded == []
    assert intents == ["search_product"]
    assert constraints["price"] == {"max": 80}
    assert constraints["color"] == {"not": ["red"]}
