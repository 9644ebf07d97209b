"""What other programs post messages to, and fetch pictures from: `/webhooks` and `/pictures`."""

from __future__ import annotations

import time

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import ValidationError

from assistant.api.media import HEADERS
from assistant.api.metrics import Metrics
from assistant.api.problems import ProblemError, documented
from assistant.api.replies import Health
from assistant.channels import rest
from assistant.channels.pictures import Jpegs, PictureLinks
from assistant.session import Assistant


def add_webhooks(app: FastAPI, assistant: Assistant, links: PictureLinks, metrics: Metrics) -> None:
    """Adds the addresses to the API's application."""
    jpegs = Jpegs(assistant.picture)

    @app.get("/webhooks/rest/", summary="Is the channel there", tags=["channels"])
    async def there() -> Health:
        """As Rasa's REST channel answers."""
        return Health()

    @app.post("/webhooks/rest/webhook", summary="Rasa's REST channel", tags=["channels"], responses=documented(413, 422, 503))
    def rest_webhook(body: rest.Sent) -> list[dict[str, object]]:
        """One message, as web widgets made for Rasa send it; the last answer is `custom`, the turn as of `POST /v1/chat`."""
        try:
            request = rest.request(body)
        except ValidationError as error:
            raise RequestValidationError(error.errors(include_url=False, include_context=False)) from error
        reply = assistant.turn(request)
        metrics.count_turn(reply, "rest")
        return rest.answer(body, reply, links, time.time())

    @app.get(
        "/pictures/{expires}/{signature}/{name:path}",
        summary="A picture, for platforms",
        tags=["channels"],
        response_class=Response,
        responses={200: {"content": {"image/jpeg": {}}, "description": "The picture as JPEG"}, **documented(403, 404)},
    )
    def picture(expires: int, signature: str, name: str) -> Response:
        """A picture whose address was signed here and has not expired."""
        name = name.removesuffix(".jpg")
        if len(name) > 512 or not links.valid(expires, signature, name, time.time()):
            raise ProblemError(403, "forbidden", "This address was not made here, or has expired")
        content = jpegs(name)
        if content is None:
            raise ProblemError(404, "not_found", "The store has no such picture any more")
        return Response(content, media_type="image/jpeg", headers=HEADERS)
