"""Handing over: what is sent where, over real sockets."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from assistant.handoff import Parcel, parcel, post
from data.shop import Handoff
from dialogue_policy.state import Cart, CartLine

CART = Cart((CartLine("p1", "p1-m", "Hoodie", {"size": "M"}, 2, Decimal("30.00")),))


class Desk(HTTPServer):
    """A shop's webhook: keeps what it is sent, and answers with `status`."""

    status = 200

    def __init__(self) -> None:
        self.taken: list[dict[str, object]] = []
        super().__init__(("127.0.0.1", 0), _Taking)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Taking(BaseHTTPRequestHandler):
    server: Desk

    def do_POST(self) -> None:
        self.server.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def desk() -> Iterator[Desk]:
    server = Desk()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def made(target: Handoff) -> Parcel:
    return parcel(
        target, session_id="s1", turn=4, reason="asked for a person", said=[("hi", "hello")], cart=CART, contact="a@b.example"
    )


def test_a_webhook_gets_the_conversation_and_the_cart(desk: Desk) -> None:
    sent = made(Handoff(webhook=desk.url, email="shop@example.com"))
    assert sent.channel == "webhook"
    assert post(sent.address, sent.body) is None
    (taken,) = desk.taken
    assert taken["conversation"] == [{"shopper": "hi", "assistant": "hello"}]
    assert taken["cart"] == [{"id": "p1", "variant_id": "p1-m", "title": "Hoodie", "quantity": 2}]
    assert taken["contact"] == "a@b.example"


def test_a_webhook_that_refuses_is_told_apart_from_one_that_takes(desk: Desk) -> None:
    desk.status = 500
    assert post(desk.url, {}) == "HTTP 500"


def test_nobody_listening_is_a_problem_in_words() -> None:
    assert "Connect" in (post("http://127.0.0.1:9/hook", {}) or "")
    assert post("no address", {}) is not None


def test_without_a_webhook_the_mailbox_is_named_and_without_both_nobody() -> None:
    assert (made(Handoff(email="shop@example.com")).channel, made(Handoff(email="shop@example.com")).address) == (
        "email",
        "shop@example.com",
    )
    assert made(Handoff()).channel == "none"
