"""Runs scripted dialogues, in process or against a running server, and says what did not go as written."""

from __future__ import annotations

import base64
import json
import mimetypes
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import httpx

from assistant.dialogues.expectations import Conversation, cart_unmet, unmet
from assistant.dialogues.rules import broken_rules
from assistant.dialogues.script import Dialogue, ScriptError, Suite, TurnScript, read_suite, suite_files
from assistant.message import ChatRequest
from assistant.reply import TurnReply
from data.errors import ShopwindowError
from data.store import Store
from data.values import normalise
from nlu.understanding import INTENTS

Talk = Callable[[dict[str, object]], TurnReply]
"""Takes a turn's request as JSON, gives the reply."""

REST = "/webhooks/rest/webhook"
"""Where Rasa's REST channel is, on its server and on ours."""


@dataclass(frozen=True)
class DialogueResult:
    """One run of one dialogue. `failures` are lines a designer can act on; `turn_ms` the server's own time of each turn."""

    suite: str
    id: str
    tags: tuple[str, ...]
    failures: tuple[str, ...]
    turns: tuple[TurnReply, ...]
    turn_ms: tuple[float, ...]
    seconds: float
    slow: bool = False

    @property
    def passed(self) -> bool:
        return not self.failures


TYPED_MS = 8_000
"""What is told of how the shopper reacts where a script says nothing of it: what the chat page tells of one who types each line.
Told nothing at all, another policy would decide (`LearnedPolicy`).
"""


def in_process(turn: Callable[[ChatRequest], TurnReply]) -> Talk:
    """Talks to an assistant in this process, through the same JSON that a client sends."""
    return lambda request: TurnReply.model_validate_json(turn(ChatRequest.model_validate(request)).model_dump_json())


def over_http(url: str, client: httpx.Client) -> Talk:
    """Talks to a running server: its `POST /v1/chat`, or Rasa's REST channel where `url` ends with its path, ours or Rasa's own.

    Raises `ScriptError` where it cannot be reached or answers an error.
    """
    if url.rstrip("/").endswith(REST):
        return lambda request: _rest_turn(_posted(url.rstrip("/"), _rest_message(request), client))
    return lambda request: TurnReply.model_validate_json(_posted(f"{url.rstrip('/')}/v1/chat", request, client))


def _posted(address: str, body: dict[str, object], client: httpx.Client) -> bytes:
    try:
        answer = client.post(address, json=body)
    except httpx.HTTPError as error:
        raise ScriptError(f"{address}: no answer ({error}); is `shopwindow serve` running there?") from error
    if answer.status_code != 200:
        raise ScriptError(f"{address}: {answer.status_code} {answer.text[:300]}")
    return answer.content


def _rest_message(request: dict[str, object]) -> dict[str, object]:
    """A turn's request as a message of Rasa's REST channel; Rasa itself fails at a message of null."""
    told = {name: value for name, value in request.items() if name not in ("session_id", "text") and value is not None}
    return {"sender": request["session_id"], "message": request.get("text") or "", "metadata": {"shopwindow": told}}


def _rest_turn(content: bytes) -> TurnReply:
    """The turn that ends the messages of the REST channel."""
    answers = json.loads(content)
    turn = answers[-1].get("custom", {}).get("shopwindow") if answers else None
    if turn is None:
        raise ScriptError(f"no turn of Shopwindow in the answer: {content[:300]!r}")
    return TurnReply.model_validate(turn)


def run_suites(
    paths: Sequence[Path], talk: Talk, store: Store, *, tag: str | None = None, runs: int | None = None, strict_time: bool = False
) -> Iterator[DialogueResult]:
    """Runs every dialogue of the files, in order. Raises `ScriptError` before the first if a file cannot be read."""
    suites = [(path, read_suite(path)) for path in suite_files(paths)]
    for path, suite in suites:
        for dialogue in suite.dialogues:
            if tag is not None and tag not in dialogue.tags:
                continue
            for _ in range(runs or dialogue.runs or suite.defaults.runs):
                yield run_dialogue(dialogue, suite, path.parent, talk, store, strict_time=strict_time)


def run_dialogue(
    dialogue: Dialogue, suite: Suite, folder: Path, talk: Talk, store: Store, *, strict_time: bool = False
) -> DialogueResult:
    """One dialogue from start to end in a session of its own. A turn that fails does not end it: the rest is worth knowing."""
    session = f"script-{uuid.uuid4().hex}"
    turns: list[TurnReply] = []
    said: list[str] = []
    failures: list[str] = []
    started = time.perf_counter()

    def canonical(slot: str, value: str) -> str:
        return normalise(slot, value).canonical

    for number, script in enumerate(dialogue.turns, 1):
        conversation = Conversation(turns, store, canonical)
        try:
            request = {"session_id": session, **_request(script, conversation, folder)}
            if turns:
                request.setdefault("engagement", {"reaction_ms": TYPED_MS})
            turns.append(talk(request))
        except (LookupError, ScriptError) as error:
            failures.append(f"turn {number} ({script.user or script.act}): {error}")
            break
        said.append(script.user or "")
        wrong = unmet(script.expect, conversation) + broken_rules(turns, said, store, frozenset(INTENTS))
        failures += [f"turn {number} ({script.user or script.act or 'feedback'}): {reason}" for reason in wrong]
    slow = False
    if turns:
        conversation = Conversation(turns, store, canonical)
        if dialogue.end.cart is not None:
            failures += [f"end: {reason}" for reason in cart_unmet(dialogue.end.cart, conversation)]
        total = dialogue.end.cart_total
        if total is not None and abs(turns[-1].state.cart.total - total) > 0.004:
            failures.append(f"end: cart_total: expected {total}, got {turns[-1].state.cart.total}")
        limit = dialogue.end.max_turn_ms
        slowest = max(turn.timing_ms.get("total", 0.0) for turn in turns)
        slow = limit is not None and slowest > limit
        if slow and strict_time:
            failures.append(f"end: a turn took {slowest:.0f} ms, at most {limit:.0f} were allowed")
    return DialogueResult(
        suite=suite.suite,
        id=dialogue.id,
        tags=tuple(dialogue.tags),
        failures=tuple(failures),
        turns=tuple(turns),
        turn_ms=tuple(turn.timing_ms.get("total", 0.0) for turn in turns),
        seconds=time.perf_counter() - started,
        slow=slow,
    )


def write_junit(results: Sequence[DialogueResult], path: Path) -> None:
    """The results as JUnit XML, for CI servers. Raises `ShopwindowError` where the file cannot be written."""
    root = ElementTree.Element("testsuites")
    for name in dict.fromkeys(result.suite for result in results):
        mine = [result for result in results if result.suite == name]
        failed = sum(not result.passed for result in mine)
        suite = ElementTree.SubElement(root, "testsuite", name=name, tests=str(len(mine)), failures=str(failed))
        for result in mine:
            case = ElementTree.SubElement(suite, "testcase", classname=name, name=result.id, time=f"{result.seconds:.3f}")
            if result.failures:
                ElementTree.SubElement(case, "failure", message=result.failures[0]).text = "\n".join(result.failures)
    try:
        ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    except OSError as error:
        raise ShopwindowError(f"{path}: cannot be written ({error.strerror})") from error


def _request(script: TurnScript, conversation: Conversation, folder: Path) -> dict[str, object]:
    request: dict[str, object] = {"text": script.user}
    if script.image is not None:
        file = folder / script.image
        if not file.is_file():
            raise ScriptError(f"image {file}: no such file")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        request["image"] = f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
    if script.act is not None:
        act = dict(script.act)
        if "product_at" in act:
            turn, position = _at(act.pop("product_at"))
            act["product_id"] = conversation.product_at((turn, position))
        if "products_at" in act:
            many = act.pop("products_at")
            if not isinstance(many, list):
                raise ScriptError(f"products_at wants a list of [turn, position], not {many!r}")
            act["product_ids"] = [conversation.product_at(_at(one)) for one in many]
        request["act"] = act
    if script.feedback is not None:
        turn, _ = script.feedback.product_at
        product_id = conversation.product_at(script.feedback.product_at)
        request["feedback"] = {"turn": turn, "product_id": product_id, "value": script.feedback.value}
    if script.engagement is not None:
        request["engagement"] = script.engagement
    return request


def _at(raw: object) -> tuple[int, int]:
    if isinstance(raw, (list, tuple)) and len(raw) == 2 and all(isinstance(n, int) for n in raw):
        return int(raw[0]), int(raw[1])
    raise ScriptError(f"product_at wants [turn, position], not {raw!r}")
