"""``catruc forecast``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.usage import WrongUsageError
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts

MOST_DAYS = 5 * 366
"""Days from today to the last date that is forecast."""


@click.command(
    cls=Verb,
    about=texts.FORECAST,
    example="catruc forecast totals.csv --as-of 2024-05-20 --by 2024-07-03 -o forecast.csv",
)
@click.argument("file", type=click.Path(path_type=Path))
@options.option("--as-of", required=True, callback=options.day, metavar="DATE", text=texts.AS_OF)
@options.option("--by", required=True, callback=options.day, metavar="DATE", text=texts.BY)
@options.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    text=texts.FORECAST_OUTPUT,
)
@options.quiet
def forecast(file: Path, as_of: date, by: date, output: Path, *, quiet: bool, as_json: bool) -> None:
    """Forecast reported totals."""
    if not 0 < (by - as_of).days <= MOST_DAYS:
        raise WrongUsageError(texts.BY_AFTER_AS_OF(as_of=as_of, by=by, most=MOST_DAYS))
    from optimizer.commandline.terminal.progress import QuietProgress, progress
    from optimizer.events import Event
    from optimizer.workflows.forecast import ForecastRequest, forecast_file

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        show.event(Event("forecast"))
        made = forecast_file(ForecastRequest(file, as_of, by, output))
    from optimizer.commandline.terminal.forecast_text import ForecastText

    text = ForecastText(made, spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
