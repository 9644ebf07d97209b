"""What every sentence is made with: the tables, the locale, the turn that picks among the ways to say a thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.outcome import Outcome
from assistant.phrasing import templates
from assistant.phrasing.grammar import Phrasebook, variant
from data.shop import ShopSettings
from dialogue_policy.state import DialogueState
from grounding.evidence import Reason


@dataclass(frozen=True, slots=True)
class Voice:
    """One turn's way of speaking. The same session and turn always say the same."""

    state: DialogueState
    outcome: Outcome
    evidence: Mapping[str, tuple[Reason, ...]]
    shop: ShopSettings
    book: Phrasebook = field(default_factory=lambda: Phrasebook("en-US"))

    def __call__(self, kind: str, facts: Mapping[str, object] = {}, **more: object) -> str:
        """The sentence of this kind, filled with these facts. Raises `KeyError` for a kind or a fact that is not there."""
        chosen = variant(templates.ALL[kind], f"{self.state.session_id}:{self.state.turn}:{kind}")
        return self.book.fill(chosen, {**facts, **more})

    def knows(self, kind: str) -> bool:
        return kind in templates.ALL
