"""`shopwindow serve`: chat page and API on one port, in one process or several."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from assistant.commands.options import HostOption, PortOption, StateOption, StoreOption, existing_store
from data.errors import ConfigError

if TYPE_CHECKING:
    import uvicorn

CHANNELS = ("slack", "messenger", "telegram")

APPLICATION = "ui.serving:application"
"""Named, not imported: the page stands above this room, and each worker imports it for itself."""


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(serve)


def serve(
    store: StoreOption,
    state: StateOption = None,
    host: HostOption = "127.0.0.1",
    port: PortOption = 7860,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer; sessions are shared between them")] = 1,
    channels: Annotated[
        str | None, typer.Option(help="Channels to serve too, such as slack,messenger; their secrets come from the environment")
    ] = None,
    public_url: Annotated[str | None, typer.Option(help="Where shoppers reach this server, if it is behind a proxy")] = None,
) -> None:
    """Serves the chat at `/` and the API under `/v1`."""
    names = _channels(channels)
    address = _address(public_url)
    if names and address is None:
        typer.echo(
            "Without --public-url, products have no pictures in the channels: platforms fetch them from outside.", err=True
        )
    listening = listen(host, port)
    serve_store(existing_store(store), state, listening, workers=workers, public_url=address, channels=names)


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to host and port, before anything is loaded. Raises `ConfigError` where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ConfigError(f"--host {host}: no such address ({error})") from error
    bound = socket.socket(family, kind, protocol)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
        # Listening now, so that a second server is refused at once and not only when this one has loaded everything.
        bound.listen(2048)
    except OSError as error:
        bound.close()
        hint = "is another server running there? Choose another with --port" if port > 1023 else "ports below 1024 want rights"
        raise ConfigError(f"port {port} at {host} cannot be used ({error.strerror}): {hint}") from error
    bound.set_inheritable(True)
    return bound


def serve_store(
    store: Path,
    state: Path | None,
    listening: socket.socket,
    *,
    workers: int,
    public_url: str | None,
    channels: tuple[str, ...] = (),
) -> None:
    """Serves until it is told to stop. Raises `StoreError` where the store cannot be served."""
    from assistant.api.served import Served

    os.environ.update(Served(store, state, public_url, channels).to_environment())
    address = public_url or f"http://{_shown_host(listening)}:{listening.getsockname()[1]}"
    if workers == 1:
        _serve_here(listening, address)
    else:
        _serve_in_workers(store, state, listening, workers, address)


def _serve_here(listening: socket.socket, address: str) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                _say_ready(address)

    # uvicorn stops in good order on Ctrl-C and then passes it on: that is no failure.
    with contextlib.suppress(KeyboardInterrupt):
        Server(_configuration(1)).run(sockets=[listening])


def _serve_in_workers(store: Path, state: Path | None, listening: socket.socket, workers: int, address: str) -> None:
    from uvicorn.supervisors import Multiprocess

    from assistant.session import Assistant

    # A worker that cannot open the store would be started again and again: so it is opened here once, and told.
    Assistant.open(store, state).close()
    with TemporaryDirectory(prefix="shopwindow-metrics-") as counters:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counters
        configuration = _configuration(workers)
        _say_ready(address)
        Multiprocess(configuration, sockets=[listening]).run()


def _configuration(workers: int) -> uvicorn.Config:
    import uvicorn

    return uvicorn.Config(
        APPLICATION,
        factory=True,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        proxy_headers=True,
    )


def _say_ready(address: str) -> None:
    typer.echo(f"Chat at {address}   API at {address.rstrip('/')}/docs   (Ctrl-C stops)", err=True)


def _shown_host(listening: socket.socket) -> str:
    host = str(listening.getsockname()[0])
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _channels(named: str | None) -> tuple[str, ...]:
    """The channels to serve; what they want from the environment is asked for before anything is loaded."""
    names = tuple(dict.fromkeys(name.strip() for name in (named or "").split(",") if name.strip()))
    unknown = [name for name in names if name not in CHANNELS]
    if unknown:
        raise ConfigError(f"--channels {','.join(unknown)}: this version serves {', '.join(CHANNELS)}")
    if "messenger" in names:
        from assistant.channels import messenger

        messenger.Secrets.of(os.environ)
    if "slack" in names:
        from assistant.channels import slack

        slack.Secrets.of(os.environ)
    if "telegram" in names:
        from assistant.channels import telegram

        telegram.Secrets.of(os.environ)
    from assistant.channels import rasa_way

    rasa_way.configured(os.environ)
    return names


def _address(public_url: str | None) -> str | None:
    if public_url is None:
        return None
    parts = urlsplit(public_url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ConfigError(f"--public-url {public_url}: wants an address such as https://chat.example.com")
    return public_url.rstrip("/")
