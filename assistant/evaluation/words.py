"""Simulated shoppers in words: each move is a sentence, heard by the real understanding, answered by the whole assistant.

`eval policy --words`. The shoppers, their goals and the reward are those of the acts mode; what they do is said (`speech.py`),
and what they see is read off the reply: its cards, its question, its offers.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from assistant.evaluation.policies import DEAF, LEARNED, Groups, Job, Scenario, decide_of
from assistant.evaluation.shelf import Shelf
from assistant.evaluation.speech import spoken
from assistant.message import EngagementRequest, Message
from assistant.outcome import SetCart
from assistant.retrieval import Retrieval
from assistant.store_sight import sight_over
from assistant.turn import Turn, take_turn
from assistant.world import World
from data.product import Pick
from data.store import Store
from dialogue_policy.action import Decision
from dialogue_policy.candidates import Candidates
from dialogue_policy.machine import allowed
from dialogue_policy.message import Feedback
from dialogue_policy.policy import Policy
from dialogue_policy.reward import Weights, turn_reward
from dialogue_policy.simulation.conversation import Shop, ended
from dialogue_policy.simulation.runs import HOLDOUT, Result
from dialogue_policy.simulation.simulator import Laid, Move, Settings, Shopper, persona_for
from dialogue_policy.state import DialogueState
from nlu.encoder import SentenceEncoder
from nlu.understand import Understander

NOW = datetime(2026, 1, 15, 12, tzinfo=timezone.utc)
_LISTS = frozenset(("recommend", "ask_slot", "show_more", "suggest_relaxation"))


class Overheard:
    """A policy that remembers what it was last shown: the counts that a reply tells in words."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.candidates = Candidates()
        self.forbidden = 0

    def decide(self, state: DialogueState, candidates: Candidates) -> Decision:
        self.candidates = candidates
        decision = self._policy.decide(state, candidates)
        self.forbidden += not decision.fits(allowed(state, candidates))
        return decision


class Talks:
    """Whole conversations over one store. Opened once."""

    def __init__(self, store: Store) -> None:
        encoder = SentenceEncoder.open()
        self.understand = Understander(store.lexicon, encoder)
        sight = sight_over(store, encoder)
        search = Retrieval(store, encoder, common_words=self.understand.common_words, sight=sight)
        self.world = World(store=store, shop=store.shop, search=search, now=NOW, sight=sight)
        self.shop = Shop.over(Shelf(store, sight))
        self._twofold = frozenset(self.shop.values.get("color", ())) & frozenset(self.shop.values.get("material", ()))

    def talk(self, policy: Policy, seed: int, settings: Settings, weights: Weights | None = None) -> tuple[Result, list[str]]:
        """One conversation, and what was said in it."""
        weights, rng = weights or Weights(), random.Random(seed)
        persona = persona_for(rng, settings)
        goal = self.shop.goals.draw(rng, persona, fickle=settings.fickle)
        shopper = Shopper(goal, persona, settings, random.Random(rng.getrandbits(64)), self.shop.search)
        state, listening, worth, said = DialogueState(f"simulated-{seed}"), Overheard(policy), 0.0, list[str]()
        move: Move | None = shopper.opens()
        while move is not None:
            message = self._message(move, state, rng)
            turn = take_turn(state, message, self.world, self.understand, listening)
            said += [f"> {message.words}", f"< {turn.reply.reply.text}"]
            seen, before = self.laid(turn, state, listening.candidates), shopper.satisfaction
            state = turn.state
            move = shopper.react(seen)
            worth += turn_reward(before, shopper.satisfaction, weights)
        worth += ended(shopper, weights)
        return Result.of(seed, shopper, worth, listening.forbidden), said

    def _message(self, move: Move, state: DialogueState, rng: random.Random) -> Message:
        told = move.reacted
        reacted = EngagementRequest(reaction_ms=told.reaction_ms, opened=told.opened, clicked=told.clicked)
        if move.kind in ("down", "up"):
            thumb = Feedback(state.turn, move.product_id, "down" if move.kind == "down" else "up")
            return Message(feedback=thumb, engagement=reacted)
        table = [c.id for c in state.shown]
        ids = {i for i in (move.product_id, *move.others) if i}
        titles = {i: p.title for i in ids if (p := self.shop.search.product(i)) is not None}
        return Message(text=spoken(move, table, rng, titles, self._twofold), engagement=reacted)

    def laid(self, turn: Turn, before: DialogueState, candidates: Candidates) -> Laid:
        """The reply as a screen shows it."""
        last, reply = turn.decision.last, turn.reply.reply
        cards = tuple(
            Pick(product, product.variant(card.variant_id) or product.variants[0])
            for card in reply.products
            if (product := self.shop.search.product(card.id)) is not None
        )
        carts = [e.cart for e in turn.effects if isinstance(e, SetCart)]
        grown = bool(carts) and len(carts[-1].lines) > len(before.cart.lines)
        asks = last.name == "ask_slot"
        product_id = last.args.get("product_id") if asks else None
        # What there is of a named type is told above the first of it: a list like any other.
        browsed = last.name == "browse" and bool(cards)
        listed = browsed or (product_id is None and any(step.name in _LISTS for step in turn.decision.steps))
        awaiting = turn.state.awaiting
        return Laid(
            action="recommend" if browsed else last.name,
            manner=last.manner,
            cards=cards,
            fresh=listed,
            total=candidates.total,
            left=max(0, candidates.total - len(turn.state.seen)),
            asked=str(last.args.get("slot") or (awaiting.slot if awaiting else "")) if asks else None,
            values=tuple(reply.quick_replies) if asks else (),
            option=str(product_id) if product_id else None,
            added=carts[-1].lines[-1].id if grown else None,
            heard=turn.state.constraints if last.manner in ("recap", "explain", "visual") else None,
            loosening=tuple(slot for slot, _ in candidates.relaxations[:3]) if last.name == "suggest_relaxation" else (),
            gave_up=tuple(reply.gave_up),
        )


def run(
    store: Path, policies: Iterable[str], models: list[Path], dialogues: int, workers: int = 1, scenario: Scenario | None = None
) -> dict[str, Groups]:
    """Policy -> its groups of results, in words; `dialogues` for each training seed."""
    scenario = scenario or Scenario()
    jobs = [
        Job(name, model if name in (LEARNED, DEAF) else None, scenario, HOLDOUT + i * dialogues, dialogues)
        for name in policies
        for i, model in enumerate(models)
    ]
    jobs = [part for job in jobs for part in _split(job, workers)]
    out: dict[str, dict[int, list[Result]]] = {}
    with ProcessPoolExecutor(max_workers=workers, initializer=_open, initargs=(store,)) as pool:
        for job, results in zip(jobs, pool.map(_run, jobs), strict=True):
            group = (job.first - HOLDOUT) // dialogues
            out.setdefault(job.policy, {}).setdefault(group, []).extend(results)
    return {name: [groups[i] for i in sorted(groups)] for name, groups in out.items()}


def _split(job: Job, parts: int) -> list[Job]:
    """The same shoppers, for several processes."""
    size = -(-job.count // parts)
    starts = range(0, job.count, size)
    return [replace(job, first=job.first + at, count=min(size, job.count - at)) for at in starts]


_TALKS: Talks | None = None


def _open(store: Path) -> None:
    global _TALKS
    _TALKS = Talks(Store.open(store))


def _run(job: Job) -> list[Result]:
    assert _TALKS is not None
    policy = decide_of(job)
    seeds = range(job.first, job.first + job.count)
    return [_TALKS.talk(policy, seed, job.scenario.settings, job.scenario.weights)[0] for seed in seeds]
