"""`shopwindow test` and `shopwindow eval`: does the assistant do what was written down, and how well."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import JsonOption, StoreOption, existing_store
from data.errors import ConfigError, ShopwindowError

if TYPE_CHECKING:
    from assistant.dialogues.runner import DialogueResult, Talk
    from data.store import Store

Paths = Annotated[list[Path], typer.Argument(help="Suites of scripted dialogues: YAML files, or folders of them")]
TagOption = Annotated[str | None, typer.Option(help="Only the dialogues with this tag")]
RunsOption = Annotated[int | None, typer.Option(min=1, help="How often to run each [default: as the suite says]")]
UrlOption = Annotated[str | None, typer.Option(help="A running server to talk to [default: in this process]")]


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command("test")(run_scripts)
    evaluations = typer.Typer(help="Measures one stage on a given file.", no_args_is_help=True)
    evaluations.command("dialogues")(eval_dialogues)
    evaluations.command("nlu")(eval_nlu)
    app.add_typer(evaluations, name="eval")


def run_scripts(
    paths: Paths,
    store: StoreOption,
    url: UrlOption = None,
    tag: TagOption = None,
    runs: RunsOption = None,
    junit: Annotated[Path | None, typer.Option(help="Also write the results as JUnit XML")] = None,
    strict_time: Annotated[bool, typer.Option("--strict-time", help="A turn over its time limit fails")] = False,
) -> None:
    """Runs scripted dialogues; exit status 1 if any failed."""
    from assistant.dialogues.runner import run_suites, write_junit

    results = []
    with _talk(store, url) as (talk, opened):
        for result in run_suites(paths, talk, opened, tag=tag, runs=runs, strict_time=strict_time):
            results.append(result)
            _tell(result)
    if not results:
        raise ShopwindowError(f"no dialogue to run in {', '.join(map(str, paths))}" + (f" with the tag {tag}" if tag else ""))
    if junit is not None:
        write_junit(results, junit)
    failed = sum(not result.passed for result in results)
    typer.echo(f"{len(results) - failed} passed, {failed} failed")
    raise typer.Exit(1 if failed else 0)


def eval_dialogues(
    paths: Paths,
    store: StoreOption,
    url: UrlOption = None,
    tag: TagOption = None,
    runs: RunsOption = None,
    as_json: JsonOption = False,
) -> None:
    """How many scripted dialogues and turns go as written, and how long a turn takes."""
    from assistant.dialogues.runner import run_suites
    from assistant.evaluation.dialogues import figures

    with _talk(store, url) as (talk, opened):
        results = list(run_suites(paths, talk, opened, tag=tag, runs=runs))
    if not results:
        raise ShopwindowError(f"no dialogue to run in {', '.join(map(str, paths))}")
    print_figures(figures(results), as_json=as_json)


def eval_nlu(
    file: Annotated[Path, typer.Argument(help="Labelled messages (JSON lines)")],
    store: Annotated[Path | None, typer.Option(help="In the words of which store; without it, in everyday words alone")] = None,
    errors: Annotated[Path | None, typer.Option(help="Where to write the lines that went wrong (JSON lines)")] = None,
    confusion: Annotated[Path | None, typer.Option(help="Where to draw which intents are taken for which (a picture)")] = None,
    as_json: JsonOption = False,
) -> None:
    """How well messages are understood."""
    from data.common_lexicon import common_lexicon
    from data.store import Store
    from nlu.encoder import SentenceEncoder
    from nlu.evaluation import confusions, figures, heard_of, write_errors
    from nlu.understand import Understander

    lexicon = common_lexicon() if store is None else Store.open(existing_store(store)).lexicon
    understand = Understander(lexicon, SentenceEncoder.open())
    results = heard_of(file, understand)
    if confusion is not None:
        from assistant.commands.confusion import draw_confusion

        draw_confusion(confusions(results), confusion)
    if errors is not None:
        write_errors(results, errors)
    print_figures(figures(results), as_json=as_json)


def print_figures(figures: Mapping[str, Mapping[str, float | int | None]], *, as_json: bool) -> None:
    """Figures with their 95% intervals: as one JSON object, or as a table."""
    if as_json:
        typer.echo(json.dumps(figures))
        return
    width = max(map(len, figures))
    for name, figure in figures.items():
        value, low, high = (_number(figure.get(part)) for part in ("value", "low", "high"))
        typer.echo(f"{name:{width}}  {value:>9}  [{low}, {high}]  n={figure.get('n')}")


def _number(value: float | int | None) -> str:
    return "-" if value is None else f"{value:.4g}"


@contextlib.contextmanager
def _talk(store: Path, url: str | None) -> Iterator[tuple[Talk, Store]]:
    """A way to take turns, in a state of its own or against a server, and the store to check the answers with."""
    from tempfile import TemporaryDirectory

    from assistant.dialogues.runner import in_process, over_http

    folder = existing_store(store)
    if url is not None:
        import httpx

        from data.store import Store

        if not url.startswith(("http://", "https://")):
            raise ConfigError(f"--url {url}: wants an address such as http://127.0.0.1:7860")
        with httpx.Client(timeout=60) as client:
            yield over_http(url, client), Store.open(folder)
        return
    from assistant.session import Assistant

    # What scripts say and buy is no shopper's: it stays out of the shop's own state.
    with TemporaryDirectory(prefix="shopwindow-test-") as state:
        assistant = Assistant.open(folder, Path(state))
        try:
            yield in_process(assistant.turn), assistant.store()
        finally:
            assistant.close()


def _tell(result: DialogueResult) -> None:
    if result.passed:
        return
    typer.secho(f"FAILED {result.suite} / {result.id}", fg=typer.colors.RED)
    for failure in result.failures:
        typer.echo(f"  {failure}")
