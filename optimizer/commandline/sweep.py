"""``catruc sweep``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import asked_for, of_sweep, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import NOT_ACCEPTED, Verb
from optimizer.texts import commandline as texts
from optimizer.texts.sweeps import STOPPING


@click.command(
    cls=Verb,
    about=texts.SWEEP,
    example="catruc sweep scenarios/sweeps/how_few_officers.yaml -o sweeps/april",
    campaign=of_sweep,
)
@click.argument("file", type=click.Path(path_type=Path))
@options.option("-o", "--output", "directory", type=click.Path(path_type=Path), metavar="DIR", text=texts.SWEEP_OUTPUT)
@options.option("--cluster", metavar="ADDRESS", callback=options.address, text=texts.CLUSTER)
@options.option("--resume", is_flag=True, text=texts.RESUME)
@options.option("--yes", is_flag=True, text=texts.YES)
@options.quiet
def sweep(
    file: Path,
    directory: Path | None,
    cluster: str | None,
    *,
    resume: bool,
    yes: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Plan many variants side by side."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.sweep_progress import sweep_progress
    from optimizer.commandline.terminal.sweep_text import SweepText
    from optimizer.stopping import StopRequest
    from optimizer.sweep.sweeping import SweepRequest, run_sweep

    request = SweepRequest(file, directory, cluster, resume, yes, asked_for())
    stop = StopRequest()
    with closing(sweep_progress(None if quiet else sys.stderr, time.monotonic, spoken())) as show:
        outcome = interruptibly(lambda: run_sweep(request, show.tell, stop), stop, show, STOPPING)
    text = SweepText(outcome.summary, outcome.rows, outcome.directory)
    if as_json:
        print_json({"verdict": text.verdict(), "directory": str(outcome.directory), **outcome.summary})
    else:
        print_lines(text.lines())
    if not outcome.is_accepted:
        click.get_current_context().exit(NOT_ACCEPTED)
