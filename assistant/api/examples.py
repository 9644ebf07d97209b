"""Examples of what goes in and comes out, for the API's reference."""

from __future__ import annotations

from fastapi.openapi.models import Example

CHAT: dict[str, Example] = {
    "words": {
        "summary": "Words",
        "value": {"session_id": "s1", "text": "running shoes under $80, anything but red", "locale": "en"},
    },
    "act": {
        "summary": "A button",
        "value": {
            "session_id": "s1",
            "act": {"name": "add_to_cart", "product_id": "p17", "variant_id": "p17-9-blue", "quantity": 1},
            "engagement": {"reaction_ms": 5400, "opened": ["p17"], "clicked": "card"},
        },
    },
    "feedback": {
        "summary": "A thumb",
        "value": {"session_id": "s1", "feedback": {"turn": 1, "product_id": "p17", "value": "up"}},
    },
    "photo": {
        "summary": "A photo, as base64 or a data: URL",
        "value": {"session_id": "s1", "text": "something like this", "image": "data:image/jpeg;base64,/9j/4AAQ..."},
    },
}

FEEDBACK: dict[str, Example] = {
    "up": {"summary": "A thumb up", "value": {"session_id": "s1", "turn": 1, "product_id": "p17", "value": "up"}}
}

AGENT: dict[str, Example] = {
    "answer": {
        "summary": "An answer",
        "value": {"text": "Hi, this is Kim. I have found your parcel.", "name": "Kim", "done": False},
    },
    "done": {"summary": "Back to the assistant", "value": {"text": "All solved, bye!", "name": "Kim", "done": True}},
}

_CARD = {
    "id": "p17",
    "variant_id": "p17-9-blue",
    "title": "Aero Runner",
    "brand": "Swift",
    "category": ["running shoes", "shoes"],
    "price": 64.0,
    "list_price": 80.0,
    "on_sale": True,
    "currency": "USD",
    "size": "9",
    "options": {"size": "9", "color": "Blue"},
    "rating": 4.4,
    "reviews_count": 12,
    "image_url": "/media/p17.webp",
    "url": None,
    "attributes": {"color": ["blue"], "material": ["mesh"]},
    "in_stock": True,
    "reasons": [
        {"phrase": "under $80", "slot": "price", "holds": True, "source": "attribute", "evidence": "price 64.00"},
        {
            "phrase": "not red",
            "slot": "color",
            "holds": True,
            "source": "image",
            "evidence": "color: Blue",
            "seen": "blue",
            "box": [0.12, 0.3, 0.88, 0.81],
            "score": 0.93,
            "overlay_url": "/media/p17.overlay/blue.webp",
        },
    ],
}

_WISHES = {"category": {"is": ["running shoes"]}, "color": {"not": ["red"]}, "price": {"max": 80}}

REPLY = {
    "session_id": "s1",
    "turn": 1,
    "understanding": {
        "intents": [{"name": "search_product", "confidence": 0.97}],
        "constraints": _WISHES,
        "dropped": [],
        "asked": {},
        "options": {},
        "references": [],
        "quantity": None,
        "sort": None,
        "corrections": [],
    },
    "state": {
        "constraints": _WISHES,
        "shown": ["p17"],
        "focus": [],
        "cart": {"lines": [], "total": 0, "currency": "USD"},
        "awaiting": None,
    },
    "action": {"name": "recommend", "args": {}, "policy": "fixed", "propensity": 1.0},
    "reply": {
        "text": "Here is a pair of running shoes under $80, and not in red.",
        "products": [_CARD],
        "quick_replies": ["Only on sale", "Show me more"],
        "gave_up": [],
        "image_url": None,
        "handoff": False,
        "checkout_url": None,
    },
    "timing_ms": {"nlu": 3.1, "track": 0.1, "retrieve": 4.0, "policy": 0.2, "ground": 0.4, "phrase": 0.3, "total": 8.4},
}

STREAM = (
    'event: started\ndata: {"session_id": "s1"}\n\n'
    'event: text\ndata: {"text": "Here is a pair of running shoes under $80."}\n\n'
    'event: product\ndata: {"id": "p17", "title": "Aero Runner"}\n\n'
    'event: turn\ndata: {"session_id": "s1", "turn": 1}\n\n'
)
