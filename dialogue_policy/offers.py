"""A yes to what the assistant offered, as if the shopper had asked for it."""

from __future__ import annotations

from dataclasses import replace

from dialogue_policy.answers import CONFIRM
from dialogue_policy.state import DialogueState
from nlu.understanding import Intent, Understanding


def agreed(state: DialogueState, heard: Understanding) -> Understanding:
    """A yes to what goes with a product is a search for that: the wishes for the product itself are not its wishes.

    The product stands in the offer (`awaiting.args`): what is pointed at beside the yes is another matter.
    """
    awaiting = state.awaiting
    if awaiting is None or awaiting.slot != CONFIRM or awaiting.proposal != "complete_look" or not heard.says("affirm"):
        return heard
    intents = tuple(Intent("complete_look", i.confidence) if i.name == "affirm" else i for i in heard.intents)
    return replace(heard, intents=intents)
