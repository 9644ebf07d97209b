"""A real Rasa with our project, its REST and Socket.IO channels, and a stock bot that takes our understanding alone."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from PIL import Image

from assistant.api.app import create_api
from assistant.channels.exchange import APOLOGY
from assistant.channels.rasa import names, written
from assistant.dialogues.runner import over_http, run_suites
from assistant.session import Assistant
from nlu.understanding import INTENTS
from tests.channels import rasa_server
from tests.channels.fake_platform import FakePlatform
from tests.channels.fronts import Served
from tests.channels.rasa_server import PROJECT, ROOT, TOKEN, RasaServer

SUITES = ROOT / "tests" / "dialogues"


@pytest.fixture(scope="module")
def api(assistant: Assistant) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SHOPWINDOW_RASA_TOKEN", TOKEN)
        served = Served(create_api(assistant))
        yield served
        served.stop()


@pytest.fixture(scope="module")
def rasa(api: Served, rasa_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaServer]:
    channels = {
        "assistant.channels.rasa.channels.RestChannel": None,
        "socketio": {"user_message_evt": "user_uttered", "bot_message_evt": "bot_uttered", "session_persistence": True},
    }
    server = RasaServer(rasa_project, tmp_path_factory.mktemp("rasa"), api.url, credentials=channels)
    yield server
    server.stop()


def turn_of(answers: list[dict[str, Any]]) -> dict[str, Any]:
    turn: dict[str, Any] = answers[-1]["custom"]["shopwindow"]
    return turn


def who() -> str:
    return f"s{time.time_ns()}"


def test_the_project_follows_from_the_list_of_intents() -> None:
    for name, content in written.files().items():
        assert (PROJECT / name).read_text() == content, "python -m assistant.channels.rasa.written"
    assert set(INTENTS) < set(yaml.safe_load(written.files()["domain.yml"])["intents"])
    assert all(written.examples().values())


@pytest.mark.parametrize("door", ["rasa", "own"])
def test_the_scripted_suite_passes(door: str, rasa: RasaServer, api: Served, assistant: Assistant) -> None:
    url = {"rasa": rasa.url, "own": api.url}[door]
    with httpx.Client(timeout=60) as client:
        results = list(run_suites([SUITES / "demo"], over_http(f"{url}/webhooks/rest/webhook", client), assistant.store()))
    assert len(results) > 150
    assert not [(r.id, r.failures) for r in results if not r.passed]


def test_lumas_suite_passes(rasa: RasaServer, api: Served, assistant: Assistant, luma_store: Path, tmp_path: Path) -> None:
    """Through both doors, with Luma behind the address at which the demo store was."""
    api.stop()
    luma = Assistant.open(luma_store, tmp_path, explores=False)
    api.start(create_api(luma))
    try:
        with httpx.Client(timeout=60) as client:
            for url in (rasa.url, api.url):
                told = over_http(f"{url}/webhooks/rest/webhook", client)
                results = list(run_suites([SUITES / "luma"], told, luma.store()))
                assert len(results) >= 20
                assert not [(r.id, r.failures) for r in results if not r.passed]
    finally:
        api.stop()
        api.start(create_api(assistant))


def test_a_large_photo_comes_through(rasa: RasaServer) -> None:
    noise = Image.effect_noise((2400, 2000), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    photo = base64.b64encode(out.getvalue()).decode()
    assert len(photo) > 5_000_000
    turn = turn_of(rasa.say(who(), None, image=photo))
    assert turn["reply"]["text"]
    assert "too large" not in turn["reply"]["text"]


def test_every_answer_ends_with_the_turn(rasa: RasaServer) -> None:
    sender = who()
    answers = rasa.say(sender, "red dresses under $200")
    assert all(answer["recipient_id"] == sender for answer in answers)
    turn = turn_of(answers)
    assert turn["reply"]["products"]
    titles = [card["title"] for card in turn["reply"]["products"]]
    shown = [str(answer.get("text", "")) for answer in answers]
    assert all(any(title in text for text in shown) for title in titles)
    button = next(answer for answer in answers if "buttons" in answer)["buttons"][0]  # type: ignore[index]
    added = turn_of(rasa.say(sender, button["payload"]))
    assert added["action"]["name"] in ("add_to_cart", "ask_slot")


def test_acts_feedback_and_engagement_come_with_the_metadata(rasa: RasaServer) -> None:
    sender = who()
    first = turn_of(rasa.say(sender, "lamps"))
    shown = [card["id"] for card in first["reply"]["products"]]
    more = turn_of(rasa.say(sender, None, act={"name": "find_similar", "product_ids": shown[:1]}))
    assert more["action"]["name"] == "similar"
    told = turn_of(rasa.say(sender, None, feedback={"turn": 1, "product_id": shown[0], "value": "down"}))
    assert told["turn"] == 3


def test_two_quick_messages_are_answered_in_order(rasa: RasaServer) -> None:
    sender = who()
    rasa.say(sender, "hello")
    told: dict[str, Any] = {}
    waiting = [(text, HTTPConnection("127.0.0.1", rasa.port, timeout=60)) for text in ("lamps", "under $150")]
    for text, connection in waiting:  # each is sent before the next, whatever else the machine does
        connection.request("POST", "/webhooks/rest/webhook", json.dumps({"sender": sender, "message": text}))
        time.sleep(0.01)
    for text, connection in waiting:
        told[text] = turn_of(json.loads(connection.getresponse().read()))["turn"]
        connection.close()
    assert (told["lamps"], told["under $150"]) == (2, 3)


def test_the_action_server_goes_and_comes_back(
    assistant: Assistant, rasa_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPWINDOW_RASA_TOKEN", TOKEN)
    api = Served(create_api(assistant))
    rasa = RasaServer(rasa_project, tmp_path, api.url)
    try:
        sender = who()
        rasa.say(sender, "lamps under $150")
        api.stop()
        (answer,) = rasa.say(sender, "only white ones")
        assert answer["text"] == APOLOGY
        api = Served(create_api(assistant), api.port)
        turn = turn_of(rasa.say(sender, "only white ones"))
        assert turn["turn"] == 2, "nothing was taken meanwhile"
        assert turn["state"]["constraints"]["price"] == {"max": 150}
        rasa.stop()
        rasa.start()
        turn = turn_of(rasa.say(sender, "show me more"))
        assert turn["turn"] == 3
        assert turn["state"]["constraints"]["price"] == {"max": 150}
    finally:
        rasa.stop()
        api.stop()


@pytest.mark.parametrize("text", ["", "👢👢", "/help", "x" * 10_000, "lamps \ud83d", "{broken", "\x00", "line\nline"])
def test_what_is_no_sentence_is_answered(rasa: RasaServer, text: str) -> None:
    body = json.dumps({"sender": who(), "message": text})
    answers = httpx.post(f"{rasa.url}/webhooks/rest/webhook", content=body, timeout=60).json()
    assert answers
    assert answers[0]["text"]
    assert answers[0]["text"] != APOLOGY


def test_a_web_widget_talks_over_socket_io(rasa: RasaServer) -> None:
    with httpx.Client(base_url=rasa.url, timeout=30) as client:
        where = {"EIO": "4", "transport": "polling"}
        opened = client.get("/socket.io/", params=where).text
        where["sid"] = json.loads(opened[1:])["sid"]
        client.post("/socket.io/", params=where, content="40")
        client.get("/socket.io/", params=where)
        client.post("/socket.io/", params=where, content='42["session_request",{"session_id":"w1"}]')
        while "session_confirm" not in client.get("/socket.io/", params=where).text:
            pass  # a ping
        message = '42["user_uttered",{"message":"lamps under $150","session_id":"w1"}]'
        client.post("/socket.io/", params=where, content=message)
        said: list[Any] = []
        ends = time.monotonic() + 20
        while not any("shopwindow" in one for one in said):
            assert time.monotonic() < ends, said
            for packet in client.get("/socket.io/", params=where).text.split("\x1e"):
                if packet.startswith("42"):
                    said.append(json.loads(packet[2:])[1])
    assert "lamps" in said[0]["text"]
    assert any("quick_replies" in one for one in said)
    assert said[-1]["shopwindow"]["reply"]["products"]


def test_nobody_speaks_for_another_by_naming_a_channel(rasa: RasaServer, assistant: Assistant) -> None:
    body = {"sender": "+15551234", "message": "lamps", "input_channel": "twilio"}
    answers = httpx.post(f"{rasa.url}/webhooks/rest/webhook", json=body, timeout=60).json()
    assert turn_of(answers)["session_id"].startswith("rasa-rest:")


def test_a_public_server_wants_the_token(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOPWINDOW_RASA_TOKEN", raising=False)
    call = {"next_action": names.ACTION, "sender_id": who(), "tracker": {"latest_message": {"text": "hi", "message_id": "1"}}}
    for public, status in ((None, 200), ("https://chat.example.com", 403)):
        served = Served(create_api(assistant, public_url=public))
        assert httpx.post(f"{served.url}/rasa/actions", json=call).status_code == status
        served.stop()


def test_rasa_alone_may_speak_for_shoppers(api: Served) -> None:
    call = {"next_action": names.ACTION, "sender_id": "x", "tracker": {"latest_message": {"text": "hi"}}}
    assert httpx.post(f"{api.url}/rasa/actions", json=call).status_code == 403
    assert httpx.post(f"{api.url}/rasa/actions?token=x", json=call).status_code == 403
    good = httpx.post(f"{api.url}/rasa/actions?token={TOKEN}", json=call)
    assert good.json()["events"] == [{"event": "slot", "name": names.SLOT, "value": 1}]
    assert httpx.get(f"{api.url}/rasa/health").json() == {"status": "ok"}
    assert httpx.get(f"{api.url}/rasa/actions").json() == [{"name": names.ACTION}]
    other = {**call, "next_action": "action_other"}
    assert httpx.post(f"{api.url}/rasa/actions?token={TOKEN}", json=other).status_code == 404
    for broken in ({}, {"next_action": names.ACTION, "tracker": 3}, [], "x"):
        assert httpx.post(f"{api.url}/rasa/actions?token={TOKEN}", json=broken).status_code == 422


def test_a_message_that_comes_again_is_not_taken_again(api: Served) -> None:
    said = {"text": "lamps", "message_id": "m1"}
    call = {"next_action": names.ACTION, "sender_id": who(), "tracker": {"latest_message": said, "latest_input_channel": "rest"}}
    answers = [httpx.post(f"{api.url}/rasa/actions?token={TOKEN}", json=call).json() for _ in range(2)]
    assert answers[0]["events"] == answers[1]["events"]


def test_a_channel_of_rasas_own_gets_plain_text(api: Served) -> None:
    tracker = {"latest_message": {"text": "lamps", "message_id": "m"}, "latest_input_channel": "twilio"}
    call = {"next_action": names.ACTION, "sender_id": who(), "tracker": tracker}
    (answer,) = httpx.post(f"{api.url}/rasa/actions?token={TOKEN}", json=call).json()["responses"]
    assert list(answer) == ["text"]
    assert "1. " in answer["text"]


def test_intents_that_differ_are_logged(api: Served, capsys: pytest.CaptureFixture[str]) -> None:
    said = {"text": "lamps", "message_id": "m", "intent": {"name": "goodbye", "confidence": 0.9}}
    call = {"next_action": names.ACTION, "sender_id": who(), "tracker": {"latest_message": said}}
    httpx.post(f"{api.url}/rasa/actions?token={TOKEN}", json=call)
    told = "".join(capsys.readouterr())
    assert "intents_differ" in told
    assert "goodbye" in told


def stock_bot(folder: Path, *, handing_over: bool) -> Path:
    """A bot as Rasa's own tutorial makes them, with rules, trained: it takes our two components, and nothing else of ours.

    `handing_over`: it also has our policy below its own, for what no rule of it is for.
    """
    rasa_server.wanted()
    source = folder / "source"
    source.mkdir()
    ours = yaml.safe_load((PROJECT / "domain.yml").read_text()) if handing_over else {"slots": {}, "responses": {}}
    files: dict[str, Any] = {
        "config.yml": {
            "recipe": "default.v1",
            "assistant_id": "stock",
            "language": "en",
            "pipeline": [
                {"name": "assistant.channels.rasa.components.ShopTokens"},
                {"name": "assistant.channels.rasa.components.ShopIntents"},
            ],
            "policies": [
                {"name": "RulePolicy"},
                *([{"name": "assistant.channels.rasa.policy.EachTurn"}] if handing_over else []),
            ],
        },
        "domain.yml": {
            "version": "3.1",
            "intents": ["greet", "track_order", "search_product", "out_of_scope"],
            "entities": ["color", "category", "price", "order_id", "email"],
            "slots": {"color": {"type": "text", "mappings": [{"type": "from_entity", "entity": "color"}]}, **ours["slots"]},
            "actions": ours.get("actions", []),
            "responses": {
                **ours["responses"],
                "utter_hello": [{"text": "Hello from the stock bot."}],
                "utter_order": [{"text": "Orders are looked up by mail."}],
                "utter_search": [{"text": "You want something {color}."}],
                "utter_fallback": [{"text": "I know nothing of that."}],
            },
        },
        "data.yml": {
            "version": "3.1",
            "nlu": [
                {"intent": "greet", "examples": "- hi\n- hello\n"},
                {"intent": "track_order", "examples": "- where is my order\n- track it\n"},
                {"intent": "search_product", "examples": "- show me shoes\n- a lamp\n"},
                {"intent": "out_of_scope", "examples": "- what is the weather\n- sing\n"},
            ],
            "rules": [
                {"rule": "hello", "steps": [{"intent": "greet"}, {"action": "utter_hello"}]},
                {"rule": "order", "steps": [{"intent": "track_order"}, {"action": "utter_order"}]},
                {"rule": "search", "steps": [{"intent": "search_product"}, {"action": "utter_search"}]},
                {"rule": "fallback", "steps": [{"intent": "out_of_scope"}, {"action": "utter_fallback"}]},
            ],
        },
    }
    for name, content in files.items():
        path = source / ("data/data.yml" if name == "data.yml" else name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False))
    project = folder / "project"
    rasa_server.train(source, project)
    return project


def test_a_stock_bot_takes_our_understanding_alone(tmp_path: Path) -> None:
    bot = stock_bot(tmp_path, handing_over=False)
    rasa = RasaServer(bot, tmp_path / "run", "http://127.0.0.1:9", more={"SHOPWINDOW_STORE": ""}, plain=True)
    try:
        sender = who()
        assert rasa.say(sender, "heya, anybody in?")[0]["text"] == "Hello from the stock bot."
        assert rasa.say(sender, "has my parcel left yet?")[0]["text"] == "Orders are looked up by mail."
        assert rasa.say(sender, "I'm after navy boots")[0]["text"] == "You want something navy."
    finally:
        rasa.stop()


def test_a_bot_of_rules_hands_the_rest_to_the_shop(api: Served, tmp_path: Path) -> None:
    bot = stock_bot(tmp_path, handing_over=True)
    rasa = RasaServer(bot, tmp_path / "run", api.url)
    try:
        sender = who()
        assert rasa.say(sender, "heya, anybody in?")[0]["text"] == "Hello from the stock bot."
        assert turn_of(rasa.say(sender, "what do you have on sale?"))["turn"] == 1
        assert rasa.say(sender, "has my parcel left yet?")[0]["text"] == "Orders are looked up by mail."
        assert turn_of(rasa.say(sender, "how long do I have to send things back?"))["action"]["name"] == "policy"
        assert rasa.say(sender, "what is the weather like on mars?")[0]["text"] == "I know nothing of that."
        # What only the shop can read is the shop's, whatever rule there is for it.
        product = turn_of(rasa.say(sender, "what do you have on sale?"))["reply"]["products"][0]["id"]
        act = {"name": "find_similar", "product_ids": [product]}
        assert turn_of(rasa.say(sender, json.dumps({"act": act})))["action"]["name"] == "similar"
        assert turn_of(rasa.say(sender, json.dumps({"say": "Cheaper"})))["action"]["name"]
        assert turn_of(rasa.say(sender, None, act=act))["action"]["name"] == "similar"
        # A person has the shopper: the rules stand back.
        assert turn_of(rasa.say(sender, "can I talk to a human?"))["action"]["name"] == "handoff"
        assert turn_of(rasa.say(sender, "hello"))["turn"]
        assert rasa.say(sender, "hello")[0]["text"] == "Hello from the stock bot.", "nobody has come"
    finally:
        rasa.stop()


def test_what_a_policy_lacks_is_told_while_training(tmp_path: Path) -> None:
    config = {"recipe": "default.v1", "assistant_id": "a", "language": "en"}
    intents = {"name": "assistant.channels.rasa.components.ShopIntents"}
    domain = {"version": "3.1", "intents": ["greet"], "responses": {"utter_hi": [{"text": "Hi"}]}}
    rules = {"version": "3.1", "rules": [{"rule": "hi", "steps": [{"intent": "greet"}, {"action": "utter_hi"}]}]}
    nlu = {"version": "3.1", "nlu": [{"intent": "greet", "examples": "- hi\n- hello\n"}]}
    for name, pipeline, policies, told in (
        ("domain", [], [{"name": "assistant.channels.rasa.policy.EachTurn"}], "action_shopwindow"),
        ("store", [{**intents, "store": str(tmp_path / "nowhere")}], [{"name": "RulePolicy"}], "there is no store here"),
    ):
        source = tmp_path / name
        files = {"domain.yml": domain, "data/nlu.yml": nlu, "data/rules.yml": rules}
        files["config.yml"] = {
            **config,
            "pipeline": pipeline,
            "policies": [*policies, *([] if name == "store" else [{"name": "RulePolicy"}])],
        }
        for path, content in files.items():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_text(yaml.safe_dump(content))
        with pytest.raises(AssertionError, match=told):
            rasa_server.train(source, tmp_path / f"{name}-trained")


PARSED = """
import json, sys
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from assistant.channels.rasa.components import ShopIntents, ShopTokens
tokens = ShopTokens(ShopTokens.get_default_config())
intents = ShopIntents(ShopIntents.get_default_config(), Resource("intents"))
out = []
for text in json.loads(sys.stdin.read()):
    (message,) = intents.process(tokens.process([Message({"text": text})]))
    out.append({
        "tokens": [[t.text, t.start, t.end] for t in message.get("text_tokens")],
        "intent": message.get("intent"), "ranking": message.get("intent_ranking"), "entities": message.get("entities"),
    })
print(json.dumps(out))
"""


def in_rasa(script: str, given: object) -> Any:
    """What a script prints that Rasa's own Python runs."""
    rasa_server.wanted()
    command = [RASA_PYTHON, "-c", script]
    done = subprocess.run(
        command, input=json.dumps(given), cwd=ROOT, env=rasa_server.environment({}), capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


RASA_PYTHON = rasa_server.RASA.parent / "python"


def test_tokens_intents_and_entities_have_rasas_shapes() -> None:
    texts = ["size 9 waterproofish boots, not red, under $79.99", "where's order 1042? a@b.example", "asdf", "", "lamps \ud83d"]
    boots, order, nothing, empty, half = in_rasa(PARSED, texts)
    assert all(texts[0][start:end] == text for text, start, end in boots["tokens"])
    assert ["waterproofish", 7, 20] in boots["tokens"]
    assert ["79.99", 44, 49] in boots["tokens"]
    assert boots["intent"]["name"] == "search_product"
    found = {(e["entity"], e["value"], e.get("role")) for e in boots["entities"]}
    assert {("color", "red", "not"), ("price", "79.99", "max"), ("size", "9", None)} <= found
    red = next(e for e in boots["entities"] if e["entity"] == "color")
    assert "red" in texts[0][red["start"] : red["end"]]
    assert red["extractor"] == "ShopIntents"
    assert {(e["entity"], e["value"]) for e in order["entities"]} == {("order_id", "1042"), ("email", "a@b.example")}
    assert nothing["intent"]["name"] == "out_of_scope"
    assert empty["intent"]["name"] == "out_of_scope"
    assert half["ranking"]


SHOWN = """
import dataclasses, json, sys
from assistant.channels.rasa.channels import answers_of
from assistant.channels.shown import Shown
out = []
for message in json.loads(sys.stdin.read()):
    for one in answers_of(message):
        out.append({"taps": [[label, tap.means] for label, tap in one.taps], "text": one.text} if isinstance(one, Shown) else one)
print(json.dumps(out))
"""


def test_what_another_bot_says_beside_a_turn_is_shown_too() -> None:
    turn = {"turn": 3, "reply": {"text": "Here are lamps."}}
    buttons = [{"title": "Yes", "payload": '/confirm{"a": "b"}'}, {"title": "No"}]
    messages = [
        {"text": "One moment."},
        {"custom": {"shopwindow": turn}},
        {"text": "Was that right?", "buttons": buttons},
        {"image": "https://shop.example/x.png"},
        {"custom": {"other": 1}},
    ]
    words, told, asked, picture = in_rasa(SHOWN, messages)
    assert (words, told, picture) == ("One moment.", turn, "https://shop.example/x.png")
    assert asked == {"text": "Was that right?", "taps": [["Yes", '/confirm{"a": "b"}'], ["No", "No"]]}


SPOKEN = """
import asyncio, json, sys, tempfile
from pathlib import Path
from assistant.channels.rasa.channels import Collected, TelegramChannel
given = json.loads(sys.stdin.read())
async def nobody(message):
    raise AssertionError("nothing was said to the bot")
async def main():
    settings = {"access_token": "1:x", "webhook_secret": "w", "state": tempfile.mkdtemp()}
    channel = TelegramChannel.from_credentials(settings)
    before = channel.get_output_channel()
    channel.blueprint(nobody)
    ledger = channel._answering._ledger
    sender = ledger.session_of(("telegram", "77"), "telegram:made-up")
    await channel._answering.exchange.start()
    out = channel.get_output_channel()
    await out.send_response(sender, {"text": "Your parcel is there."})
    await out.send_response(sender, {"text": "Was it good?", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
    await out.send_response(sender, {"custom": {"shopwindow": {"turn": 2, "reply": {"text": "Here are lamps."}}}})
    await out.send_response("nobody", {"text": "lost"})
    collected = Collected(channel._answering.saying)
    await collected.send_response(sender, {"text": "In the turn."})
    collected.read = True
    await collected.send_response(sender, {"text": "A reminder."})
    assert [one["text"] for one in collected.messages] == ["In the turn."]
    await asyncio.sleep(2)
    await channel._answering.exchange.close()
    print(json.dumps([before is None, out.name()]))
asyncio.run(main())
"""


def test_what_a_bot_says_of_its_own_accord_goes_into_the_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reminder, or `trigger_intent`: Rasa's own channel would call Telegram with Rasa's name for the conversation."""
    platform = FakePlatform()
    monkeypatch.setenv("TELEGRAM_API_URL", platform.url)
    try:
        assert in_rasa(SPOKEN, {}) == [True, "telegram"]
        told = [(call["chat_id"], call["text"]) for path, call in platform.calls if path.endswith("/sendMessage")]
        assert [text.splitlines()[0] for _, text in told] == [
            "Your parcel is there.",
            "Was it good?",
            *told[2][1].splitlines()[:1],
            "Here are lamps.",
            "A reminder.",
        ]
        assert {chat for chat, _ in told} == {77}
        assert "Yes" in told[2][1]
    finally:
        platform.close()


OWN = """
import json
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from assistant.channels.rasa.policy import EachTurn
slots = {name: {"type": "any", "mappings": [{"type": "custom"}]} for name in ("shopwindow_turn", "shopwindow_person", "nickname")}
domain = Domain.from_dict({
    "intents": ["greet"], "slots": slots, "actions": ["action_shopwindow"], "forms": {"f": {"required_slots": ["nickname"]}},
    "responses": {"utter_shopwindow_away": [{"text": "away"}]},
})
policy = EachTurn(EachTurn.get_default_config(), None, Resource("p"), ExecutionContext(GraphSchema({})))
def told(message, *before):
    tracker = DialogueStateTracker.from_events("s", [*before, ActionExecuted("action_listen"), message], slots=domain.slots)
    made = policy.predict_action_probabilities(tracker, domain)
    chosen = domain.action_names_or_texts[made.probabilities.index(max(made.probabilities))]
    return [chosen, made.max_confidence, made.is_no_user_prediction]
form, person = ActiveLoop("f"), SlotSet("shopwindow_person", True)
tap = UserUttered('{"act":{"name":"undo"}}')
photo = UserUttered("like this", metadata={"shopwindow": {"image": "x"}})
print(json.dumps([
    told(UserUttered("hello")), told(tap, form), told(photo, form), told(UserUttered("hello"), person),
    told(UserUttered.create_external("remind"), person), told(UserUttered("Kim"), form),
]))
"""


def test_what_is_the_shops_own_goes_before_rules_and_forms() -> None:
    plain, own = ["action_shopwindow", 0.9, False], ["action_shopwindow", 1.0, True]
    assert in_rasa(OWN, None) == [plain, own, own, own, plain, plain]


STANDING = """
import asyncio, json
from rasa.shared.core.domain import Domain
from datetime import datetime, timedelta, timezone
from rasa.shared.core.events import (
    ActionExecuted, ActiveLoop, AllSlotsReset, BotUttered, ConversationPaused, ConversationResumed, ReminderScheduled, Restarted,
    SlotSet, UserUttered,
)
from assistant.channels.rasa.trackers import RecentTrackerStore
slots = {name: {"type": "any", "mappings": [{"type": "custom"}]} for name in ("size", "color")}
domain = Domain.from_dict({"slots": slots, "forms": {"order_form": {"required_slots": ["size"]}}})
async def after(*events):
    store = RecentTrackerStore(domain, turns=2)
    for turn in range(6):
        tracker = await store.get_or_create_tracker("s")
        tracker.update(UserUttered(f"turn {turn}"))
        if turn < len(events):
            for event in events[turn]:
                tracker.update(event)
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
    kept = await store.retrieve("s")
    due = [e.name for e in kept.events if isinstance(e, ReminderScheduled)]
    return [kept.get_slot("size"), kept.get_slot("color"), kept.active_loop_name, kept.is_paused(), due]
def reminder(name, hours, kill):
    due = datetime.now(timezone.utc) + timedelta(hours=hours)
    return ReminderScheduled("remind", due, name=name, kill_on_user_message=kill)
async def main():
    size, color = SlotSet("size", "9"), SlotSet("color", "red")
    print(json.dumps([
        await after([size], [ActiveLoop("order_form")]),
        await after([size, ActiveLoop("order_form")], [ActiveLoop(None)]),
        await after([size], [Restarted()], [color]),
        await after([size], [AllSlotsReset(), color]),
        await after([ConversationPaused()]),
        await after([ConversationPaused()], [ConversationResumed()]),
        await after([reminder("later", 1, False), reminder("gone", -1, False), reminder("till-then", 1, True)]),
    ]))
asyncio.run(main())
"""


def test_a_short_tracker_stands_where_the_whole_one_would() -> None:
    assert in_rasa(STANDING, None) == [
        ["9", None, "order_form", False, []],
        ["9", None, None, False, []],
        [None, "red", None, False, []],
        [None, "red", None, False, []],
        [None, None, None, True, []],
        [None, None, None, False, []],
        [None, None, None, False, ["later"]],
    ]


KEPT = """
import asyncio, json, sys
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from assistant.channels.rasa.trackers import RecentTrackerStore
domain = Domain.from_dict({"slots": {"size": {"type": "any", "mappings": [{"type": "custom"}]}}})
store = RecentTrackerStore(domain, turns=2)
async def main():
    for turn in range(50):
        tracker = await store.get_or_create_tracker("s")
        metadata = {"shopwindow": {"image": "x" * 1000, "act": {"name": "undo"}}}
        tracker.update(UserUttered(f"turn {turn}", metadata=metadata))
        tracker.update(ActionExecuted("action_shopwindow"))
        if turn == 3:
            tracker.update(SlotSet("size", "9"))
        tracker.update(BotUttered("said", {"custom": {"shopwindow": {"turn": turn}}}))
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)
        if turn == 0:
            first = len(store.store["s"])
    kept = await store.retrieve("s")
    told = [e.text for e in kept.events if isinstance(e, UserUttered)]
    text = store.store["s"]
    print(json.dumps([told, kept.get_slot("size"), len(text) / first, kept.latest_action_name, "xxx" in text]))
asyncio.run(main())
"""


def test_a_tracker_stays_short_and_keeps_its_slots() -> None:
    told, size, growth, last, photo = in_rasa(KEPT, None)
    assert told == ["turn 48", "turn 49"]
    assert size == "9"
    assert growth < 4
    assert last == "action_listen"
    assert not photo
