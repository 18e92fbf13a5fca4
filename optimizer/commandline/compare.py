"""``catruc compare``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts.messages import Language

MOST_COMPARED = 26
"""Runs of one comparison, called A to Z."""


@click.command(cls=Verb, example="catruc compare runs/dong_phu runs/no_evenings -o runs/compare")
@click.argument("sources", nargs=-1, required=True, metavar="RUN_OR_SCENARIO...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/compare"),
    show_default=True,
    help="Folder for the page, the tables and the record of the comparison.",
)
@options.time_limit
@options.seed
@options.workers
@options.deterministic
@click.option("--unverified", is_flag=True, help="Take runs that do not verify, or are of another version, too.")
@options.quiet
@options.language
def compare(
    sources: tuple[Path, ...],
    directory: Path,
    seconds: float,
    seed: int,
    workers: int,
    language: Language | None,
    *,
    deterministic: bool,
    unverified: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Compare plans down to who works where.

    The first is the base, the others are held against it. Run folders are read; scenario files are planned first, each
    into its run folder runs/<scenario>, with the time, seed and threads given.
    """
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    if not 2 <= len(sources) <= MOST_COMPARED:
        raise click.UsageError(f"{len(sources)} given; compare takes 2 to {MOST_COMPARED} runs or scenarios")
    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, language or "vi")
    with closing(show):
        from optimizer.stopping import StopRequest
        from optimizer.workflows.compare import CompareRequest, compare_plans
        from optimizer.workflows.plan import PlanRequest

        how = PlanRequest(sources[0], None, seconds, seed, deterministic, workers, language=language)
        request = CompareRequest(sources, directory, how, must_verify=not unverified)
        stop = StopRequest()
        compared = interruptibly(lambda: compare_plans(request, show.event, stop, time.monotonic), stop, show, language)
    from optimizer.commandline.terminal.compare_text import CompareText

    text = CompareText(compared.words, compared.comparison, compared.directory)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
