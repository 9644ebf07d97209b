"""Errors as RFC 9457 problem documents: every answer that is not a success has this one shape.

`code` is the machine's word for what went wrong, `detail` says it to a person, `errors` lists the parts of a request that do not
fit. What goes wrong inside is logged and never told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


class PartProblem(BaseModel):
    """One part of a request that does not fit: where it stands (a JSON pointer, or the parameter's name) and what is wrong."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["The request does not fit: a turn needs text, image, act or feedback"])
    code: str = Field(examples=["invalid_request"])
    errors: list[PartProblem] = []


class ProblemError(Exception):
    """Raised in an endpoint to answer with a problem."""

    def __init__(self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.problem = problem(status, code, detail)
        self.headers = dict(headers or {})


def problem(status: int, code: str, detail: str, errors: Sequence[PartProblem] = ()) -> Problem:
    """A problem with the status's own title."""
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, code=code, errors=list(errors))


def problem_response(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The document as an answer; what stays empty is left out."""
    body = found.model_dump(exclude={"errors"} if not found.errors else None)
    # Escaped to ASCII: a message may quote a key with half a character in it, which UTF-8 cannot carry.
    return Response(json.dumps(body), status_code=found.status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


def invalid(error: RequestValidationError) -> Problem:
    """What does not fit in a request, part by part, without repeating what was sent."""
    parts = [_part(one) for one in error.errors()]
    listed = "; ".join(f"{part.pointer or 'body'}: {part.detail}" for part in parts[:5])
    return problem(422, "invalid_request", f"The request does not fit: {listed}", parts[:50])


def _part(error: Mapping[str, object]) -> PartProblem:
    where = error.get("loc", ())
    steps = [str(step)[:80] for step in where] if isinstance(where, tuple) else []
    message = str(error.get("msg", "does not fit")).removeprefix("Value error, ")
    if error.get("type") == "json_invalid":
        return PartProblem(pointer="", detail=f"not JSON ({message.lower()} at byte {steps[-1] if steps else 0})")
    if steps[:1] == ["body"]:
        return PartProblem(pointer="".join(f"/{step}" for step in steps[1:]), detail=message)
    return PartProblem(pointer=steps[-1] if steps else "", detail=message)


_CODES = {
    400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 413: "too_large",
    415: "unsupported_media_type", 422: "invalid_request", 503: "unavailable",
}  # fmt: skip


def install_problems(app: FastAPI) -> None:
    """Makes every error of `app` a problem document."""

    @app.exception_handler(ProblemError)
    async def _ours(_: Request, error: ProblemError) -> Response:
        return problem_response(error.problem, error.headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> Response:
        return problem_response(invalid(error))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        detail = {
            404: f"There is nothing at {request.url.path[:200]}",
            405: f"{request.method} is not offered at {request.url.path[:200]}",
        }.get(error.status_code, str(error.detail))
        code = _CODES.get(error.status_code, "error")
        return problem_response(problem(error.status_code, code, detail), error.headers)

    @app.exception_handler(Exception)
    async def _bug(_: Request, error: Exception) -> Response:
        # Starlette raises the error again after this answer, so that the server logs it whole.
        return problem_response(problem(500, "internal_error", "Something went wrong here; it has been logged."))


def documented(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The `responses` of an endpoint that may answer with these problems, for OpenAPI."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }
