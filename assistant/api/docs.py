"""The API's reference at `/docs`: the OpenAPI document as one page that needs no script and nothing from the network."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from typing import cast

Json = Mapping[str, object]

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #2f6f5e; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 6rem; }
h1 { font-size: 1.75rem; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .25rem; font-family: ui-monospace, monospace; }
h2 b { color: var(--accent); margin-right: .5rem; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem;
overflow-x: auto; font-size: .85rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } td, th { text-align: left; vertical-align: top;
padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); } code { font-size: .9em; } details { margin: .5rem 0; }
summary { cursor: pointer; }
"""


def docs_page(document: Json) -> str:
    """The page for an OpenAPI document, all of it escaped."""
    info = _object(document.get("info"))
    title = _text(info.get("title"))
    parts = [
        f"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title} <small>{_text(info.get('version'))}</small></h1>"
        f"<p>{_text(info.get('description'))}</p><p>The same as a machine reads it: <a href='openapi.json'>openapi.json</a></p>"
    ]
    for path, methods in _object(document.get("paths")).items():
        for method, operation in _object(methods).items():
            parts.extend(_operation(path, method, _object(operation)))
    parts.append("<h2>Shapes</h2>")
    for name, schema in _object(_object(document.get("components")).get("schemas")).items():
        parts.append(f"<details id='{_text(name)}'><summary><code>{_text(name)}</code></summary>{_block(schema)}</details>")
    return "\n".join(parts)


def _operation(path: str, method: str, operation: Json) -> Iterator[str]:
    said = operation.get("description") or operation.get("summary")
    yield f"<h2><b>{_text(method.upper())}</b>{_text(path)}</h2><p>{_text(said)}</p>"
    for one in cast("list[Json]", operation.get("parameters") or []):
        yield f"<p><code>{_text(one.get('name'))}</code> ({_text(one.get('in'))}) {_text(one.get('description'))}</p>"
    body = _object(_object(operation.get("requestBody")).get("content"))
    for media, content in body.items():
        yield f"<p>Body, <code>{_text(media)}</code>: {_shape(_object(content))}</p>"
        for name, example in _examples(_object(content)):
            yield f"<details open><summary>{_text(name)}</summary>{_block(example)}</details>"
    rows = []
    for status, answer in _object(operation.get("responses")).items():
        content = _object(_object(answer).get("content"))
        shapes = ", ".join(f"<code>{_text(media)}</code> {_shape(_object(one))}" for media, one in content.items())
        rows.append(f"<tr><th>{_text(status)}<td>{_text(_object(answer).get('description'))}<td>{shapes}")
    yield f"<table>{''.join(rows)}</table>"


def _examples(content: Json) -> Iterator[tuple[str, object]]:
    for name, example in _object(content.get("examples")).items():
        one = _object(example)
        yield str(one.get("summary") or name), one.get("value")
    if "example" in content:
        yield "Example", content["example"]


def _shape(content: Json) -> str:
    name = str(_object(content.get("schema")).get("$ref", "")).rpartition("/")[2]
    return f"<a href='#{_text(name)}'>{_text(name)}</a>" if name else ""


def _block(value: object) -> str:
    return f"<pre>{_text(json.dumps(value, indent=2, ensure_ascii=False))}</pre>"


def _object(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return html.escape("" if value is None else str(value))
