"""``catruc calibrate``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(
    cls=Verb,
    about=texts.CALIBRATE,
    example="catruc calibrate runs/dong_phu -o scenarios/what_if/turnout_may.yaml",
    campaign=of_run,
)
@click.argument("run", type=click.Path(path_type=Path))
@options.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    text=texts.CALIBRATE_OUTPUT,
)
def calibrate(run: Path, output: Path, *, as_json: bool) -> None:
    """Estimate the turnout anew from what was recorded."""
    from optimizer.commandline.terminal.calibrate_text import CalibrateText
    from optimizer.workflows.calibrate import CalibrateRequest, calibrate_run

    text = CalibrateText(calibrate_run(CalibrateRequest(run, output)), spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
