"""What the server counts, for Prometheus: turns, how long each stage takes, actions, thumbs, problems. Never what was said."""

from __future__ import annotations

import os

from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from assistant.reply import TurnReply

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.035, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """The counters of one application. With several workers (`PROMETHEUS_MULTIPROC_DIR`), all workers' together are shown."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("shopwindow_turns", "Turns answered", ["channel"], registry=self.registry)
        self.actions = Counter("shopwindow_actions", "Actions taken", ["action"], registry=self.registry)
        self.intents = Counter("shopwindow_intents", "Intents understood", ["intent"], registry=self.registry)
        self.stage = Histogram(
            "shopwindow_stage_seconds", "Time of one stage of a turn", ["stage"], buckets=_SECONDS, registry=self.registry
        )
        self.empty = Counter("shopwindow_loosened_turns", "Turns that had to loosen a constraint", registry=self.registry)
        self.feedback = Counter("shopwindow_feedback", "Thumbs given", ["value"], registry=self.registry)
        self.problems = Counter("shopwindow_problems", "Requests answered with an error", ["status"], registry=self.registry)
        self.requests = Histogram(
            "shopwindow_request_seconds", "Time of one HTTP request", ["method", "route"], registry=self.registry
        )

    def count_turn(self, reply: TurnReply, channel: str) -> None:
        """Adds one answered turn. `channel` is where it came from: "api", "stream" or "page"."""
        self.turns.labels(channel).inc()
        self.actions.labels(reply.action.name).inc()
        for intent in reply.understanding.intents:
            self.intents.labels(intent.name).inc()
        for stage, ms in reply.timing_ms.items():
            self.stage.labels(stage).observe(ms / 1000)
        if reply.reply.gave_up:
            self.empty.inc()

    def page(self) -> Response:
        """Everything counted so far, in Prometheus' text format."""
        registry = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
