"""What a policy chose is kept with its chances, and can be learned from; logs of no use are refused with the reason."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import orjson
import pytest

from assistant.importing import ImportOptions, import_feed
from assistant.message import ChatRequest
from assistant.session import Assistant
from dialogue_policy.features import SIZE, VERSION
from dialogue_policy.learned import LearnedPolicy
from dialogue_policy.logged import AN_HOUR, BACK, CART, CHECKOUT, THUMB, TURN, read_logs
from dialogue_policy.off_policy import LogError, checked
from nlu.encoder import SentenceEncoder

NOW = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)
COLORS = ("red", "blue", "green", "black", "white", "gray")
FEED = "id,title,product type,price,color,material,stock\n" + "".join(
    f"m{i},Mug {i},Mugs,{5 + i},{COLORS[i % 6]},{('stoneware', 'glass', 'steel')[i % 3]},4\n" for i in range(40)
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Path:
    folder = tmp_path_factory.mktemp("exploring")
    (folder / "feed.csv").write_text(FEED, encoding="utf-8")
    (folder / "shop.toml").write_text('name = "Mugs"\nexploration_rate = 0.5\n', encoding="utf-8")
    options = ImportOptions(source=folder / "feed.csv", to=folder / "store", images="none", config=folder / "shop.toml")
    import_feed(options, encoder)
    return folder / "store"


@pytest.fixture
def held(store: Path, tmp_path: Path) -> Path:
    """A state folder with a few conversations in it."""
    assistant = Assistant.open(store, tmp_path / "state")
    for number in range(6):
        session = f"s{number}"

        def say(minutes: float, session: str = session, **request: object) -> None:
            message = ChatRequest.model_validate({"session_id": session, **request})
            assistant.turn(message, now=NOW + timedelta(minutes=minutes))

        say(0, text="mugs")
        say(1, text="show me more")
        say(2, feedback={"turn": 2, "product_id": "m1", "value": "up"})
        say(90, act={"name": "add_to_cart", "product_id": "m2", "variant_id": variant_of(assistant, "m2")})
    assistant.close()
    return tmp_path / "state"


def variant_of(assistant: Assistant, product_id: str) -> str:
    product = assistant.store().product(product_id)
    assert product is not None
    return product.variants[0].id


def rows(state: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(state / "sessions.sqlite")) as db, db:
        return db.execute(query).fetchall()


def test_every_choice_is_kept_with_its_chance(held: Path) -> None:
    kept = rows(held, "SELECT policy, seed, features FROM decisions")
    assert len(kept) >= 6
    assert {row[2] for row in kept} == {VERSION}
    assert all(str(row[1]).startswith("s") for row in kept)
    assert {str(row[0]).split(" ")[0] for row in kept} == {"learned", "best_fixed"}  # who tells nothing has the rules by hand
    episodes = read_logs(held)  # they are not learned from: the rules go on deciding there
    assert sum(len(e.chosen) for e in episodes) == sum(
        len(orjson.loads(row[0])) for row in rows(held, "SELECT choices FROM decisions WHERE policy LIKE 'learned %'")
    )
    assert len(episodes) == 6
    assert all(e.seen.shape == (len(e.chosen), SIZE) for e in episodes)
    assert any((e.propensity < 1).any() for e in episodes)


def test_what_was_earned_answers_what_was_chosen_before(held: Path) -> None:
    for episode in read_logs(held):
        # The first choice is that of turn 1: all that follows it is earned, the hour's return among it.
        assert episode.reward.sum() == pytest.approx(3 * TURN + THUMB + CART + BACK)
    assert AN_HOUR <= 88 * 60


def test_scripts_and_measurements_do_not_explore(store: Path, tmp_path: Path) -> None:
    assistant = Assistant.open(store, tmp_path / "state", explores=False)
    assert isinstance(assistant._shop().policy, LearnedPolicy)
    for number in range(4):
        reply = assistant.turn(ChatRequest(session_id=f"s{number}", text="mugs"), now=NOW)
        assert reply.action.propensity == 1.0
    assistant.close()
    with pytest.raises(LogError, match="at least"):
        checked(read_logs(tmp_path / "state"))


def test_forgetting_a_session_forgets_its_choices(store: Path, held: Path) -> None:
    assistant = Assistant.open(store, held)
    assert assistant.forget("s1")
    assistant.close()
    assert not rows(held, "SELECT * FROM decisions WHERE session = 's1'")
    assert len(read_logs(held)) == 5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE decisions SET features = 0", "version"),
        ("UPDATE decisions SET choices = substr(choices, 1, 60) WHERE session = 's3'", "damaged"),
        ("UPDATE decisions SET choices = replace(choices, ']]', ']') WHERE session = 's3'", "damaged"),
        ("DROP TABLE decisions", "cannot be read"),
    ],
)
def test_logs_of_no_use_are_refused_with_the_reason(held: Path, change: str, said: str) -> None:
    rows(held, change)
    with pytest.raises(LogError, match=said):
        read_logs(held)


def test_conversations_from_before_an_update_are_left_out(held: Path) -> None:
    rows(held, "UPDATE decisions SET features = 0 WHERE session = 's2'")
    assert len(read_logs(held)) == 5


def test_asking_for_the_link_again_earns_nothing_more(held: Path) -> None:
    for _ in range(3):
        rows(held, "INSERT INTO rewards (session, turn, at, kind, product, value) VALUES ('s0', 4, '', 'checkout', NULL, 20.0)")
    (first, *others) = read_logs(held)
    assert first.reward.sum() == pytest.approx(others[0].reward.sum() + CHECKOUT)


def test_a_folder_without_a_log_says_what_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="state"):
        read_logs(tmp_path)
