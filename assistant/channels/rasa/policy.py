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
from rasa.shared.nlu.training_data.features import Features

from assistant.channels.rasa.names import ACTION, APOLOGY, SLOT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class EachTurn(Policy):
    """`action_shopwindow` after every message; where that failed, an apology; then the bot listens.

    Learns nothing. Beside other policies it may be given a lower `priority`: it then has the turns that they leave.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 1, "confidence": 1.0}

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        precomputations: Any = None,
        **kwargs: Any,
    ) -> Resource:
        """Nothing to learn."""
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
        return self._prediction(confidence_scores_for(self._next(tracker), float(self.config["confidence"]), domain))

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
