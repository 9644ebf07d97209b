"""The store's pictures at `/media`: of the version that is served now, safe against names that climb out of the folder."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from pathlib import Path

from fastapi.responses import FileResponse, Response

from assistant.api.problems import ProblemError

HEADERS = {
    # A picture's name changes with its content only across imports, so a day; its ETag tells after that.
    "Cache-Control": "public, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    # A drawing (SVG) opened by itself may not run anything.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}


def media_response(find: Callable[[str], Path | None], name: str) -> FileResponse:
    """The picture called `name`. Raises a 404 problem where the store has none of that name."""
    path = find(name) if name and "\x00" not in name and len(name) <= 512 else None
    if path is None:
        raise ProblemError(404, "not_found", "The store has no picture of that name")
    kind = "image/webp" if path.suffix.lower() == ".webp" else mimetypes.guess_type(path.name)[0]
    if kind is None or not kind.startswith("image/"):
        raise ProblemError(404, "not_found", "The store has no picture of that name")
    return FileResponse(path, media_type=kind, headers=HEADERS, stat_result=path.stat())


def marked_response(picture: bytes | None) -> Response:
    """A picture with something marked on it. Raises a 404 problem where there is none."""
    if picture is None:
        raise ProblemError(404, "not_found", "The store has no such picture, or that is not surely seen on it")
    tag = hashlib.sha256(picture).hexdigest()[:32]
    return Response(picture, media_type="image/webp", headers={**HEADERS, "ETag": f'"{tag}"'})


def unless_known(response: Response, known: str | None) -> Response:
    """304 where the ETag is among those that the client has (`If-None-Match`), else the response."""
    tags = {one.strip().removeprefix("W/") for one in (known or "").split(",")}
    if not {response.headers.get("etag", ""), "*"} & tags - {""}:
        return response
    kept = {name: value for name, value in response.headers.items() if name in ("etag", "cache-control", "last-modified")}
    return Response(status_code=304, headers=kept)
