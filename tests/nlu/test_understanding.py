"""Intents on lines that no example has, and defined results for any input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.common_lexicon import common_lexicon
from data.errors import ShopwindowError, StoreError
from nlu.encoder import SentenceEncoder
from nlu.evaluation import Figure, evaluate
from nlu.message import LONGEST
from nlu.understand import Understander
from nlu.understanding import OUT_OF_SCOPE, Context

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = Path(__file__).parent / "held_out.jsonl"


@pytest.fixture(scope="module")
def held_out(encoder: SentenceEncoder) -> dict[str, Figure]:
    """The figures of the held-out set, in everyday words: it is no store's."""
    return evaluate(HELD_OUT, Understander(common_lexicon(), encoder))


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("intents_exact", 0.94), ("oos_f1", 0.9), ("references_exact", 0.92), ("quantity_exact", 0.95), ("dropped_exact", 0.95),
        ("constraints_exact", 0.9), ("sort_exact", 0.95),
    ],
)  # fmt: skip
def test_held_out_lines_are_understood(held_out: dict[str, Figure], figure: str, least: float) -> None:
    assert (held_out[figure]["value"] or 0) >= least


@pytest.mark.parametrize(("figure", "most"), [("constraints_false", 0.02), ("references_wrong", 0.02), ("ece", 0.05)])
def test_little_is_heard_that_was_not_said(held_out: dict[str, Figure], figure: str, most: float) -> None:
    assert held_out[figure]["value"] is not None
    assert held_out[figure]["value"] <= most


def test_two_intents_come_in_the_order_of_mention(understand: Understander, table: Context) -> None:
    heard = understand("add the second one and show me socks to go with it", table)
    assert [i.name for i in heard.intents] == ["add_to_cart", "complete_look"]
    assert set(heard.constraints) == {"category"}


@pytest.mark.parametrize("said", ["", "   ", "😀🎉", "\x00\x01\x02", "?!…", "<br>"])
def test_nothing_to_read_is_out_of_scope(understand: Understander, said: str) -> None:
    assert [i.name for i in understand(said).intents] == [OUT_OF_SCOPE]


def test_a_long_message_is_cut_with_a_note(understand: Understander) -> None:
    heard = understand("red jackets " * 1000)
    assert len(heard.text) == LONGEST
    assert heard.notes


@pytest.mark.parametrize(
    "said", ["<b>red</b> jackets", "'; DROP TABLE products; -- red jackets", "jackets \u202ered\u202c", "سترة red jackets"]
)
def test_wishes_are_found_among_markup_and_other_scripts(understand: Understander, said: str) -> None:
    assert understand(said).constraints["color"].is_ == {"red"}


@given(text=st.text(max_size=120), with_table=st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_understood_somehow(understand: Understander, text: str, with_table: bool) -> None:
    heard = understand(text, Context("recommend", "jackets") if with_table else Context())
    assert heard.intents
    assert all(0 <= i.confidence <= 1.0001 for i in heard.intents)
    assert all(p.text in text for p in heard.phrases)


def test_a_bad_evaluation_line_is_named(understand: Understander, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "hi", "intents": ["greet"]}\n{"text": "hi", "intents": ["waving"]}\n', encoding="utf-8")
    with pytest.raises(ShopwindowError, match="line 2"):
        evaluate(bad, understand)


def test_vectors_do_not_depend_on_their_batch(encoder: SentenceEncoder) -> None:
    texts = ["red jacket", "a very long description of a floor lamp with a linen shade and a wooden foot", "hi"]
    together, alone = encoder.encode(texts), np.concatenate([encoder.encode([t]) for t in texts])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)
    # activations are quantised per batch, so equality is near, not exact
    assert ((together * alone).sum(1) > 0.98).all()


def test_no_texts_give_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_a_missing_encoder_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="train tokenizer"):
        SentenceEncoder.open(tmp_path)


def test_serving_imports_nothing_heavy() -> None:
    heavy = ["torch", "transformers", "yaml", "pydantic", "lancedb", "onnx", "scipy"]
    code = f"import sys, nlu.understand, nlu.evaluation; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
