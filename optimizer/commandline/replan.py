"""``catruc replan``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.revising import print_revision, print_unchanged, shown, signature
from optimizer.commandline.usage import WrongUsageError
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts

if TYPE_CHECKING:
    from optimizer.workflows.alternatives import FewestWhat

LONGEST_FREEZE = 366
MOST_CHANGES = 100_000
FEWEST = ("duties", "people", "burden")


@click.command(
    cls=Verb,
    about=texts.REPLAN,
    example="catruc replan runs/dong_phu --from 2024-05-12 --absent TP-03:2024-05-12..2024-05-15",
    campaign=of_run,
)
@click.argument("run", type=click.Path(path_type=Path))
@options.option("--from", "first_free", metavar="DATE", text=texts.REPLAN_FROM)
@options.option("--absent", multiple=True, metavar="OFFICER:DATE..DATE", text=texts.REPLAN_ABSENT)
@options.overlays
@options.option("--pin", "pins", multiple=True, metavar="OFFICER:DATE:SHIFT", text=texts.REPLAN_PIN)
@options.option(
    "--freeze",
    type=click.IntRange(0, LONGEST_FREEZE),
    default=7,
    show_default=True,
    metavar="DAYS",
    text=texts.REPLAN_FREEZE,
)
@options.option("--most-changes", type=click.IntRange(0, MOST_CHANGES), metavar="N", text=texts.REPLAN_MOST_CHANGES)
@options.option("--fewest", type=click.Choice(FEWEST), default="duties", show_default=True, text=texts.REPLAN_FEWEST)
@options.option("--alternatives", "is_trial", is_flag=True, text=texts.REPLAN_ALTERNATIVES)
@options.time_limit
@options.option("--revert", type=click.IntRange(1, MOST_CHANGES), metavar="N", text=texts.REPLAN_REVERT)
@options.reason
@options.author
@options.workers
@options.quiet
def replan(
    run: Path,
    first_free: str | None,
    absent: tuple[str, ...],
    overlays: tuple[Path, ...],
    pins: tuple[str, ...],
    freeze: int,
    most_changes: int | None,
    fewest: FewestWhat,
    seconds: float,
    revert: int | None,
    reason: str,
    author: str | None,
    workers: int,
    *,
    is_trial: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Mend a plan from a date on with as few changes as possible."""
    import time

    from optimizer.workflows.replan import ReplanRequest, replan_run
    from optimizer.workflows.revert import revert_run

    signed = signature(author, reason, workers)
    if revert is not None:
        if first_free or absent or overlays or pins or is_trial:
            raise WrongUsageError(texts.REVERT_ALONE)
        print_revision(shown(lambda report, _: revert_run(run, revert, signed, report), quiet=quiet), as_json=as_json)
        return
    if first_free is None:
        raise WrongUsageError(texts.FROM_OR_REVERT)
    request = ReplanRequest(
        run, first_free, signed, freeze, absent, overlays, pins, most_changes, fewest, seconds, is_trial
    )
    found = shown(lambda report, stop: replan_run(request, report, stop, time.monotonic), quiet=quiet)
    if found.revised is not None:
        print_revision(found.revised, found.counts, found.closed, found.results, as_json=as_json)
    elif not (found.alternatives or found.ways):
        print_unchanged(run, as_json=as_json)
    else:
        from optimizer.commandline.terminal.alternatives_text import AlternativesText

        text = AlternativesText(found, spoken())
        if as_json:
            print_json(text.to_json())
        else:
            print_lines(text.lines())
