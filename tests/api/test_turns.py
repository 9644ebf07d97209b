"""Turns over HTTP: what goes in, what comes out, and what is refused."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from assistant.reply import TurnReply


def said(client: TestClient, text: str, session: str | None = None) -> TurnReply:
    answer = client.post("/v1/chat", json={"session_id": session or uuid4().hex, "text": text})
    assert answer.status_code == 200, answer.text
    return TurnReply.model_validate(answer.json())


def test_a_turn_answers_with_products_that_obey(client: TestClient) -> None:
    reply = said(client, "jackets under $90, not black")
    assert reply.turn == 1
    assert reply.reply.products
    for card in reply.reply.products:
        assert card.price <= 90
        assert "black" not in card.attributes.get("color", [])
    assert reply.timing_ms["total"] > 0


def test_a_request_without_a_session_begins_one(client: TestClient) -> None:
    first = client.post("/v1/chat", json={"text": "hello"}).json()
    second = client.post("/v1/chat", json={"session_id": first["session_id"], "text": "show me bags"}).json()
    assert first["session_id"]
    assert (first["turn"], second["turn"]) == (1, 2)


def test_an_act_adds_to_the_cart_without_words(client: TestClient) -> None:
    session = uuid4().hex
    card = next(c for c in said(client, "show me bags", session).reply.products if c.in_stock)
    act = {"name": "add_to_cart", "product_id": card.id, "variant_id": card.variant_id, "quantity": 1}
    reply = client.post("/v1/chat", json={"session_id": session, "act": act}).json()
    assert [line["variant_id"] for line in reply["state"]["cart"]["lines"]] == [card.variant_id]


def test_the_stream_ends_with_the_same_turn_as_json(client: TestClient) -> None:
    session = uuid4().hex
    with client.stream("POST", "/v1/chat/stream", json={"session_id": session, "text": "show me lamps"}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line.startswith(("event:", "data:"))]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    events = [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in pairs]
    names = [name for name, _ in events]
    assert names[:2] == ["started", "text"]
    assert names[-1] == "turn"
    turn = TurnReply.model_validate(events[-1][1])
    assert [data["id"] for name, data in events if name == "product"] == [card.id for card in turn.reply.products]
    assert events[1][1]["text"] == turn.reply.text
    assert client.get(f"/v1/sessions/{session}").json()["turns"][0]["reply"]["reply"] == turn.reply.model_dump(mode="json")


def test_feedback_is_a_turn_of_its_own(client: TestClient) -> None:
    session = uuid4().hex
    card = said(client, "show me dresses", session).reply.products[0]
    answer = client.post("/v1/feedback", json={"session_id": session, "turn": 1, "product_id": card.id, "value": "down"})
    assert answer.status_code == 200
    assert answer.json()["turn"] == 2
    assert client.post("/v1/feedback", json={"session_id": "nobody", "turn": 1, "value": "up"}).status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "😀🎉🧦",
        "מעיל גשם לנשים עד 60 דולר",
        "\u202eelbissop si siht",
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "'; DROP TABLE sessions; -- \" OR 1=1",
        "a" * 10_000,
        "\x01\x02 bag \x7f\x00",
        "{{7*7}} ${7*7} %s %n {0}",
        "\ud83d half a character",
        "../../../../etc/passwd",
        "💥" * 3000,
        "‮" + "\u0301" * 500,
    ],
)
def test_no_message_is_too_strange_for_a_reply(client: TestClient, text: str) -> None:
    # As bytes: half a character passes JSON's escapes, and httpx would not encode it.
    answer = client.post("/v1/chat", content=json.dumps({"text": text}), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200, answer.text
    assert TurnReply.model_validate(answer.json()).reply.text
    assert "\ud83d" not in answer.text


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ("", ""),
        ("{", ""),
        ("not json", ""),
        ("null", ""),
        ("[]", ""),
        ('"words"', ""),
        ("{}", ""),
        ('{"text": ""}', ""),
        ('{"text": "   \\u0000 "}', ""),
        ('{"text": 7}', "/text"),
        ('{"text": ["a"]}', "/text"),
        ('{"session_id": 7, "text": "a"}', "/session_id"),
        ('{"session_id": "", "text": "a"}', "/session_id"),
        ('{"session_id": "' + "s" * 129 + '", "text": "a"}', "/session_id"),
        ('{"act": {"name": "launch"}}', "/act/name"),
        ('{"act": {"name": "add_to_cart"}}', "/act"),
        ('{"act": {"name": "add_to_cart", "product_id": "p", "quantity": 1e999}}', "/act/quantity"),
        ('{"act": {"name": "add_to_cart", "product_id": "p", "quantity": -3}}', "/act/quantity"),
        ('{"feedback": {"turn": 1, "value": "sideways"}}', "/feedback/value"),
        ('{"text": "a", "engagement": {"reaction_ms": "soon"}}', "/engagement/reaction_ms"),
        ("\x00\x01\x02", ""),
    ],
)
def test_what_is_no_turn_is_a_problem_that_points_at_it(client: TestClient, body: str, pointer: str) -> None:
    answer = client.post("/v1/chat", content=body.encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 422
    assert problem["code"] == "invalid_request"
    assert problem["detail"]
    assert problem["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("body", [b"\xff\xfe{}", b"[" * 100_000, b'{"text": "\xed\xa0\x80"}'])
def test_bytes_that_are_no_json_are_refused(client: TestClient, body: bytes) -> None:
    answer = client.post("/v1/chat", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_ten_megabytes_are_read_and_more_than_the_limit_is_not(client: TestClient) -> None:
    session = uuid4().hex
    long = client.post("/v1/chat", json={"session_id": session, "text": "bag " * 2_500_000})
    assert long.status_code == 200
    assert "first" in long.json()["reply"]["text"]
    over = client.post("/v1/chat", content=b'{"text": "' + b"a" * (18 * 1024 * 1024) + b'"}')
    assert over.status_code == 413
    assert over.headers["content-type"] == "application/problem+json"


def test_a_body_that_does_not_say_its_length_is_limited_too(client: TestClient) -> None:
    chunks = (b"a" * 65536 for _ in range(300))
    answer = client.post("/v1/chat", content=chunks, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize("image", ["not base64!", "data:image/png;base64,AAAA", "aGVsbG8=", "data:image/jpeg;base64,"])
def test_a_broken_picture_is_answered_in_words(client: TestClient, image: str) -> None:
    answer = client.post("/v1/chat", json={"text": "like this", "image": image})
    assert answer.status_code == 200
    assert answer.json()["reply"]["text"]
