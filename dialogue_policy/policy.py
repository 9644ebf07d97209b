"""Who chooses among what the state machine allows. The fixed policy is what a careful shop assistant would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dialogue_policy.action import Decision, Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.machine import allowed
from dialogue_policy.state import DialogueState


class Policy(Protocol):
    """Chooses one step for each thing that is to be done; never one that the machine does not allow."""

    def decide(self, state: DialogueState, candidates: Candidates) -> Decision: ...


@dataclass(frozen=True, slots=True)
class FixedPolicy:
    """Products at once; beneath them the one question that would cut the results most, when there are many.

    `pages` is what counts as many: more results than so many pages. Two, because a shopper looks through that much quicker than
    a question is read and answered. A slot that most results have no record of (`unknown_share`) is not asked about, nor one
    whose answer would cut less than `least_gain` of them.
    """

    name: str = "fixed"
    pages: int = 2
    unknown_share: float = 0.5
    least_gain: float = 0.2

    def decide(self, state: DialogueState, candidates: Candidates) -> Decision:
        return Decision(tuple(self._choose(steps, candidates) for steps in allowed(state, candidates)), self.name)

    def _choose(self, steps: tuple[Step, ...], candidates: Candidates) -> Step:
        if steps[0].name != "recommend":
            return steps[0]
        questions = [s for s in steps if s.name == "ask_slot" and self._worth_asking(s, candidates)]
        if not questions or candidates.total <= self.pages * candidates.page:
            return steps[0]
        return max(questions, key=lambda s: (candidates.spread[str(s.args["slot"])].gain, str(s.args["slot"])))

    def _worth_asking(self, step: Step, candidates: Candidates) -> bool:
        spread = candidates.spread[str(step.args["slot"])]
        return spread.gain >= self.least_gain and spread.unknown <= self.unknown_share * candidates.total
