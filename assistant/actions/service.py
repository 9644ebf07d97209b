"""Actions about the shop rather than its goods: orders, terms, and a person to talk to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.actions import policies
from assistant.actions.facts import Line, Money
from assistant.actions.pages import origin
from assistant.actions.targets import said
from assistant.outcome import Handoff, Outcome, Result, RevealOrder
from data.product import Order
from dialogue_policy.action import Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import Awaiting, DialogueState
from nlu.turns_of_phrase import FAULT

if TYPE_CHECKING:
    from assistant.world import World

_CHANGE = re.compile(r"\b(cancel\w*|chang(e|ing)|modify|amend|(different|wrong) address|return|refund\w*|exchange)\b", re.I)


def order_status(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """An order's facts, to who gives its number and its e-mail; what is missing is asked for.

    A wrong pair is answered in one way, whether or not there is such an order: else the numbers could be tried out.
    """
    number = said(state).order_id or state.order_id
    email = said(state).email or state.email
    if not number:
        kind = "needs_order_number" if email else "needs_order"
        return Outcome((Result("order_status", kind),), awaiting=Awaiting("order_id"))
    if not email:
        return Outcome((Result("order_status", "needs_email", facts={"said_number": number}),), awaiting=Awaiting("email"))
    order = world.store.order(number)
    if order is None or order.email.strip().casefold() != email.strip().casefold():
        return Outcome((Result("order_status", "order_not_found"),), awaiting=Awaiting("order_id"))
    return _told(order, state)


def _told(order: Order, state: DialogueState) -> Outcome:
    told = tuple(Line(x.title, x.options, x.quantity, Money(x.unit_price, order.currency)) for x in order.lines)
    total = sum((x.unit_price * x.quantity for x in order.lines), Decimal(0)) if order.lines else None
    facts: dict[str, object] = {"number": order.number, "status": order.status, "lines": told, "refunded": int(order.refunded)}
    if total is not None:
        facts["total"] = Money(total, order.currency)
    if order.placed:
        facts["placed"] = order.placed
    if order.tracking:
        facts["tracking"] = order.tracking
    changes = bool(_CHANGE.search(said(state).text))
    facts["wants_change"] = int(changes)
    wait = Awaiting("confirm", proposal="handoff") if changes else None
    result = Result("order_status", "order", facts=facts, order=order)
    return Outcome((result,), effects=(RevealOrder(order.number),), awaiting=wait)


def policy(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """What the shop's pages say, quoted with the page; several where several speak; that they are silent where they are."""
    question = policies.asked_part(said(state).text)
    quotes = policies.answers(question, world)
    topic = policies.topic_of(question)
    facts: dict[str, object] = {"quotes": quotes, "topic": topic, "may_differ": int(policies.may_differ(question, quotes))}
    facts["faulty"] = int(FAULT.search(said(state).text.casefold()) is not None)
    word, where = policies.unsaid(question, quotes, world)
    if word and quotes:
        facts |= {"unsaid": word, "unsaid_on": where}
    if not quotes:
        facts["quotes"] = policies.contacts(world)
    sections = tuple(
        s for s in world.store.policies if any(origin(q.source).startswith(s.topic.replace("-", " ")) for q in quotes)
    )
    return Outcome((Result("policy", "policy" if quotes else "policy_silent", facts=facts, sections=sections),))


def handoff(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Asks for a person: sent where the shop says; where it says nothing, its contact page is quoted."""
    target = world.shop.handoff
    facts: dict[str, object] = {}
    if target.email:
        facts["email"] = target.email
    if world.shop.business_hours:
        facts["hours"] = world.shop.business_hours
    if target.webhook or target.email:
        kind = "handed_off" if target.webhook else "handed_to_mail"
        reason = said(state).text or step.intent
        return Outcome((Result("handoff", kind, facts=facts),), effects=(Handoff(reason),), handoff=True)
    facts["quotes"] = policies.contacts(world)
    kind = "contact_page" if facts["quotes"] else "nobody_set"
    return Outcome((Result("handoff", kind, facts=facts),), effects=(Handoff(said(state).text or step.intent),), handoff=True)
