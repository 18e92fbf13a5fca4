"""``catruc record``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.user import user_name
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(
    cls=Verb, about=texts.RECORD, example="catruc record runs/dong_phu results_12_05.xlsx --as Lan", campaign=of_run
)
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@options.author
@options.today
def record(run: Path, files: tuple[Path, ...], author: str | None, today: date | None, *, as_json: bool) -> None:
    """Add what desks report to the journal of a campaign."""
    from optimizer.commandline.terminal.record_text import RecordText
    from optimizer.workflows.record import RecordRequest, record_results
    from optimizer.workflows.revisions import Author

    written_by = Author(author or user_name(), datetime.now().astimezone())
    recorded = record_results(RecordRequest(run, files, written_by, today or written_by.at.date()))
    text = RecordText(recorded, spoken())
    for notice in recorded.notices:
        click.echo(notice.in_language(spoken()), err=True)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
