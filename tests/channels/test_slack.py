"""Slack through both front doors: a real application, a real Rasa, and a Web API on loopback that keeps what it gets."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import itertools
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from assistant.api.app import create_api
from assistant.api.replies import product_of
from assistant.channels.desk import SOMEBODY, TAKEN_BACK
from assistant.channels.slack import Secrets, Slack, plain
from assistant.channels.taps import Tap, read
from assistant.channels.turns import GOES_ON, NOT_HERE, NOTHING_SAID
from assistant.session import Assistant
from data.errors import ConfigError
from tests.channels import limits
from tests.channels.fake_platform import FakeSlack
from tests.channels.fronts import BASE, Front, Straight, through_rasa

SECRETS = Secrets("signing-secret-x", "xoxb-token-x")
HOOK = "/webhooks/slack/webhook"
DESK = "C0DESK"
"""The channel of the shop's own people."""
_number = itertools.count(1)


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeSlack]:
    opened = FakeSlack()
    yield opened
    opened.close()


@pytest.fixture
def slack(fake: FakeSlack) -> FakeSlack:
    fake.forget()
    return fake


@pytest.fixture(scope="module")
def rasa_front(
    assistant: Assistant, fake: FakeSlack, rasa_project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    secrets = {
        "SLACK_BOT_TOKEN": SECRETS.bot_token,
        "SLACK_SIGNING_SECRET": SECRETS.signing_secret,
        "SLACK_API_URL": fake.url,
    }
    where = tmp_path_factory.mktemp("rasa")
    with through_rasa(
        assistant, rasa_project, where, channel="slack", hook=HOOK, serves="SlackChannel", called="slack", secrets=secrets
    ) as front:
        yield front


@pytest.fixture
def straight(assistant: Assistant, slack: FakeSlack) -> Iterator[Front]:
    def product(product_id: str) -> dict[str, object] | None:
        found = product_of(assistant, product_id)
        return None if found is None else found.model_dump(mode="json")

    way = Slack(SECRETS, product=product, api=slack.url)
    with TestClient(create_api(assistant, public_url=BASE, slack=way, desk_channel=DESK), base_url=BASE) as opened:
        yield Straight(opened, assistant.state_dir, "slack")


@pytest.fixture(params=["straight", "rasa_front"])
def client(request: pytest.FixtureRequest, slack: FakeSlack) -> Front:
    """Both front doors: each scenario goes through our own and through Rasa's."""
    front: Front = request.getfixturevalue(request.param)
    return front


@pytest.fixture
def dm() -> str:
    return f"D{next(_number)}{time.time_ns()}"


def post(client: Front, body: str, kind: str, *, secret: str = SECRETS.signing_secret, at: float | None = None) -> Any:
    stamp = str(int(at if at is not None else time.time()))
    made = "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": made, "Content-Type": kind}
    return client.post(HOOK, content=body.encode(), headers=headers)


def say(client: Front, channel: str, text: str, *, kind: str = "message", event: dict[str, Any] | None = None, **how: Any) -> Any:
    stamp = f"{time.time():.6f}"
    told = {"type": kind, "user": "U1", "channel": channel, "text": text, "ts": stamp, "event_ts": stamp}
    told |= {"channel_type": "im"} if channel.startswith("D") else {"channel_type": "channel"}
    body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{stamp}", "event": {**told, **(event or {})}}
    return post(client, json.dumps(body), "application/json; charset=utf-8", **how)


def tap(client: Front, channel: str, value: str | None, *, action_id: str = "card1.0", thread: str | None = None) -> Any:
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "channel": {"id": channel},
        "container": {"type": "message", "channel_id": channel, "message_ts": "1.1"},
        "message": {"ts": "1.1", **({"thread_ts": thread} if thread else {})},
        "trigger_id": f"tr{next(_number)}",
        "actions": [
            {"action_id": action_id, "type": "button", "action_ts": f"{time.time():.6f}", **({"value": value} if value else {})}
        ],
    }
    return post(client, urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")


def answered(slack: FakeSlack, channel: str, more_than: int = 0) -> dict[str, Any]:
    slack.wait(lambda: len(slack.to(channel)) > more_than)
    return slack.to(channel)[-1]


def blocks(message: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [block for block in message["blocks"] if block["type"] == kind]


def test_a_direct_message_is_answered_with_a_carousel(client: Front, slack: FakeSlack, dm: str) -> None:
    assert say(client, dm, "red dresses under $200").status_code == 200
    message = answered(slack, dm)
    limits.slack(message)
    (carousel,) = blocks(message, "carousel")
    card = carousel["elements"][0]
    assert "$" in card["subtitle"]["text"]
    assert "✓ under $200" in card["body"]["text"]
    assert card["hero_image"]["image_url"].startswith(f"{BASE}/pictures/")
    assert "thread_ts" not in message
    assert slack.tokens == {f"Bearer {SECRETS.bot_token}"}


def test_what_stands_in_the_way_is_tapped_away(client: Front, slack: FakeSlack, dm: str) -> None:
    say(client, dm, "a leather sofa under $15")
    (actions,) = [b for b in blocks(answered(slack, dm), "actions") if "Any price" in str(b)]
    away = next(one for one in actions["elements"] if one["text"]["text"] == "Any price")
    tap(client, dm, away["value"], action_id=away["action_id"])
    message = answered(slack, dm, 1)
    assert blocks(message, "carousel")
    assert "under $15" not in message["text"]


def test_the_checkout_opens_in_the_browser(client: Front, slack: FakeSlack, dm: str) -> None:
    for count, text in enumerate(("sunglasses", "add the first one", "check out", "yes")):
        say(client, dm, text)
        message = answered(slack, dm, count)
        limits.slack(message)
    links = [one for block in blocks(message, "actions") for one in block["elements"] if one.get("url")]
    assert [one["text"]["text"] for one in links] == ["Check out"]


def test_slack_is_told_that_it_is_we(client: Front) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZb", "token": "x"})
    assert "3eZb" in post(client, body, "application/json").text


def test_forged_and_old_signatures_are_refused(client: Front, slack: FakeSlack, dm: str) -> None:
    assert say(client, dm, "hi", secret="another").status_code == 401
    assert say(client, dm, "hi", at=time.time() - 360).status_code == 401
    assert client.post(HOOK, content=b"{}").status_code == 401
    body = json.dumps(
        {"type": "event_callback", "event": {"type": "message", "channel": dm, "user": "U1", "text": "hi", "ts": "1"}}
    )
    replayed = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=" + "0" * 64}
    assert client.post(HOOK, content=body, headers=replayed).status_code == 401
    time.sleep(0.3)
    assert not slack.to(dm)


def test_a_retry_is_not_answered_twice(client: Front, slack: FakeSlack, dm: str) -> None:
    stamp = f"{time.time():.6f}"
    for _ in range(3):
        say(client, dm, "lamps", event={"ts": stamp})
    answered(slack, dm)
    time.sleep(0.5)
    assert len(slack.to(dm)) == 1


def test_a_mention_opens_a_thread_that_goes_on_without_one(client: Front, slack: FakeSlack) -> None:
    channel, stamp = f"C{time.time_ns()}", f"{time.time():.6f}"
    say(client, channel, "<@U0BOT> boots under $150", kind="app_mention", event={"ts": stamp})
    first = answered(slack, channel)
    assert first["thread_ts"] == stamp
    say(client, channel, "<@U0BOT> boots under $150", event={"ts": stamp})  # the same words, told once more as a message
    say(client, channel, "only black ones", event={"thread_ts": stamp})
    second = answered(slack, channel, 1)
    assert second["thread_ts"] == stamp
    assert all("✓ black" in card["body"]["text"] for card in blocks(second, "carousel")[0]["elements"])
    say(client, channel, "has anybody seen my keys?")
    say(client, channel, "lunch?", event={"thread_ts": "1.5"})
    time.sleep(0.5)
    assert len(slack.to(channel)) == 2


def test_what_is_private_is_told_to_the_shopper_alone(client: Front, slack: FakeSlack) -> None:
    channel, stamp = f"C{time.time_ns()}", f"{time.time():.6f}"
    say(client, channel, "<@U0BOT> what's in my cart?", kind="app_mention", event={"ts": stamp})
    slack.wait(lambda: bool(slack.to(channel, "chat.postEphemeral")))
    (told,) = slack.to(channel, "chat.postEphemeral")
    assert told["user"] == "U1"
    assert "thread_ts" not in told, "in a thread that has not begun nobody sees an ephemeral message"
    assert not slack.to(channel)


def test_nobody_in_a_thread_sees_anothers_cart(client: Front, slack: FakeSlack) -> None:
    channel, stamp = f"C{time.time_ns()}", f"{time.time():.6f}"
    say(client, channel, "<@U0BOT> sunglasses", kind="app_mention", event={"ts": stamp})
    answered(slack, channel)
    say(client, channel, "add the first one", event={"thread_ts": stamp})
    answered(slack, channel, 1)
    say(client, channel, "<@U0BOT> what's in my cart?", kind="app_mention", event={"thread_ts": stamp, "user": "U2"})
    slack.wait(lambda: bool(slack.to(channel, "chat.postEphemeral")))
    (told,) = slack.to(channel, "chat.postEphemeral")
    assert told["user"] == "U2"
    assert told["thread_ts"] == stamp
    assert "$" not in told["text"]


def test_a_link_code_is_not_taken_where_others_read(client: Front, slack: FakeSlack) -> None:
    channel = f"C{time.time_ns()}"
    client.post("/v1/chat", json={"session_id": f"w{channel}", "text": "lamps"})
    code = client.post(f"/v1/sessions/w{channel}/link").json()["code"]
    say(client, channel, f"<@U0BOT> link {code}", kind="app_mention")
    slack.wait(lambda: bool(slack.to(channel, "chat.postEphemeral")))
    assert slack.to(channel, "chat.postEphemeral")[0]["text"] == NOT_HERE


def test_many_at_once_are_all_taken(client: Front, slack: FakeSlack, dm: str) -> None:
    with ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(lambda n: say(client, f"{dm}{n}", "hello").status_code, range(60)))
    assert set(answers) == {200}
    slack.wait(lambda: all(slack.to(f"{dm}{n}") for n in range(60)), 60)


def test_a_button_means_its_act_and_a_link_nothing(client: Front, slack: FakeSlack, dm: str) -> None:
    say(client, dm, "sunglasses")
    card = blocks(answered(slack, dm), "carousel")[0]["elements"][0]
    like = next(b for b in card["actions"] if b["text"]["text"] == "More like this")
    assert tap(client, dm, like["value"]).status_code == 200
    assert card["title"]["text"].removeprefix("1. ") in answered(slack, dm, 1)["text"].splitlines()[0]
    tap(client, dm, None)
    tap(client, dm, "{broken")
    time.sleep(0.4)
    assert len(slack.to(dm)) == 2


def test_a_size_is_chosen_in_a_window(client: Front, slack: FakeSlack, dm: str, assistant: Assistant) -> None:
    say(client, dm, "boots under $150")
    card = blocks(answered(slack, dm), "carousel")[0]["elements"][0]
    add = card["actions"][0]
    assert read(add["value"]) is not None
    tap(client, dm, add["value"])
    slack.wait(lambda: bool(slack.windows))
    view = slack.windows[0]["view"]
    limits.slack_modal(view)
    assert slack.windows[0]["trigger_id"]
    option = view["blocks"][0]["element"]["option_groups"][0]["options"][0]
    submitted = {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "view": {
            "id": f"V{dm}",
            "type": "modal",
            "callback_id": view["callback_id"],
            "private_metadata": view["private_metadata"],
            "state": {"values": {"variant": {"variant": {"type": "static_select", "selected_option": option}}}},
        },
    }
    for _ in range(2):  # Slack tries again where it does not hear from us in time
        assert post(client, urlencode({"payload": json.dumps(submitted)}), "application/x-www-form-urlencoded").status_code == 200
    answered(slack, dm, 1)
    session = assistant.session(client.session_of(f"T1:{dm}::"))
    assert session is not None
    (line,) = session.state.cart.lines
    assert line.variant_id == option["value"]
    assert line.quantity == 1


def test_where_no_window_opens_the_size_is_asked_for(client: Front, slack: FakeSlack, dm: str) -> None:
    say(client, dm, "boots under $150")
    add = blocks(answered(slack, dm), "carousel")[0]["elements"][0]["actions"][0]
    slack.behaves = lambda path, call: (200, {"ok": False, "error": "expired_trigger_id"}, {}) if path == "/views.open" else None
    tap(client, dm, add["value"])
    assert "size" in answered(slack, dm, 1)["text"].casefold()


def test_a_photo_is_searched_by(client: Front, slack: FakeSlack, dm: str) -> None:
    shoe = client.get("/v1/products/ocelot-ankle-boot").json()["image_url"]
    out = io.BytesIO()
    Image.open(io.BytesIO(client.get(shoe).content)).convert("RGB").save(out, "JPEG")
    slack.photos["/files/photo.jpg"] = out.getvalue()
    file = {"mimetype": "image/jpeg", "url_private_download": f"{slack.url}/files/photo.jpg"}
    say(client, dm, "", event={"subtype": "file_share", "files": [file]})
    message = answered(slack, dm)
    assert "photo" in message["text"].casefold()
    assert blocks(message, "carousel")


def test_the_token_is_shown_to_slack_alone(client: Front, slack: FakeSlack, dm: str) -> None:
    elsewhere = FakeSlack()
    elsewhere.photos["/p.jpg"] = b"x"
    file = {"mimetype": "image/png", "url_private": elsewhere.url.replace("127.0.0.1", "localhost") + "/p.jpg"}
    say(client, dm, "find this", event={"subtype": "file_share", "files": [file]})
    answered(slack, dm)
    assert not elsewhere.tokens
    elsewhere.close()


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed", "message": {"text": "x"}},
        {"subtype": "channel_join"},
        {"user": None},
        {"type": "reaction_added", "item": {}},
        {"type": "app_home_opened"},
        {"type": "team_join"},
        {"type": "something_new"},
    ],
)
def test_what_is_no_message_is_passed_over(client: Front, slack: FakeSlack, dm: str, event: dict[str, Any]) -> None:
    assert say(client, dm, "x", event=event).status_code == 200
    time.sleep(0.2)
    assert not slack.to(dm)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"type": "event_callback"}', "payload=x", "payload=%7B%7D"])
def test_a_broken_body_is_refused_and_breaks_nothing(client: Front, body: str) -> None:
    kind = "application/x-www-form-urlencoded" if body.startswith("payload") else "application/json"
    assert post(client, body, kind).status_code in (200, 400, 404)


def test_a_file_that_is_no_picture_and_emoji_alone_are_answered(client: Front, slack: FakeSlack, dm: str) -> None:
    say(client, dm, "", event={"subtype": "file_share", "files": [{"mimetype": "application/pdf", "url_private": "https://x"}]})
    assert answered(slack, dm)["text"] == NOTHING_SAID
    say(client, dm, "👢")
    answered(slack, dm, 1)


def test_a_slow_slack_holds_up_nobody_else(client: Front, slack: FakeSlack, dm: str) -> None:
    slow, quick = f"{dm}1", f"{dm}2"
    begun: list[float] = []

    def behaves(path: str, call: dict[str, Any]) -> None:
        if call.get("channel") == slow:
            begun.append(time.monotonic())
            time.sleep(2.0)

    slack.behaves = behaves
    say(client, slow, "lamps")
    slack.wait(lambda: bool(begun))
    say(client, quick, "lamps")
    answered(slack, quick)
    assert not slack.to(slow), "the other is answered before the slow call returns"
    answered(slack, slow)


def test_a_rate_limit_is_waited_for(client: Front, slack: FakeSlack, dm: str) -> None:
    refusals = iter([(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "1"})])
    slack.behaves = lambda _, call: next(refusals, None) if call.get("channel") == dm else None
    begun = time.monotonic()
    say(client, dm, "lamps")
    answered(slack, dm)
    assert time.monotonic() - begun >= 1.0


@pytest.mark.parametrize("error", ["token_revoked", "channel_not_found", "account_inactive", "user_not_found", "is_archived"])
def test_what_cannot_be_sent_is_tried_once(client: Front, slack: FakeSlack, dm: str, error: str) -> None:
    slack.behaves = lambda _, call: (200, {"ok": False, "error": error}, {}) if call.get("channel") == dm else None
    say(client, dm, "lamps")
    slack.wait(lambda: bool(slack.refused))
    time.sleep(0.5)
    assert len([call for _, call in slack.refused if call.get("channel") == dm]) == 1


def test_a_workspace_that_knows_no_cards_gets_the_words(client: Front, slack: FakeSlack, dm: str) -> None:
    slack.behaves = lambda _, call: (200, {"ok": False, "error": "invalid_blocks"}, {}) if "blocks" in call else None
    say(client, dm, "red dresses under $200")
    message = answered(slack, dm)
    assert "blocks" not in message
    assert "$" in message["text"]
    assert "1. " in message["text"]


def test_records_and_shoppers_cannot_call_anybody(client: Front, slack: FakeSlack, dm: str) -> None:
    say(client, dm, "do you sell &lt;!channel&gt; <https://x.example|hats>")
    assert "<!" not in answered(slack, dm)["text"]


def test_slacks_brackets_are_read_as_they_were_typed() -> None:
    assert (
        plain("under &lt; 50 &amp; <https://shop.example/p|shop.example/p> <@U1|sam> <#C1|general>")
        == "under < 50 & shop.example/p sam general"
    )


def test_a_chat_begun_on_the_web_goes_on_here_and_a_person_answers(
    client: Front, slack: FakeSlack, dm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPWINDOW_AGENT_KEY", "k")
    web = f"web-{dm}"
    client.post("/v1/chat", json={"session_id": web, "text": "boots under $150"})
    code = client.post(f"/v1/sessions/{web}/link").json()["code"]
    say(client, dm, f"link {code}")
    slack.wait(lambda: GOES_ON in slack.words_to(dm))
    say(client, dm, "tell me more about the first one")
    answered(slack, dm, 1)
    said = {"text": "Hello, Kim here", "name": "Kim"}
    client.post(f"/v1/sessions/{web}/agent", json=said, headers={"Authorization": "Bearer k"})
    slack.wait(lambda: "Kim: Hello, Kim here" in slack.words_to(dm))


def test_people_answer_from_a_thread(straight: Front, slack: FakeSlack, dm: str) -> None:
    stamps = (f"{number}.5" for number in itertools.count(100))
    slack.answers = lambda path, call: {"ok": True, "ts": next(stamps), "user": {"profile": {"display_name": "Kim"}}}
    web = f"web-{dm}"

    def web_says(text: str) -> dict[str, Any]:
        told: dict[str, Any] = straight.post("/v1/chat", json={"session_id": web, "text": text}).json()
        return told

    def desk_says(text: str, **event: Any) -> None:
        say(straight, DESK, text, event={"thread_ts": opening["answered"]["ts"], "user": "U7", **event})

    web_says("lamps under $150")
    web_says("can I talk to a <!channel> person?")
    slack.wait(lambda: bool(slack.to(DESK)))
    opening = slack.to(DESK)[0]
    assert "thread_ts" not in opening
    assert "lamps under $150" in opening["text"]
    assert "<!channel>" not in opening["text"]
    desk_says("Hi, how can I help?")
    slack.wait(lambda: bool(straight.get(f"/v1/sessions/{web}").json()["agent_messages"]))
    (line,) = straight.get(f"/v1/sessions/{web}").json()["agent_messages"]
    assert (line["name"], line["text"]) == ("Kim", "Hi, how can I help?")
    assert "Kim" in web_says("is the shade washable?")["reply"]["text"]
    slack.wait(lambda: any("is the shade washable?" in call["text"] for call in slack.to(DESK)))
    assert slack.to(DESK)[-1]["thread_ts"] == opening["answered"]["ts"]
    for _ in range(2):  # a client's retry
        straight.post("/v1/chat", json={"session_id": web, "event_id": "e1", "text": "and the cable?"})
    picture = straight.get("/v1/products/ocelot-ankle-boot").json()["image_url"]
    photo = base64.b64encode(straight.get(picture).content).decode()
    straight.post("/v1/chat", json={"session_id": web, "image": photo})
    straight.post("/v1/chat", json={"session_id": web, "act": {"name": "show_more"}})
    slack.wait(lambda: "(pressed a button: show more)" in slack.words_to(DESK))
    assert slack.words_to(DESK).count("and the cable?") == 1
    assert slack.words_to(DESK).count("(sent a photo)") == 1
    stamp = f"{time.time():.6f}"
    for _ in range(2):  # Slack's retry
        desk_says("It is, at 30 degrees.", ts=stamp)
    desk_says("done")
    slack.wait(lambda: TAKEN_BACK in slack.words_to(DESK))
    said = [one["text"] for one in straight.get(f"/v1/sessions/{web}").json()["agent_messages"]]
    assert said.count("It is, at 30 degrees.") == 1
    back = web_says("show me more lamps")
    assert back["action"]["policy"] != "person"
    assert "It is, at 30 degrees." in back["reply"]["text"]
    desk_says("lunch?", thread_ts="1.1")  # another thread of the same channel
    time.sleep(0.3)
    assert "lunch?" not in str(straight.get(f"/v1/sessions/{web}").json())


def test_people_answer_a_shopper_in_slack_too(straight: Front, slack: FakeSlack, dm: str) -> None:
    stamps = (f"{number}.7" for number in itertools.count(100))
    slack.answers = lambda path, call: {"ok": True, "ts": next(stamps)}
    say(straight, dm, "I want to speak to a human")
    slack.wait(lambda: bool(slack.to(DESK)) and bool(slack.to(dm)))
    say(straight, DESK, "Hello from the shop", event={"thread_ts": slack.to(DESK)[0]["answered"]["ts"]})
    slack.wait(lambda: f"{SOMEBODY}: Hello from the shop" in slack.words_to(dm))


def test_missing_secrets_are_named() -> None:
    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN"):
        Secrets.of({"SLACK_SIGNING_SECRET": "x"})
    assert "xoxb" not in repr(SECRETS)
    assert Tap("say", "x").request() == {"text": "x", "engagement": {"clicked": "quick_reply"}}
