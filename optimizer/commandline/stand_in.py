"""``catruc stand-in``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.revising import shown, signature
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(
    "stand-in",
    cls=Verb,
    about=texts.STAND_IN,
    example="catruc stand-in runs/dong_phu --officer TP-03 --date 2024-05-12",
    campaign=of_run,
)
@click.argument("run", type=click.Path(path_type=Path))
@options.option("--officer", required=True, metavar="ID", text=texts.STAND_IN_OFFICER)
@options.option("--date", "day", required=True, metavar="DATE", text=texts.STAND_IN_DATE)
@options.option("--shift", metavar="ID", text=texts.STAND_IN_SHIFT)
@options.option("--take", "takers", multiple=True, metavar="ID", text=texts.STAND_IN_TAKE)
@options.reason
@options.author
@options.workers
@options.quiet
def stand_in(
    run: Path,
    officer: str,
    day: str,
    shift: str | None,
    takers: tuple[str, ...],
    reason: str,
    author: str | None,
    workers: int,
    *,
    quiet: bool,
    as_json: bool,
) -> None:
    """Rank who could stand in for an officer, or let somebody do it."""
    import time

    from optimizer.workflows.stand_in import StandInRequest
    from optimizer.workflows.stand_in import stand_in as work

    request = StandInRequest(run, officer, day, signature(author, reason, workers), shift, takers)
    found = shown(lambda report, stop: work(request, report, stop, time.monotonic), quiet=quiet)
    from optimizer.commandline.terminal.stand_in_text import StandInText

    text = StandInText(found, spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
