"""``catruc simulate``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts
from optimizer.texts.simulation import STOPPING

LARGEST_COUNT = 10**9


@click.command(cls=Verb, about=texts.SIMULATE, example="catruc simulate runs/dong_phu -n 2000", campaign=of_run)
@click.argument("run", type=click.Path(path_type=Path))
@options.option(
    "-n",
    "--campaigns",
    type=click.IntRange(1, LARGEST_COUNT),
    default=10_000,
    show_default=True,
    metavar="N",
    text=texts.CAMPAIGNS,
)
@options.option(
    "--seed",
    type=click.IntRange(0, options.LARGEST_SEED),
    default=1,
    show_default=True,
    metavar="N",
    text=texts.SIMULATION_SEED,
)
@options.workers
@options.option("--yes", is_flag=True, text=texts.SIMULATION_YES)
@options.quiet
def simulate(run: Path, campaigns: int, seed: int, workers: int, *, yes: bool, quiet: bool, as_json: bool) -> None:
    """Simulate a plan, and tell the chances of its targets."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        from optimizer.stopping import StopRequest
        from optimizer.workflows.simulate import Repetition, SimulateRequest, simulate_run

        request = SimulateRequest(run, Repetition(campaigns, seed, workers), is_confirmed=yes)
        stop = StopRequest()
        simulated = interruptibly(lambda: simulate_run(request, show.event, stop), stop, show, STOPPING)
    from optimizer.commandline.terminal.simulate_text import SimulateText

    text = SimulateText(simulated.publication, simulated.simulation, simulated.directory, spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
