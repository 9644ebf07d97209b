"""Who may answer in a shopper's conversation, and who may speak for shoppers: whoever has the key that the environment holds."""

from __future__ import annotations

import hmac
import os
from ipaddress import ip_address

from fastapi import Request

from assistant.api.problems import ProblemError
from assistant.channels.rasa.names import TOKEN


def agent_key() -> str | None:
    """The key that agents must show (`SHOPWINDOW_AGENT_KEY`); None where the shop has set none."""
    return os.environ.get("SHOPWINDOW_AGENT_KEY") or None


def check_agent(shown: str | None, key: str | None) -> None:
    """Passes where `shown` is the key. Raises a problem: 503 without a key set, 401 without one shown, 403 for another."""
    if key is None:
        raise ProblemError(
            503, "agents_not_set_up", "Agents cannot answer here yet: set SHOPWINDOW_AGENT_KEY where the server runs"
        )
    if not shown:
        raise ProblemError(
            401, "unauthorized", "This wants the agents' key: Authorization: Bearer <key>", headers={"WWW-Authenticate": "Bearer"}
        )
    if not hmac.compare_digest(shown.encode(), key.encode()):
        raise ProblemError(403, "forbidden", "That is not the agents' key")


def check_rasa(request: Request, *, public: bool) -> None:
    """Passes for Rasa, which speaks for every shopper: by the token, or, where none is set, from this very machine.

    Raises a problem (403). A server that is `public` stands behind a proxy, which has this machine's address: it wants the token.
    """
    token = os.environ.get(TOKEN) or None
    if token is not None:
        if not hmac.compare_digest(request.query_params.get("token", "").encode("utf-8", "replace"), token.encode()):
            raise ProblemError(403, "forbidden", "That is not Rasa's token")
    elif public or not _from_here(request):
        raise ProblemError(
            403, "forbidden", f"Rasa is let in from this machine alone, or with a token: set {TOKEN} on both sides"
        )


def _from_here(request: Request) -> bool:
    if any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip")) or request.client is None:
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
