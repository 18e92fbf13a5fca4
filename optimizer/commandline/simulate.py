"""``catruc simulate``."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from optimizer.commandline import options
from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.usage import WrongUsageError
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts
from optimizer.texts.simulation import STOPPING

if TYPE_CHECKING:
    from optimizer.simulate.campaigns import Machines
    from optimizer.stopping import StopRequest
    from optimizer.workflows.simulate_replanned import ReplannedRequest

LARGEST_COUNT, LONGEST_INTERVAL = 10**9, 366


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
@options.option("--cluster", metavar="ADDRESS", callback=options.address, text=texts.SIMULATION_CLUSTER)
@options.option("--replan-every", type=click.IntRange(1, LONGEST_INTERVAL), metavar="DAYS", text=texts.REPLAN_EVERY)
@options.option("--yes", is_flag=True, text=texts.SIMULATION_YES)
@options.quiet
def simulate(
    run: Path,
    campaigns: int,
    seed: int,
    workers: int,
    cluster: str | None,
    replan_every: int | None,
    *,
    yes: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Simulate a plan, and tell the chances of its targets."""
    if replan_every is not None:
        if cluster:
            raise WrongUsageError(texts.REPLAN_EVERY_HERE())
        from optimizer.workflows.simulate_replanned import CAMPAIGNS, ReplannedRequest

        is_told = click.get_current_context().get_parameter_source("campaigns") is ParameterSource.COMMANDLINE
        number = campaigns if is_told else CAMPAIGNS
        asked = ReplannedRequest(run, replan_every, number, seed, workers, is_confirmed=yes)
        _print_replanned(asked, quiet=quiet, as_json=as_json)
        return
    if cluster and click.get_current_context().get_parameter_source("workers") is ParameterSource.COMMANDLINE:
        raise WrongUsageError(texts.WORKERS_AND_CLUSTER())
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        from optimizer.stopping import StopRequest
        from optimizer.workflows.simulate import Repetition, SimulateRequest, simulate_run

        stop = StopRequest()
        elsewhere = None if cluster is None else partial(_machines_at, cluster, run, stop)
        request = SimulateRequest(run, Repetition(campaigns, seed, workers), is_confirmed=yes, elsewhere=elsewhere)
        simulated = interruptibly(lambda: simulate_run(request, show.event, stop), stop, show, STOPPING)
    from optimizer.commandline.terminal.simulate_text import SimulateText

    text = SimulateText(simulated.publication, simulated.simulation, simulated.directory, spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())


def _print_replanned(request: ReplannedRequest, *, quiet: bool, as_json: bool) -> None:
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress
    from optimizer.commandline.terminal.replanned_text import ReplannedText
    from optimizer.stopping import StopRequest
    from optimizer.workflows.simulate_replanned import simulate_replanned

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        stop = StopRequest()
        study = interruptibly(
            lambda: simulate_replanned(request, show.event, stop, time.monotonic), stop, show, STOPPING
        )
    text = ReplannedText(study, spoken())
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())


def _machines_at(address: str, run: Path, stop: StopRequest) -> AbstractContextManager[Machines]:
    from optimizer.sweep.campaigns import machines_at

    return machines_at(address, run, stop)
