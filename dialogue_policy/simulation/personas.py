"""Kinds of shoppers: how long they stay, what wears on them, how much they say of themselves.

The numbers are choices, not measurements: they spread behaviour over what studies of shopping dialogues describe (people who know
what they want, who browse, who compare prices, who buy for others), and a policy is also tried with other mixtures of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    """One kind of shopper. Costs are in units of patience; shares and chances lie in 0..1."""

    name: str
    share: float
    """Of all shoppers."""
    patience: float
    look: float
    """Cost of looking at one card."""
    question: float
    """Cost of reading and answering a question, for a shopper who neither likes nor minds being led."""
    read: float
    """Cost of a paragraph beyond the list: a recap, reasons, an offer."""
    span: int
    """Cards of a page that are looked at."""
    openness: float
    """Chance that each wish is told at once."""
    volunteer: float
    """Chance of adding a wish unasked when the list is not it."""
    quantile: float
    """How far up in the order of one's taste a product must stand to be right: 0.8 is the best fifth."""
    likes: float
    """Mean number of likes that one has no words for until asked, or until one is seen."""
    thumbs: float
    """Chance of a thumb for a list that is not it."""
    companion: float
    """Chance of wanting what goes with it, when offered."""
    straight: float
    """Chance of going to the checkout unprompted, once something is in the cart."""
    pace_ms: float
    """Usual time until the next message."""
    clicks: float
    """Chance of answering by a quick reply rather than in words, where led gladly."""


KNOWN: tuple[Persona, ...] = (
    Persona("decisive", 0.22, 6.4, 0.13, 0.55, 0.25, 5, 0.50, 0.25, 0.85, 1.5, 0.10, 0.08, 0.90, 9_000, 0.5),
    Persona("browser", 0.18, 9.5, 0.10, 0.45, 0.20, 6, 0.20, 0.10, 0.93, 2.5, 0.15, 0.55, 0.65, 32_000, 0.4),
    Persona("bargain hunter", 0.14, 7.6, 0.12, 0.50, 0.25, 6, 0.40, 0.20, 0.88, 1.5, 0.12, 0.12, 0.70, 20_000, 0.5),
    Persona("picky", 0.14, 8.5, 0.11, 0.45, 0.20, 6, 0.30, 0.20, 0.96, 2.5, 0.45, 0.20, 0.75, 18_000, 0.5),
    Persona("impatient", 0.12, 5.8, 0.14, 0.70, 0.40, 4, 0.40, 0.25, 0.85, 1.2, 0.25, 0.03, 0.85, 5_000, 0.6),
    Persona("gift-giver", 0.12, 8.0, 0.12, 0.35, 0.15, 5, 0.15, 0.08, 0.90, 2.2, 0.10, 0.35, 0.75, 24_000, 0.7),
    Persona("returning", 0.08, 7.2, 0.12, 0.50, 0.25, 5, 0.40, 0.30, 0.90, 2.0, 0.15, 0.30, 0.85, 11_000, 0.6),
)
"""Those that policies are trained and tuned on."""

UNSEEN: tuple[Persona, ...] = (
    Persona("thorough", 0.0, 12.0, 0.07, 0.40, 0.12, 6, 0.70, 0.45, 0.95, 2.0, 0.05, 0.25, 0.70, 40_000, 0.2),
    Persona("shy", 0.0, 8.5, 0.10, 0.60, 0.20, 5, 0.10, 0.05, 0.85, 2.0, 0.02, 0.10, 0.80, 15_000, 0.8),
)
"""Those that only figures are made with: who reads everything, and who says next to nothing unasked."""

PERSONAS = (*KNOWN, *UNSEEN)
EVALUATED = {**{p.name: 0.8 * p.share for p in KNOWN}, **{p.name: 0.1 for p in UNSEEN}}
"""The mixture in every figure: a fifth of the shoppers are of a kind that no policy was trained with."""
