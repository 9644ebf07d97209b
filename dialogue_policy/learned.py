"""The learned policy as it serves: features in, one of the allowed steps out, in a tenth of a millisecond.

It chooses the best by default. With exploration it now and then draws among what is allowed, by its own chances, from a generator
seeded by session, turn and policy version, so that a replay decides the same; every decision tells the chance it was made with.
"""

from __future__ import annotations

import hashlib
import json
import random
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime

from data.errors import ShopwindowError
from dialogue_policy.action import Choice, Decision
from dialogue_policy.by_hand import ByHand, by_hand
from dialogue_policy.candidates import Candidates
from dialogue_policy.features import CHOICES, ENGAGEMENT, SIZE, VERSION, choice_of, deafened, features, mask_of
from dialogue_policy.machine import allowed
from dialogue_policy.policy import FixedPolicy, Policy
from dialogue_policy.state import DialogueState

FOLDER = Path(__file__).resolve().parents[1] / "data" / "models" / "policy"


class PolicyError(ShopwindowError):
    """A policy file that cannot serve: damaged, or trained on other features."""


class LearnedPolicy:
    """Opened once; `decide` is a function of its arguments."""

    name = "learned"

    def __init__(
        self, model: bytes, version: str, *, exploration: float = 0.0, deaf: bool = False, untold: Policy | None = None
    ) -> None:
        """`exploration` is the share of decisions that are drawn; `deaf` hides how the shopper reacts (to measure what it is
        worth). `untold` decides where nothing is ever told of that, once there could have been: what this one sees then is
        nothing that it has learned from.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.version, self.exploration, self._deaf, self._untold = version, exploration, deaf, untold

    @classmethod
    def open(
        cls, folder: Path = FOLDER, *, exploration: float = 0.0, deaf: bool = False, untold: Policy | None = None
    ) -> LearnedPolicy:
        """Raises `PolicyError` where there is no policy, or it does not fit this program."""
        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            if not isinstance(card, dict):
                raise ValueError("card.json is no object")
            model = (folder / "model.onnx").read_bytes()
        except (OSError, ValueError) as error:
            raise PolicyError(
                f"{folder}: no policy can be read there ({error}); train one with: shopwindow train policy"
            ) from error
        told = (card.get("features_version"), card.get("features"), card.get("choices"))
        if told != (VERSION, SIZE, list(CHOICES)):
            raise PolicyError(
                f"{folder}: this policy was trained on version {card.get('features_version')!r} of the features, this program "
                f"has version {VERSION}; train it again with: shopwindow train policy"
            )
        try:
            version = hashlib.sha256(model).hexdigest()[:12]
            opened = cls(model, version, exploration=exploration, deaf=deaf, untold=untold)
            width = opened.logits(np.zeros((1, SIZE), dtype=np.float32)).shape[-1]
        except Exception as error:  # onnxruntime raises many kinds
            raise PolicyError(f"{folder}: the policy's model cannot be opened ({error})") from error
        if width != len(CHOICES):
            raise PolicyError(f"{folder}: the policy's model has {width} outputs, wanted {len(CHOICES)}")
        return opened

    def decide(self, state: DialogueState, candidates: Candidates) -> Decision:
        """One step for each group; what was chosen among several is told in `choices`."""
        if self._untold is not None and state.turn > 1 and not state.engagement.told:
            return self._noted(self._untold.decide(state, candidates), state, candidates)
        steps, told, propensity = [], list[Choice](), 1.0
        seen: np.ndarray | None = None
        logits: list[float] = []
        unheard: list[float] = []
        rng = random.Random(f"{state.session_id}:{state.turn}:{self.version}") if self.exploration else None
        # Plain lists: of a dozen numbers numpy takes longer to be called than to be done.
        for group in allowed(state, candidates):
            choices = [choice_of(step) for step in group]
            options = sorted(set(choices))
            if len(options) == 1:
                steps.append(group[0])
                continue
            if seen is None:
                seen = self._seen(state, candidates)
                logits, unheard = self.logits(np.stack([seen, deafened(seen)])).tolist()
            best, without = max(options, key=logits.__getitem__), max(options, key=unheard.__getitem__)
            chosen, chance = best, 1.0
            if rng is not None:
                chances = self._chances(np.array(logits), mask_of(group))
                chosen = rng.choices(range(len(chances)), chances.tolist())[0]
                chance = float(chances[chosen])
            steps.append(group[choices.index(chosen)])
            propensity *= chance
            moved_by = self._moved_by(seen, best, without) if best != without else ""
            told.append(Choice(tuple(seen.tolist()), tuple(options), chosen, chance, moved_by))
        return Decision(tuple(steps), self.name, round(propensity, 6), tuple(told), self.version)

    def _noted(self, decision: Decision, state: DialogueState, candidates: Candidates) -> Decision:
        """A decision of the rules as it is logged: what was chosen among several, surely."""
        groups = [sorted({choice_of(one) for one in group}) for group in allowed(state, candidates)]
        open_ = [(step, options) for step, options in zip(decision.steps, groups, strict=True) if len(options) > 1]
        seen = tuple(self._seen(state, candidates).tolist()) if open_ else ()
        told = [Choice(seen, tuple(options), choice_of(step), 1.0, "") for step, options in open_]
        return replace(decision, choices=tuple(told), version=self.version)

    def exploring(self, rate: float) -> LearnedPolicy:
        """The same policy, that explores at this rate."""
        other = copy(self)
        other.exploration = rate
        return other

    def logits(self, seen: np.ndarray) -> np.ndarray:
        """(n, choices) scores of features (n, SIZE) float32."""
        out: np.ndarray = self._session.run(["logits"], {"features": seen})[0]
        return out

    def _moved_by(self, seen: np.ndarray, best: int, without: int) -> str:
        """The reaction that settled for `best`, where without all of them it would be another: most so without this one."""
        rows = np.repeat(seen[None, :], len(ENGAGEMENT), axis=0)
        for i in range(len(ENGAGEMENT)):
            rows[i, SIZE - len(ENGAGEMENT) + i] = 0.0
        logits = self.logits(rows)
        return ENGAGEMENT[int(np.argmin(logits[:, best] - logits[:, without]))]

    def _seen(self, state: DialogueState, candidates: Candidates) -> np.ndarray:
        seen = features(state, candidates)
        return deafened(seen) if self._deaf else seen

    def _chances(self, logits: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """(choices,) of what is allowed: the best one surely, but for the share that is explored by the policy's own chances."""
        scores = np.where(mask, logits.astype(np.float64), -np.inf)
        own = np.exp(scores - scores.max())
        own /= own.sum()
        best = np.zeros_like(own)
        best[int(np.argmax(scores))] = 1.0
        # Half of what is tried is what the policy would all but never do: else too little could be learned of it.
        tried = 0.5 * own + 0.5 * mask / mask.sum()
        chances: np.ndarray = (1 - self.exploration) * best + self.exploration * tried
        return chances


def serving(folder: Path = FOLDER) -> tuple[Policy, str]:
    """The policy to serve with, and what is wrong ("" where nothing is): the learned one, else the fixed one in its place.

    Where a client tells nothing of how the shopper reacts, the best one by hand decides.
    """
    try:
        return LearnedPolicy.open(folder, untold=ByHand(by_hand())), ""
    except PolicyError as error:
        return FixedPolicy(), str(error)
