"""What a server process serves. Its workers are processes of their own, so it is handed to them in the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """`state_dir` None: beside the store. `public_url` None: clients reach the server where it listens. `channels`: by name."""

    store: Path
    state_dir: Path | None = None
    public_url: str | None = None
    channels: tuple[str, ...] = ()

    def to_environment(self) -> dict[str, str]:
        """The variables that say this."""
        return {
            "SHOPWINDOW_STORE": str(self.store.resolve()),
            "SHOPWINDOW_STATE": str(self.state_dir.resolve()) if self.state_dir else "",
            "SHOPWINDOW_PUBLIC_URL": self.public_url or "",
            "SHOPWINDOW_CHANNELS": ",".join(self.channels),
        }

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Served:
        """Reads what `to_environment` wrote."""
        state = environment.get("SHOPWINDOW_STATE")
        return cls(
            store=Path(environment["SHOPWINDOW_STORE"]),
            state_dir=Path(state) if state else None,
            public_url=environment.get("SHOPWINDOW_PUBLIC_URL") or None,
            channels=tuple(name for name in environment.get("SHOPWINDOW_CHANNELS", "").split(",") if name),
        )
