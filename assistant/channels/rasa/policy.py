"""The policy that gives each turn to Shopwindow: one action answers, then the bot listens."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.features import Features

from assistant.channels.rasa.names import ACTION, APOLOGY, PERSON, SLOT
from assistant.channels.rasa.taps import no_sentence


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class EachTurn(Policy):
    """`action_shopwindow` after every message; where that failed, an apology; then the bot listens.

    Learns nothing. Beside other policies it has the turns that those leave, being less sure than they (`confidence`); but what
    only the shop can read (a button of its own, a photo, a thumb) is the shop's before all (`priority`), and every turn while a
    person has the shopper.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 7, "confidence": 0.9}

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        precomputations: Any = None,
        **kwargs: Any,
    ) -> Resource:
        """Nothing to learn. Raises `InvalidConfigException` where the domain lacks what each turn needs."""
        lacking = [
            f"{name} (in {where})"
            for name, where, there in (
                (ACTION, "actions", domain.action_names_or_texts),
                (APOLOGY, "responses", domain.action_names_or_texts),
                (SLOT, "slots", [slot.name for slot in domain.slots]),
            )
            if name not in there
        ]
        if lacking:
            raise InvalidConfigException(f"EachTurn: the domain lacks {', '.join(lacking)}; docs/rasa.md shows them")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> EachTurn:
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: dict[str, list[Features]] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The next of: answer, apologize, listen."""
        own = _the_shops_own(tracker)
        scores = confidence_scores_for(self._next(tracker), 1.0 if own else float(self.config["confidence"]), domain)
        # A form that is being filled goes before all predictions from what was said; it waits while the shop answers its own.
        return self._prediction(scores, is_no_user_prediction=own)

    def _next(self, tracker: DialogueStateTracker) -> str:
        answered = False
        for event in reversed(tracker.events):
            if isinstance(event, SlotSet) and event.key == SLOT:
                answered = True
            elif isinstance(event, ActionExecuted) and event.action_name == APOLOGY:
                return str(ACTION_LISTEN_NAME)
            elif isinstance(event, ActionExecuted) and event.action_name == ACTION:
                # Every answer sets the slot; without it the action server was not there, or failed.
                return str(ACTION_LISTEN_NAME) if answered else APOLOGY
            elif isinstance(event, UserUttered):
                return ACTION
        return str(ACTION_LISTEN_NAME)


def _the_shops_own(tracker: DialogueStateTracker) -> bool:
    said = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
    if said is not None and (said.metadata or {}).get("is_external"):
        return False  # a reminder, or `trigger_intent`: nobody has said it
    with_a_person = any(name == PERSON and slot.value is True for name, slot in tracker.slots.items())
    return with_a_person or (said is not None and no_sentence(said.text, said.metadata, with_words=True))
