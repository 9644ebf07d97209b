"""The scripted suites, each dialogue a test of its own, on the stores they were written for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.dialogues.runner import in_process, run_dialogue
from assistant.dialogues.script import Dialogue, Suite, read_suite, suite_files
from assistant.session import Assistant
from data.store import Store

SUITES = Path(__file__).parent / "dialogues"


def dialogues(folder: str) -> list[object]:
    return [
        pytest.param(suite, dialogue, id=f"{suite.suite}-{dialogue.id}")
        for suite in map(read_suite, suite_files([SUITES / folder]))
        for dialogue in suite.dialogues
    ]


@pytest.fixture(scope="module")
def demo(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, Store]]:
    with closing(Assistant.open(demo_store, tmp_path_factory.mktemp("state"))) as assistant:
        yield assistant, Store.open(demo_store)


@pytest.fixture(scope="module")
def luma(luma_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, Store]]:
    with closing(Assistant.open(luma_store, tmp_path_factory.mktemp("state"))) as assistant:
        yield assistant, Store.open(luma_store)


@pytest.mark.parametrize(("suite", "dialogue"), dialogues("demo"))
def test_on_the_demo_store(demo: tuple[Assistant, Store], suite: Suite, dialogue: Dialogue) -> None:
    assistant, store = demo
    result = run_dialogue(dialogue, suite, SUITES / "demo", in_process(assistant.turn), store)
    assert result.failures == ()


@pytest.mark.parametrize(("suite", "dialogue"), dialogues("luma"))
def test_on_luma(luma: tuple[Assistant, Store], suite: Suite, dialogue: Dialogue) -> None:
    assistant, store = luma
    result = run_dialogue(dialogue, suite, SUITES / "luma", in_process(assistant.turn), store)
    assert result.failures == ()
