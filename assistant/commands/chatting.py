"""`shopwindow chat`: a conversation in the terminal, for people and, as JSON lines, for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, BinaryIO
from uuid import uuid4

import typer

from assistant.commands.options import StateOption, StoreOption, existing_store
from data.errors import ConfigError

if TYPE_CHECKING:
    from assistant.session import Assistant

LINE_LIMIT = 17 * 1024 * 1024
"""Bytes of one input line: a turn with the largest picture."""


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(chat)


def chat(
    store: StoreOption,
    state: StateOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON turn per input line; a line is plain text or a JSON request")
    ] = False,
    session: Annotated[str | None, typer.Option(help="The conversation to go on with [default: a new one]")] = None,
) -> None:
    """Talks in the terminal."""
    session_id = _session(session)
    folder = existing_store(store)
    from assistant.session import Assistant

    assistant = Assistant.open(folder, state)
    try:
        if as_json:
            for line in _lines(sys.stdin.buffer):
                print(json_turn(assistant, line, session_id), flush=True)
        else:
            from assistant.commands.terminal import converse

            converse(assistant, session_id)
    finally:
        assistant.close()


def json_turn(assistant: Assistant, line: str, session_id: str) -> str:
    """One turn as one line of JSON: the reply, or a problem document where the line is no request."""
    from pydantic import ValidationError

    from assistant.message import ChatRequest

    try:
        request = ChatRequest.model_validate({"session_id": session_id, **_request(line)})
    except json.JSONDecodeError as error:
        return _problem(f"not JSON: {error.msg} at character {error.pos}")
    except RecursionError:
        return _problem("not a request: nested too deeply")
    except ValidationError as error:
        return _problem("; ".join(_complaint(one["loc"], one["msg"]) for one in error.errors()[:5]))
    return assistant.turn(request).model_dump_json()


def _request(line: str) -> dict[str, object]:
    if not line.lstrip().startswith("{"):
        return {"text": line}
    raw: dict[str, object] = json.loads(line)
    # A client that has no session yet may say so with null.
    return {name: value for name, value in raw.items() if name != "session_id" or value is not None}


def _complaint(where: tuple[int | str, ...], message: str) -> str:
    path = ".".join(str(step) for step in where)
    said = message.removeprefix("Value error, ")
    return f"{path}: {said}" if path else said


def _problem(detail: str) -> str:
    return json.dumps({"type": "about:blank", "title": "Unprocessable Content", "status": 422, "detail": detail})


def _lines(source: BinaryIO) -> Iterator[str]:
    """Input lines as text; what is no UTF-8 becomes a replacement sign, and a line without end is cut."""
    while line := source.readline(LINE_LIMIT):
        yield line.decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r\n")


def _session(session: str | None) -> str:
    if session is None:
        return uuid4().hex
    if not session or len(session) > 128 or not session.isprintable():
        raise ConfigError("--session wants 1 to 128 printable characters")
    return session
