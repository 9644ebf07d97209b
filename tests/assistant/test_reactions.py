"""The same words with other reactions end in other steps, and the log names the reaction that settled it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from assistant.message import ChatRequest
from assistant.session import Assistant
from assistant.session_store import SessionStore

USUAL = {"reaction_ms": 9000}
SILENT = ({"reaction_ms": 200_000}, {"reaction_ms": 240_000})
TAPPED = {"reaction_ms": 1500, "clicked": "quick_reply"}

Turn = dict[str, object]


def said(text: str, engagement: dict[str, object] | None = None) -> Turn:
    return {"text": text, "engagement": engagement}


def thumb(value: str, place: int) -> Turn:
    return {"thumb": (value, place)}


PAIRS: dict[str, tuple[Sequence[Turn], Sequence[Turn], set[str]]] = {
    "two thumbs down": (
        [said("lamps", USUAL), thumb("up", 0), thumb("up", 1), said("show me more", USUAL)],
        [said("lamps", USUAL), thumb("down", 0), thumb("down", 1), said("show me more", USUAL)],
        {"downs", "downs in row"},
    ),
    "long silences, nothing opened": (
        [said("bags"), said("for women", USUAL), said("in black", USUAL), said("on sale", USUAL)],
        [said("bags"), said("for women", USUAL), said("in black", SILENT[0]), said("on sale", SILENT[1])],
        {"silent turns", "reaction", "pace"},
    ),
    "a quick reply tapped at once": (
        [said("dresses"), said("something under $100", USUAL)],
        [said("dresses"), said("something under $100", TAPPED)],
        {"clicked now", "click share", "reaction", "pace"},
    ),
}


def talked(store: Path, state: Path, turns: Sequence[Turn]) -> tuple[tuple[str, dict[str, object]], str]:
    """The last step with its arguments, and the reaction that settled it as the log has it."""
    assistant = Assistant.open(store, state, explores=False)
    shown: list[str] = []
    turn = 0
    for one in turns:
        request = dict(one)
        if "thumb" in request:
            value, place = request.pop("thumb")  # type: ignore[misc]
            request["feedback"] = {"turn": turn, "product_id": shown[place], "value": value}
        reply = assistant.turn(ChatRequest.model_validate({"session_id": "s", **request}))
        shown, turn = [card.id for card in reply.reply.products] or shown, reply.turn
    assistant.close()
    kept = SessionStore(state / "sessions.sqlite")
    (row,) = kept._file.connection.execute("SELECT choices FROM decisions WHERE session = 's' AND turn = ?", (turn,)).fetchall()
    kept.close()
    args = {name: value for name, value in reply.action.args.items() if name != "also"}
    return (reply.action.name, args), orjson.loads(row[0])[-1][4]


@pytest.mark.parametrize("name", PAIRS)
def test_the_same_words_end_in_another_step(name: str, demo_store: Path, tmp_path: Path) -> None:
    usual, other, signals = PAIRS[name]
    before, _ = talked(demo_store, tmp_path / "usual", usual)
    after, moved_by = talked(demo_store, tmp_path / "other", other)
    assert before != after
    assert moved_by in signals
