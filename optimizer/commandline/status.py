"""``catruc status``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(cls=Verb, about=texts.STATUS, example="catruc status runs/dong_phu", campaign=of_run)
@click.argument("run", type=click.Path(path_type=Path))
@options.today
@options.workers
def status(run: Path, today: date | None, workers: int, *, as_json: bool) -> None:
    """Tell where a campaign stands."""
    from optimizer.commandline.terminal.status_text import StatusText
    from optimizer.workflows.status import StatusRequest, status_of_run, write_status_page

    found = status_of_run(StatusRequest(run, today or datetime.now().date(), workers))
    page, told = write_status_page(found, spoken())
    if told is not None:
        click.echo(told.in_language(spoken()), err=True)
    text = StatusText(found, page, spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
