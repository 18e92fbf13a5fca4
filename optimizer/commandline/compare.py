"""``catruc compare``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import asked_for, of_sources, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.usage import WrongUsageError
from optimizer.commandline.user import user_name
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts

MOST_COMPARED = 26
"""Runs of one comparison, called A to Z."""


@click.command(
    cls=Verb,
    about=texts.COMPARE,
    example="catruc compare runs/dong_phu runs/no_evenings -o runs/compare",
    campaign=of_sources,
)
@click.argument("sources", nargs=-1, required=True, metavar="RUN_OR_SCENARIO...", type=click.Path(path_type=Path))
@options.option(
    "-o",
    "--output",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/compare"),
    show_default=True,
    metavar="DIR",
    text=texts.COMPARE_OUTPUT,
)
@options.time_limit
@options.seed
@options.workers
@options.deterministic
@options.option("--unverified", is_flag=True, text=texts.UNVERIFIED)
@options.option("--all", "shows_all", is_flag=True, text=texts.COMPARE_ALL)
@options.quiet
def compare(
    sources: tuple[Path, ...],
    directory: Path,
    seconds: float,
    seed: int,
    workers: int,
    *,
    deterministic: bool,
    unverified: bool,
    shows_all: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Compare plans down to who works where."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    if not 2 <= len(sources) <= MOST_COMPARED:
        raise WrongUsageError(texts.COMPARED_COUNT(count=len(sources), most=MOST_COMPARED))
    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        from optimizer.stopping import StopRequest
        from optimizer.workflows.compare import CompareRequest, compare_plans
        from optimizer.workflows.preparing import PlanRequest

        how = PlanRequest(sources[0], None, seconds, seed, deterministic, workers, language=asked_for(), by=user_name())
        request = CompareRequest(sources, directory, how, must_verify=not unverified)
        stop = StopRequest()
        compared = interruptibly(lambda: compare_plans(request, show.event, stop, time.monotonic), stop, show)
    from optimizer.commandline.terminal.compare_text import CompareText

    text = CompareText(compared.words, compared.comparison, compared.directory, shows_all=shows_all)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
