"""Messenger through both front doors: a real application, a real Rasa, and a Graph API on loopback that keeps what it gets."""

from __future__ import annotations

import hashlib
import hmac
import io
import itertools
import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.api.app import create_api
from assistant.channels.exchange import APOLOGY
from assistant.channels.messenger import Messenger, Secrets, events, signed
from assistant.channels.taps import read
from assistant.channels.turns import GOES_ON, NOTHING_SAID, UNKNOWN_CODE
from assistant.session import Assistant
from data.errors import ConfigError
from tests.channels import limits
from tests.channels.fake_platform import FakeGraph
from tests.channels.fronts import BASE, Front, Straight, through_rasa

SECRETS = Secrets("app-secret-x", "page-token-x", "verify-token-x")
HOOK = "/webhooks/messenger/webhook"
_number = itertools.count(1)


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGraph]:
    opened = FakeGraph()
    yield opened
    opened.close()


@pytest.fixture
def graph(fake: FakeGraph) -> FakeGraph:
    fake.forget()
    return fake


@pytest.fixture(scope="module")
def rasa_front(
    assistant: Assistant, fake: FakeGraph, rasa_project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    secrets = {
        "MESSENGER_APP_SECRET": SECRETS.app_secret,
        "MESSENGER_PAGE_TOKEN": SECRETS.page_token,
        "MESSENGER_VERIFY_TOKEN": SECRETS.verify_token,
        "MESSENGER_GRAPH_URL": fake.url,
    }
    where = tmp_path_factory.mktemp("rasa")
    with through_rasa(
        assistant,
        rasa_project,
        where,
        channel="messenger",
        hook=HOOK,
        serves="MessengerChannel",
        called="facebook",
        secrets=secrets,
    ) as front:
        yield front


@pytest.fixture
def straight(assistant: Assistant, graph: FakeGraph) -> Iterator[Front]:
    channel = Messenger(SECRETS, graph=graph.url)
    with TestClient(create_api(assistant, public_url=BASE, messenger=channel), base_url=BASE) as opened:
        yield Straight(opened, assistant.state_dir, "messenger")


@pytest.fixture(params=["straight", "rasa_front"])
def client(request: pytest.FixtureRequest, graph: FakeGraph) -> Front:
    """Both front doors: each scenario goes through our own and through Rasa's."""
    front: Front = request.getfixturevalue(request.param)
    return front


@pytest.fixture
def shopper() -> str:
    return f"psid{next(_number)}{time.time_ns()}"


def said(shopper: str, text: str | None = None, *, mid: str | None = None, **more: object) -> dict[str, object]:
    message: dict[str, object] = {"mid": mid or f"m{next(_number)}.{time.time_ns()}", **more}
    if text is not None:
        message["text"] = text
    return {"sender": {"id": shopper}, "recipient": {"id": "page1"}, "timestamp": 1, "message": message}


def tapped(shopper: str, payload: str, title: str = "a label") -> dict[str, object]:
    postback = {"title": title, "payload": payload, "mid": f"m{next(_number)}.{time.time_ns()}"}
    return {"sender": {"id": shopper}, "recipient": {"id": "page1"}, "timestamp": 1, "postback": postback}


def post(client: Front, *messaging: object, secret: str = SECRETS.app_secret, entries: list[Any] | None = None) -> int:
    body = json.dumps({"object": "page", "entry": entries or [{"id": "page1", "time": 1, "messaging": list(messaging)}]}).encode()
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": signature, "Content-Type": "application/json"}
    return client.post(HOOK, content=body, headers=headers).status_code


def answered(graph: FakeGraph, shopper: str, more_than: int = 0) -> list[dict[str, Any]]:
    graph.wait(lambda: len(graph.to(shopper)) > more_than and "quick_replies" in graph.to(shopper)[-1])
    return graph.to(shopper)[more_than:]


def test_a_message_is_answered_with_a_carousel(client: Front, graph: FakeGraph, shopper: str) -> None:
    assert post(client, said(shopper, "red dresses under $200")) == 200
    messages = answered(graph, shopper)
    for message in messages:
        limits.messenger(message)
    elements = messages[-1]["attachment"]["payload"]["elements"]
    assert elements
    assert "$" in elements[0]["subtitle"]
    assert elements[0]["image_url"].startswith(f"{BASE}/pictures/")
    assert client.get(elements[0]["image_url"]).headers["content-type"] == "image/jpeg"
    assert graph.tokens == {f"Bearer {SECRETS.page_token}"}


def test_a_postback_means_its_act_whatever_it_is_called(
    client: Front, graph: FakeGraph, shopper: str, assistant: Assistant
) -> None:
    post(client, said(shopper, "sunglasses"))
    first = answered(graph, shopper)
    add = first[-1]["attachment"]["payload"]["elements"][0]["buttons"][0]
    tap = read(add["payload"])
    assert tap is not None
    assert tap.kind == "act"
    post(client, tapped(shopper, add["payload"], title="something else"))
    answered(graph, shopper, len(first))
    view = assistant.session(client.session_of(f"page1:{shopper}"))
    assert view is not None
    assert view.turns[-1][2]["action"]["name"] in ("add_to_cart", "ask_slot")  # type: ignore[index]


def test_a_quick_reply_says_its_payload(client: Front, graph: FakeGraph, shopper: str) -> None:
    post(client, said(shopper, "boots"))
    first = answered(graph, shopper)
    more = next(one for one in first[-1]["quick_replies"] if one["title"] == "Show more")
    post(client, said(shopper, "a label that is cut", quick_reply={"payload": more["payload"]}))
    second = answered(graph, shopper, len(first))
    titles = [{e["title"] for e in m["attachment"]["payload"]["elements"]} for m in (first[-1], second[-1])]
    assert not titles[0] & titles[1]


def test_what_stands_in_the_way_is_tapped_away(client: Front, graph: FakeGraph, shopper: str) -> None:
    post(client, said(shopper, "a leather sofa under $15"))
    first = answered(graph, shopper)
    away = next(one for one in first[-1]["quick_replies"] if one["title"] == "Any price")
    post(client, said(shopper, away["title"], quick_reply={"payload": away["payload"]}))
    for element in answered(graph, shopper, len(first))[-1]["attachment"]["payload"]["elements"]:
        assert "sofa" in f"{element['title']} {element['subtitle']}".casefold() or "$" in element["subtitle"]
    assert "under $15" not in graph.to(shopper)[len(first)]["text"]


def test_the_checkout_opens_in_the_browser(client: Front, graph: FakeGraph, shopper: str) -> None:
    for text in ("sunglasses", "add the first one"):
        post(client, said(shopper, text))
        graph.wait(lambda: "quick_replies" in (graph.to(shopper) or [{}])[-1])
        graph.calls.clear()
    post(client, said(shopper, "check out"))
    graph.wait(lambda: bool(graph.to(shopper)))
    post(client, said(shopper, "yes"))
    graph.wait(lambda: "web_url" in str(graph.to(shopper)))
    for message in graph.to(shopper):
        limits.messenger(message)


def test_an_order_is_told_to_who_knows_its_address(client: Front, graph: FakeGraph, shopper: str) -> None:
    post(client, said(shopper, "where is order 20419?"))
    graph.wait(lambda: "e-mail" in graph.words_to(shopper))
    post(client, said(shopper, "somebody@else.example"))
    graph.wait(lambda: len(graph.to(shopper)) > 1)
    assert "tracking" not in graph.words_to(shopper).casefold()
    post(client, said(shopper, "mara.lindqvist@example.com"))
    graph.wait(lambda: len(graph.to(shopper)) > 2)
    assert "20419" in graph.to(shopper)[-1]["text"]


def test_a_retry_is_not_answered_twice(client: Front, graph: FakeGraph, shopper: str) -> None:
    event = said(shopper, "lamps", mid=f"once-{shopper}")
    for _ in range(3):
        assert post(client, event) == 200
    answered(graph, shopper)
    time.sleep(0.5)
    assert len([m for m in graph.to(shopper) if "text" in m]) == 1


def test_every_entry_of_a_batch_is_answered_in_order(client: Front, graph: FakeGraph, shopper: str) -> None:
    other = f"{shopper}-b"
    entries = [
        {"id": "page1", "messaging": [said(shopper, "hello"), said(other, "lamps")]},
        {"id": "page1", "messaging": [said(shopper, "boots under $150")]},
    ]
    assert post(client, entries=entries) == 200
    graph.wait(lambda: any("attachment" in m for m in graph.to(shopper)) and any("attachment" in m for m in graph.to(other)))
    first = graph.to(shopper)[0]
    assert "text" in first
    assert "attachment" not in first


def test_half_a_character_breaks_no_batch(client: Front, graph: FakeGraph, shopper: str) -> None:
    assert post(client, said(f"{shopper}x", "lamps \ud83d"), said(shopper, "lamps")) == 200
    answered(graph, shopper)
    answered(graph, f"{shopper}x")


def test_a_bracelet_is_no_code(client: Front, graph: FakeGraph, shopper: str) -> None:
    post(client, said(shopper, "link bracelet"))
    graph.wait(lambda: bool(graph.to(shopper)))
    assert UNKNOWN_CODE not in graph.words_to(shopper)


def test_a_limit_of_minutes_is_waited_for_and_not_tried_at(client: Front, graph: FakeGraph, shopper: str) -> None:
    asked: list[float] = []

    def behaves(_: str, call: dict[str, Any]) -> Any:
        if "message" not in call or call["recipient"]["id"] != shopper:
            return None
        asked.append(time.monotonic())
        return 400, {"error": {"code": 32, "message": "Page request limit reached"}}, {"Retry-After": "300"}

    graph.behaves = behaves
    post(client, said(shopper, "hello"))
    graph.wait(lambda: bool(asked))
    post(client, said(shopper, "lamps"))
    time.sleep(1.0)
    assert len(asked) == 1


def test_what_is_forgotten_is_forgotten_here_too(straight: Front, graph: FakeGraph, shopper: str, assistant: Assistant) -> None:
    post(straight, said(shopper, "lamps"))
    answered(graph, shopper)
    session = straight.session_of(f"page1:{shopper}")
    assert straight.delete(f"/v1/sessions/{session}").status_code == 204
    with sqlite3.connect(assistant.state_dir / "channels.sqlite", timeout=30) as db:
        for table in ("inbox", "outbox", "conversations"):
            assert not db.execute(f"SELECT 1 FROM {table} WHERE conversation = ?", (f"page1:{shopper}",)).fetchall()


def test_no_token_stands_in_what_is_kept_of_a_refusal(
    straight: Front, graph: FakeGraph, shopper: str, assistant: Assistant
) -> None:
    told = {"error": {"code": 190, "message": f"Malformed access token {SECRETS.page_token}"}}
    graph.behaves = lambda _, call: (400, told, {}) if "message" in call and call["recipient"]["id"] == shopper else None
    post(straight, said(shopper, "hello"))
    graph.wait(lambda: bool(graph.refused_to(shopper)))
    time.sleep(0.3)
    with sqlite3.connect(assistant.state_dir / "channels.sqlite", timeout=30) as db:
        problems = [row[0] for row in db.execute("SELECT problem FROM outbox WHERE conversation = ?", (f"page1:{shopper}",))]
    assert problems
    assert all(SECRETS.page_token not in problem for problem in problems)


@pytest.mark.parametrize("signature", [None, "", "sha256=00", "sha1=00", "sha256=" + "é" * 64])
def test_forged_signatures_are_refused(client: Front, graph: FakeGraph, shopper: str, signature: str | None) -> None:
    body = json.dumps({"object": "page", "entry": [{"messaging": [said(shopper, "hi")]}]}).encode()
    headers = {} if signature is None else {"X-Hub-Signature-256": signature.encode()}
    assert client.post(HOOK, content=body, headers=headers).status_code == 403  # type: ignore[arg-type]
    assert post(client, said(shopper, "hi"), secret="another secret") == 403
    assert not graph.to(shopper)


def test_a_body_that_was_changed_is_refused() -> None:
    made = "sha256=" + hmac.new(b"s", b'{"a": 1}', hashlib.sha256).hexdigest()
    assert signed(b'{"a": 1}', made, "s")
    assert not signed(b'{"a": 2}', made, "s")


def test_meta_is_told_that_it_is_we(client: Front) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": SECRETS.verify_token, "hub.challenge": "1158201444"}
    assert client.get(HOOK, params=asked).text == "1158201444"
    for wrong in ({**asked, "hub.verify_token": "x"}, {**asked, "hub.mode": "x"}, {}):
        assert client.get(HOOK, params=wrong).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {"object": "instagram", "entry": []},
        {"object": "page"},
        {"object": "page", "entry": "x"},
        {"object": "page", "entry": [{"messaging": [{"sender": {"id": "1"}, "delivery": {"watermark": 1}}]}]},
        {"object": "page", "entry": [{"messaging": [{"sender": {"id": "1"}, "read": {"watermark": 1}}]}]},
        {"object": "page", "entry": [{"messaging": [{"sender": {"id": "1"}, "reaction": {"emoji": "x"}}]}]},
        {"object": "page", "entry": [{"messaging": [{"sender": {"id": "1"}, "message": {"is_echo": True, "text": "hi"}}]}]},
        {"object": "page", "entry": [{"messaging": [{"message": {"text": "hi"}}, None, 3]}]},
        {"object": "page", "entry": [{"changes": [{"field": "feed"}]}]},
        [],
        None,
    ],
)
def test_what_is_no_message_is_passed_over(body: object) -> None:
    assert list(events(body)) == []


def test_a_photo_is_searched_by(client: Front, graph: FakeGraph, shopper: str, demo_store: Path) -> None:
    shoe = client.get("/v1/products/ocelot-ankle-boot").json()["image_url"]
    out = io.BytesIO()
    Image.open(io.BytesIO(client.get(shoe).content)).convert("RGB").save(out, "JPEG")
    graph.photos["/photo.jpg"], graph.photo_takes = out.getvalue(), 1.0
    image = {"type": "image", "payload": {"url": f"{graph.url}/photo.jpg"}}
    post(client, said(shopper, attachments=[image]))
    messages = answered(graph, shopper)
    assert "photo" in graph.words_to(shopper).casefold()
    assert graph.actions[:2] == ["mark_seen", "typing_on"], "who has to wait sees that an answer is coming"
    assert messages[-1]["attachment"]["payload"]["elements"]


@pytest.mark.parametrize(
    "attachment", [{"type": "image", "payload": {"url": "/gone.jpg"}}, {"type": "image", "payload": {"url": "ftp://x/y"}}]
)
def test_a_photo_that_cannot_be_had_is_told(client: Front, graph: FakeGraph, shopper: str, attachment: dict[str, Any]) -> None:
    url = str(attachment["payload"]["url"])
    payload = {"url": graph.url + url if url.startswith("/") else url}
    post(client, said(shopper, "boots like this", attachments=[{"type": "image", "payload": payload}]))
    answered(graph, shopper)
    assert "picture" in graph.words_to(shopper)


@pytest.mark.parametrize(
    "attachment",
    [
        {"type": "audio", "payload": {"url": "https://x"}},
        {"type": "location"},
        {"type": "image", "payload": {"url": "https://x", "sticker_id": 369}},
    ],
)
def test_what_is_neither_words_nor_a_photo_is_answered(client: Front, graph: FakeGraph, shopper: str, attachment: object) -> None:
    post(client, said(shopper, attachments=[attachment]))
    graph.wait(lambda: bool(graph.to(shopper)))
    assert graph.words_to(shopper) == NOTHING_SAID


def test_emoji_alone_are_answered(client: Front, graph: FakeGraph, shopper: str) -> None:
    post(client, said(shopper, "👗👠"))
    answered(graph, shopper)


def test_a_slow_graph_holds_up_nobody_else(client: Front, graph: FakeGraph, shopper: str) -> None:
    slow, quick = f"{shopper}-slow", f"{shopper}-quick"
    begun: list[float] = []

    def behaves(path: str, call: dict[str, Any]) -> None:
        if "message" in call and call["recipient"]["id"] == slow:
            begun.append(time.monotonic())
            time.sleep(2.0)

    graph.behaves = behaves
    post(client, said(slow, "lamps"))
    graph.wait(lambda: bool(begun))
    post(client, said(quick, "lamps"))
    answered(graph, quick)
    assert not graph.to(slow), "the other is answered before the slow call returns"
    answered(graph, slow)


def test_a_rate_limit_is_waited_for_and_nothing_lost(client: Front, graph: FakeGraph, shopper: str) -> None:
    refusals = iter([(429, {"error": {"code": 613, "message": "slow down"}}, {"Retry-After": "1"}), (503, {}, {})])
    graph.behaves = lambda _, call: next(refusals, None) if "message" in call and call["recipient"]["id"] == shopper else None
    begun = time.monotonic()
    post(client, said(shopper, "boots under $150"))
    messages = answered(graph, shopper)
    assert time.monotonic() - begun >= 1.0
    assert len(graph.refused_to(shopper)) == 2
    assert "text" in messages[0]
    assert "attachment" in messages[-1]


def test_a_revoked_token_is_logged_once_and_loops_nowhere(
    client: Front, graph: FakeGraph, shopper: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    revoked = (401, {"error": {"code": 190, "message": "Error validating access token"}}, {})
    graph.behaves = lambda _, call: revoked if "message" in call else None
    post(client, said(shopper, "hello"))
    graph.wait(lambda: bool(graph.refused_to(shopper)))
    time.sleep(0.6)
    assert len(graph.refused_to(shopper)) == 1
    graph.behaves = lambda _, call: None
    post(client, said(shopper, "lamps"))
    answered(graph, shopper)
    told = caplog.text + "".join(capsys.readouterr())
    assert SECRETS.page_token not in told
    assert SECRETS.app_secret not in told


def test_what_a_stopped_server_left_is_answered_by_the_next(assistant: Assistant, graph: FakeGraph, shopper: str) -> None:
    graph.behaves = lambda _, call: (503, {}, {"Retry-After": "3"}) if "message" in call else None
    with TestClient(
        create_api(assistant, public_url=BASE, messenger=Messenger(SECRETS, graph=graph.url)), base_url=BASE
    ) as first:
        post(Straight(first, assistant.state_dir, "messenger"), said(shopper, "lamps under $90"))
        graph.wait(lambda: bool(graph.refused_to(shopper)))
    assert not graph.to(shopper)
    graph.behaves = lambda _, call: None
    with TestClient(
        create_api(assistant, public_url=BASE, messenger=Messenger(SECRETS, graph=graph.url)), base_url=BASE
    ) as next_:
        answered(graph, shopper)
        session = Straight(next_, assistant.state_dir, "messenger").session_of(f"page1:{shopper}")
    view = assistant.session(session)
    assert view is not None
    assert len(view.turns) == 1, "the turn itself was not taken twice"


def test_a_chat_begun_on_the_web_goes_on_here(client: Front, graph: FakeGraph, shopper: str) -> None:
    web = f"web-{shopper}"
    client.post("/v1/chat", json={"session_id": web, "text": "sunglasses"})
    added = client.post("/v1/chat", json={"session_id": web, "text": "add the first one"}).json()
    code = client.post(f"/v1/sessions/{web}/link").json()["code"]
    post(client, said(shopper, f"link {code.lower()}"))
    graph.wait(lambda: GOES_ON in graph.words_to(shopper))
    post(client, said(shopper, "what's in my cart?"))
    answered(graph, shopper)
    assert added["state"]["cart"]["lines"]
    assert added["state"]["cart"]["lines"][0]["title"] in graph.words_to(shopper)
    other = f"{shopper}-other"
    post(client, said(other, f"link {code}"))
    graph.wait(lambda: UNKNOWN_CODE in graph.words_to(other))
    post(client, said(shopper, f"link {code}"))  # once more where it was used
    graph.wait(lambda: graph.words_to(shopper).count(GOES_ON) == 2)


def test_a_person_answers_into_the_conversation(
    client: Front, graph: FakeGraph, shopper: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPWINDOW_AGENT_KEY", "k")
    post(client, said(shopper, "can I talk to a person?"))
    graph.wait(lambda: "passed this on" in graph.words_to(shopper))
    session = client.session_of(f"page1:{shopper}")
    key = {"Authorization": "Bearer k"}
    client.post(f"/v1/sessions/{session}/agent", json={"text": "Hi, Sam here.", "name": "Sam"}, headers=key)
    graph.wait(lambda: "Sam: Hi, Sam here." in graph.words_to(shopper))
    post(client, said(shopper, "where is my parcel?"))
    graph.wait(lambda: "passed that on to Sam" in graph.words_to(shopper))
    last = {"text": "It left today.", "name": "Sam", "done": True, "event_id": "a1"}
    for _ in range(2):  # a client's retry
        assert client.post(f"/v1/sessions/{session}/agent", json=last, headers=key).status_code == 202
    graph.wait(lambda: "It left today." in graph.words_to(shopper))
    post(client, said(shopper, "thanks, show me lamps"))
    graph.wait(lambda: any("attachment" in m for m in graph.to(shopper)))
    assert graph.words_to(shopper).count("It left today.") == 1


def test_links_want_a_session_and_a_channel(client: Front, assistant: Assistant) -> None:
    assert client.post("/v1/sessions/nobody/link").status_code == 404
    with TestClient(create_api(assistant)) as alone:
        assert alone.post("/v1/sessions/nobody/link").status_code == 503
        assert alone.post(HOOK, content=b"{}").status_code == 404


def test_a_fault_of_ours_is_apologised_for_and_ends_there(
    client: Front, graph: FakeGraph, shopper: str, assistant: Assistant
) -> None:
    sessions = assistant.state_dir / "sessions.sqlite"
    with sqlite3.connect(sessions, timeout=30) as db:
        db.execute("ALTER TABLE turns RENAME TO gone")
    try:
        post(client, said(shopper, "lamps"))
        graph.wait(lambda: APOLOGY in graph.words_to(shopper))
    finally:
        with sqlite3.connect(sessions, timeout=30) as db:
            db.execute("ALTER TABLE gone RENAME TO turns")
    post(client, said(shopper, "lamps"))
    answered(graph, shopper, 1)


def test_a_body_of_ten_megabytes_is_read_or_refused(client: Front, graph: FakeGraph, shopper: str) -> None:
    assert post(client, said(shopper, "boots " * 1_700_000)) == 200
    graph.wait(lambda: "long" in graph.words_to(shopper))


def test_missing_secrets_are_named() -> None:
    with pytest.raises(ConfigError, match="MESSENGER_PAGE_TOKEN"):
        Secrets.of({"MESSENGER_APP_SECRET": "x", "MESSENGER_VERIFY_TOKEN": "y"})
    assert "x" not in repr(SECRETS)
