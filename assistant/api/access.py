"""Who may answer in a shopper's conversation: whoever has the agents' key, which the environment holds."""

from __future__ import annotations

import hmac
import os

from assistant.api.problems import ProblemError


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
