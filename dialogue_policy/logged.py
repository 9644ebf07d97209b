"""The conversations that a shop has held, as they can be learned from: choices, their chances, what was earned between."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from dialogue_policy.features import VERSION
from dialogue_policy.off_policy import Episode, LogError, episode, read_rows

TURN, THUMB, CART, CHECKOUT, BACK = -0.02, 0.1, 0.3, 1.0, 0.3
"""What is earned of a real conversation: every turn costs a little; a thumb, something put into the cart, the way to the
checkout, and a shopper who comes back to the conversation after an hour or more.
"""
SIGNALS = {"add_to_cart": CART, "checkout": CHECKOUT}
AN_HOUR = 3600.0
LEARNED = "learned"
_DECISIONS = "SELECT session, turn, features, choices FROM decisions WHERE policy LIKE ? ORDER BY session, turn"
"""What the learned policy chose: where the rules decide, they will go on to."""


def read_logs(state_dir: Path) -> list[Episode]:
    """The conversations of a state folder. Raises `LogError` where they cannot be read, or are of another version."""
    path = state_dir / "sessions.sqlite"
    if not path.is_file():
        raise LogError(f"{path}: no such file; --from-logs wants the folder that `serve` keeps its state in")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            decisions = db.execute(_DECISIONS, (f"{LEARNED} %",)).fetchall()
            rewards = db.execute("SELECT session, turn, kind, product, value FROM rewards ORDER BY id").fetchall()
            turns = db.execute("SELECT session, turn, at FROM turns ORDER BY session, turn").fetchall()
    except sqlite3.Error as error:
        raise LogError(f"{path}: the log cannot be read ({error})") from error
    others = {version for *_, version, _ in decisions if version != VERSION}
    older = {session for session, _, version, _ in decisions if version != VERSION}
    decisions = [row for row in decisions if row[0] not in older]
    if others and not decisions:
        raise LogError(
            f"{path}: logged with version {', '.join(map(str, sorted(others)))} of the features, this program has version "
            f"{VERSION}; only conversations held since the update can be learned from"
        )
    earned_in = _earned(turns, rewards)
    out, held = [], dict[str, list[tuple[int, bytes]]]()
    for session, turn, _, choices in decisions:
        held.setdefault(session, []).append((turn, choices))
    for session, kept in held.items():
        rows, at = [], list[int]()
        for turn, choices in kept:
            for row in read_rows(choices):
                rows.append(row)
                at.append(turn)
        out.append(episode(rows, _between(at, earned_in.get(session, {}))))
    return out


def _earned(
    turns: Sequence[tuple[str, int, str]], rewards: Sequence[tuple[str, int, str, str | None, float]]
) -> dict[str, dict[int, float]]:
    """Session -> turn -> what was earned in it."""
    earned_in: dict[str, dict[int, float]] = {}
    before: dict[str, datetime] = {}
    for session, turn, at in turns:
        now = datetime.fromisoformat(at)
        worth = TURN
        if session in before and (now - before[session]).total_seconds() >= AN_HOUR:
            worth += BACK
        before[session] = now
        earned_in.setdefault(session, {})[turn] = worth
    counted = set[tuple[str, str, str | None]]()
    for session, turn, kind, product, value in rewards:
        if kind != "feedback":
            if (session, kind, product) in counted:
                continue  # the checkout link asked for again, the same product put in again
            counted.add((session, kind, product))
        by_turn = earned_in.setdefault(session, {})
        by_turn[turn] = by_turn.get(turn, 0.0) + (THUMB * value if kind == "feedback" else SIGNALS.get(kind, 0.0))
    return earned_in


def _between(at: list[int], by_turn: dict[int, float]) -> list[float]:
    """What was earned from each choice to the next: what a shopper does in a turn answers what was chosen before it."""
    rewards = [0.0] * len(at)
    for turn, worth in by_turn.items():
        place = max((i for i, t in enumerate(at) if t < turn), default=None)
        if place is not None:
            rewards[place] += worth
    return rewards
