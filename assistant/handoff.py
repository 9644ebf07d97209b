"""Handing a conversation to a person: what is sent, and how it gets there.

The session writes each handoff to its outbox in the same transaction as the turn; it is delivered from there, so that neither
a slow webhook nor a crash can lose one or hold up a reply. An e-mail is not sent from here: it stays in the outbox with its
address, for whatever sends the shop's mail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import httpx

from data.shop import Handoff as Target
from dialogue_policy.state import Cart

Channel = Literal["webhook", "email", "none"]

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
ATTEMPTS = 5
"""Tries before an outbox row is left as failed."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for a person. `address` is the webhook's URL or the mailbox; empty where the shop set none."""

    channel: Channel
    address: str
    body: Mapping[str, object]


def parcel(
    target: Target, *, session_id: str, turn: int, reason: str, said: Sequence[tuple[str, str]], cart: Cart, contact: str | None
) -> Parcel:
    """What a person needs to take over; `said` are pairs of (shopper, assistant), oldest first."""
    body: dict[str, object] = {
        "session_id": session_id,
        "turn": turn,
        "reason": reason,
        "conversation": [{"shopper": shopper, "assistant": assistant} for shopper, assistant in said],
        "cart": [
            {"id": line.id, "variant_id": line.variant_id, "title": line.title, "quantity": line.quantity} for line in cart.lines
        ],
        "contact": contact,
        "answer_at": f"/v1/sessions/{session_id}/agent",
    }
    if target.webhook:
        return Parcel("webhook", target.webhook, body)
    if target.email:
        return Parcel("email", target.email, body)
    return Parcel("none", "", body)


def post(address: str, body: Mapping[str, object]) -> str | None:
    """Posts one parcel as JSON. None when it was taken (2xx), else what went wrong, in words for a log."""
    try:
        answer = httpx.post(address, json=dict(body), timeout=TIMEOUT, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"{type(error).__name__}: {error}"
    return None if answer.is_success else f"HTTP {answer.status_code}"
