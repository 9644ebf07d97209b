"""A tracker store that keeps the last turns only, so that the hundredth turn costs what the fifth does.

Rasa reads, copies, writes and sends all of a tracker on every turn. What is needed of the past is kept by Shopwindow; here stay
the slots, which `max_events` would drop, a form that is begun, reminders, and the last few turns for who looks at them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import copy
from datetime import datetime, timezone
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Event,
    ReminderCancelled,
    ReminderScheduled,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNS = 3


class RecentTrackerStore(InMemoryTrackerStore):
    """Keeps the last `turns` turns of each conversation, the value of every slot, the form that is being filled, and a pause."""

    def __init__(
        self, domain: Domain, host: str | None = None, event_broker: EventBroker | None = None, turns: int = TURNS, **_: Any
    ) -> None:
        super().__init__(domain, event_broker)
        self._turns = max(int(turns), 1)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Events go to a broker whole; what is kept is short."""
        await self.stream_events(tracker)
        kept = Dialogue(tracker.sender_id, shortened(list(tracker.events), self._turns))
        self.store[tracker.sender_id] = json.dumps(kept.as_dict())


def shortened(events: Sequence[Event], turns: int) -> list[Event]:
    """The events of the last `turns` turns, after those that make what stood before."""
    begun = [at for at, event in enumerate(events) if isinstance(event, UserUttered)]
    first = begun[-turns] if len(begun) > turns else 0
    before: list[Event] = []
    if first:
        before = _standing(events[:first], events[first].timestamp)
    return [*before, *(_lightened(event) for event in events[first:])]


def _standing(events: Sequence[Event], stamp: float) -> list[Event]:
    """What events have left standing: slots, a form that is being filled, reminders that are still to come, and a pause."""
    slots: dict[str, Any] = {}
    reminders: list[ReminderScheduled] = []
    form: str | None = None
    paused = False
    for event in events:
        if isinstance(event, (Restarted, SessionStarted)):
            slots, form, paused, reminders = {}, None, False, []
        elif isinstance(event, AllSlotsReset):
            slots = {}
        elif isinstance(event, SlotSet):
            slots[event.key] = event.value
        elif isinstance(event, ActiveLoop):
            form = event.name
        elif isinstance(event, (ConversationPaused, ConversationResumed)):
            paused = isinstance(event, ConversationPaused)
        elif isinstance(event, ReminderScheduled) and not event.kill_on_user_message:
            reminders.append(event)
        elif isinstance(event, ReminderCancelled):
            reminders = [one for one in reminders if not event.cancels_job_with_name(one.scheduled_job_name("x"), "x")]
    standing: list[Event] = [SlotSet(name, _without_photo(value), timestamp=stamp) for name, value in slots.items()]
    if form is not None:
        standing.append(ActiveLoop(form, timestamp=stamp))
    due = datetime.now(timezone.utc)
    standing += [one for one in reminders if _moment(one) > due]
    if paused:
        standing.append(ConversationPaused(timestamp=stamp))
    return [*standing, ActionExecuted(ACTION_LISTEN_NAME, timestamp=stamp)]


def _moment(reminder: ReminderScheduled) -> datetime:
    at: datetime = reminder.trigger_date_time
    return at if at.tzinfo is not None else at.astimezone()


def _lightened(event: Event) -> Event:
    """Without a shopper's photo and without the turn as JSON, which the session keeps."""
    light = copy(event)
    if isinstance(light, UserUttered):
        light.metadata = _without_photo(light.metadata)
        light.parse_data = {**light.parse_data, "metadata": _without_photo(light.parse_data.get("metadata"))}
    elif isinstance(light, SlotSet):
        light.value = _without_photo(light.value)  # a session's first message stands in a slot, too
    elif (
        isinstance(light, BotUttered)
        and isinstance((light.data or {}).get("custom"), dict)
        and "shopwindow" in light.data["custom"]
    ):
        light.data = {**light.data, "custom": None}
    return light


def _without_photo(metadata: Any) -> Any:
    told = metadata.get("shopwindow") if isinstance(metadata, dict) else None
    if not isinstance(told, dict):
        return metadata
    return {**metadata, "shopwindow": {name: value for name, value in told.items() if name != "image"}}
