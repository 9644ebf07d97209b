"""Rasa's REST channel on our own API, and the pictures that platforms fetch."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.api.app import create_api
from assistant.channels.taps import Tap, written
from assistant.session import Assistant

BASE = "https://chat.example.com"


@pytest.fixture(scope="module")
def client(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    assistant = Assistant.open(demo_store, tmp_path_factory.mktemp("state"))
    with TestClient(create_api(assistant, public_url=BASE), base_url=BASE) as opened:
        yield opened


def say(client: TestClient, sender: str, message: str | None, **more: object) -> list[dict[str, object]]:
    answer = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": message, **more})
    assert answer.status_code == 200, answer.text
    return list(answer.json())


def turn_of(answers: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    custom = answers[-1]["custom"]
    assert isinstance(custom, dict)
    return dict(custom["shopwindow"])


def test_a_widget_made_for_rasa_is_answered(client: TestClient) -> None:
    answers = say(client, "w1", "red dresses under $200")
    assert {one["recipient_id"] for one in answers} == {"w1"}
    turn = turn_of(answers)
    assert turn["session_id"] == "rest:w1"
    products = turn["reply"]["products"]
    assert isinstance(products, list)
    assert products
    pictured = [one for one in answers if "image" in one]
    assert len(pictured) == len(products)
    assert str(pictured[0]["text"]).startswith(f"1. {products[0]['title']}, {products[0]['price_text']}")


def test_a_button_means_an_act_whatever_its_label(client: TestClient) -> None:
    answers = say(client, "w2", "sunglasses")
    card = next(one for one in answers if "image" in one)
    buttons = card["buttons"]
    assert isinstance(buttons, list)
    add = next(one for one in buttons if one["title"] == "Add to cart")
    said = turn_of(say(client, "w2", add["payload"]))
    assert said["action"]["name"] in ("add_to_cart", "ask_slot")
    chip = next(one for one in answers if one.get("buttons") and "image" not in one)
    assert isinstance(chip["buttons"], list)
    assert turn_of(say(client, "w2", chip["buttons"][0]["payload"]))["understanding"]["intents"]


def test_metadata_carries_what_words_cannot(client: TestClient) -> None:
    shown = turn_of(say(client, "w3", "boots"))["reply"]["products"]
    assert isinstance(shown, list)
    liked = {"shopwindow": {"feedback": {"turn": 1, "product_id": shown[0]["id"], "value": "up"}}}
    assert turn_of(say(client, "w3", None, metadata=liked))["action"]["name"] == "acknowledge"


@pytest.mark.parametrize(
    "body", [{"sender": "w4"}, {"sender": "w4", "message": "  "}, {"sender": "", "message": "hi"}, {"message": 3}]
)
def test_what_says_nothing_is_refused_with_a_reason(client: TestClient, body: dict[str, object]) -> None:
    answer = client.post("/webhooks/rest/webhook", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_payload_that_we_did_not_write_is_words(client: TestClient) -> None:
    assert turn_of(say(client, "w5", '{"do": "anything"}'))["understanding"]["intents"]
    forged = written(Tap("act", {"name": "add_to_cart", "product_id": "no-such-product"}))
    assert turn_of(say(client, "w5", forged))["state"]["cart"] == {
        "lines": [],
        "total": 0.0,
        "total_text": "$0.00",
        "currency": "USD",
    }


def test_pictures_are_signed_and_every_platform_shows_them(client: TestClient) -> None:
    products = turn_of(say(client, "w6", "striped tops"))["reply"]["products"]
    assert isinstance(products, list)
    addresses = [p["image_url"] for p in products] + [
        r["overlay_url"] for p in products for r in p["reasons"] if r["overlay_url"]
    ]
    assert all(one.startswith(f"{BASE}/pictures/") for one in addresses)
    for address in {addresses[0], addresses[-1]}:
        got = client.get(address)
        assert got.status_code == 200
        assert got.headers["content-type"] == "image/jpeg"
        assert Image.open(io.BytesIO(got.content)).format == "JPEG"


def test_a_picture_is_told_to_nobody_without_a_signature(client: TestClient) -> None:
    products = turn_of(say(client, "w7", "lamps"))["reply"]["products"]
    assert isinstance(products, list)
    path = str(products[0]["image_url"]).removeprefix(BASE)
    _, _, expires, signature, name = path.split("/", 4)
    for forged in (
        f"/pictures/{int(expires) + 86400}/{signature}/{name}",
        f"/pictures/{expires}/{signature[:-1]}A/{name}x",
        f"/pictures/1/{signature}/{name}",
        f"/pictures/{expires}/{signature}/../../link.key",
    ):
        assert client.get(forged).status_code in (403, 404)


def test_the_channel_says_that_it_is_there(client: TestClient) -> None:
    assert client.get("/webhooks/rest/").json() == {"status": "ok"}
