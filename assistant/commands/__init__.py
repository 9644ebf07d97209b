"""The console command `shopwindow`.

Each command imports what it needs when it runs, so that `--help` and a mistyped option answer at once. Whatever a person can mend
is a `ShopwindowError`, told on stderr with exit status 2; anything else is a bug and shows its traceback.
"""

from __future__ import annotations

import sys

import structlog
import typer

from assistant.commands import chatting, drawing, feeding, measuring, serving, training
from data.errors import ShopwindowError

app = typer.Typer(
    name="shopwindow",
    help="A conversational shopping assistant that shop owners run themselves.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
feeding.add_to(app)
drawing.add_to(app)
chatting.add_to(app)
serving.add_to(app)
measuring.add_to(app)
training.add_to(app)


def main() -> None:
    """Runs the command line. Exit status: 0 done, 1 something failed that was measured, 2 bad usage or input."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # what is told on stdout is for programs
    try:
        app(prog_name="shopwindow")
    except ShopwindowError as error:
        print(f"shopwindow: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # Who read our output has gone (`| head`): nothing is wrong here. The null device spares a second complaint at exit.
        sys.stdout = open("/dev/null", "w")  # noqa: SIM115
        sys.exit(0)
