"""``catruc explain``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimizer.commandline import options
from optimizer.commandline.language import asked_for, of_run_or_scenario, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts

if TYPE_CHECKING:
    from optimizer.commandline.terminal.progress import ProgressDisplay


@click.command(cls=Verb, about=texts.EXPLAIN, example="catruc explain runs/dong_phu --all", campaign=of_run_or_scenario)
@click.argument("source", type=click.Path(path_type=Path))
@options.option("--all", "is_all", is_flag=True, text=texts.EXPLAIN_ALL)
@options.option("--confirm", is_flag=True, text=texts.EXPLAIN_CONFIRM)
@options.overlays
@options.set_values
@options.quiet
def explain(
    source: Path,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    *,
    is_all: bool,
    confirm: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Say why a target is missed, and what would be enough."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    if source.is_file():
        with closing(show):
            _explain_scenario(source, overlays, overrides, show, is_all=is_all, as_json=as_json)
        return
    with closing(show):
        from optimizer.stopping import StopRequest
        from optimizer.texts.prices import STOPPING
        from optimizer.workflows.explain_target import explain_target

        stop = StopRequest()
        explained = interruptibly(
            lambda: explain_target(source, show.event, stop, time.monotonic, is_confirming=confirm),
            stop,
            show,
            STOPPING,
        )
    from optimizer.commandline.terminal.prices_text import PricesText

    text = PricesText(explained, spoken(), with_all=is_all)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())


def _explain_scenario(
    source: Path,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    show: ProgressDisplay,
    *,
    is_all: bool,
    as_json: bool,
) -> None:
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.explain_text import ExplainText
    from optimizer.stopping import StopRequest
    from optimizer.workflows.explain import ExplainRequest, explain_scenario

    request, stop = ExplainRequest(source, overlays, overrides, asked_for()), StopRequest()
    found = interruptibly(lambda: explain_scenario(request, show.event, stop, time.monotonic), stop, show)
    text = ExplainText(found, is_all=is_all)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
