"""``catruc plan``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimizer.commandline import options
from optimizer.commandline.language import asked_for, of_scenario, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.user import user_name
from optimizer.commandline.verb import NOT_ACCEPTED, Verb
from optimizer.texts import commandline as texts

if TYPE_CHECKING:
    from optimizer.commandline.terminal.progress import ProgressDisplay
    from optimizer.workflows.plan import PlanOutcome
    from optimizer.workflows.preparing import PlanRequest


@click.command(
    cls=Verb,
    about=texts.PLAN,
    example="catruc plan scenarios/dong_phu.yaml --time 120 -o runs/april",
    campaign=of_scenario,
)
@options.scenario_file
@options.option("-o", "--output", "directory", type=click.Path(path_type=Path), metavar="DIR", text=texts.PLAN_OUTPUT)
@options.time_limit
@options.seed
@options.workers
@options.deterministic
@options.from_scratch
@options.quiet
@options.overlays
@options.set_values
def plan(
    scenario: Path,
    directory: Path | None,
    seconds: float,
    seed: int,
    workers: int,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    *,
    deterministic: bool,
    from_scratch: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Plan a campaign, verify, write the run folder."""
    began = time.monotonic()
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    # The display comes first: what else is needed takes a second to import.
    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        from optimizer.workflows.preparing import PlanRequest

        request = PlanRequest(
            scenario,
            directory,
            seconds,
            seed,
            deterministic,
            workers,
            overlays,
            overrides,
            asked_for(),
            by=user_name(),
            begins_from_run=not (from_scratch or deterministic),
            began=began,
        )
        outcome = _plan(request, show)
    _print_plan(outcome, as_json=as_json)


def _plan(request: PlanRequest, show: ProgressDisplay) -> PlanOutcome:
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.stopping import StopRequest
    from optimizer.workflows.plan import plan_campaign

    stop = StopRequest()
    return interruptibly(lambda: plan_campaign(request, show.event, stop, time.monotonic), stop, show)


def _print_plan(outcome: PlanOutcome, *, as_json: bool) -> None:
    from optimizer.commandline.terminal.plan_text import PlanText

    text = PlanText(outcome.publication, outcome.directory)
    diagnostics = outcome.misplaced.diagnostics if outcome.misplaced else ()
    for diagnostic in (*outcome.warnings, *diagnostics):
        click.echo(diagnostic.in_language(spoken()), err=True)
    if as_json:
        where = {"verdict": text.verdict(), "directory": str(outcome.directory)}
        print_json(
            {
                **where,
                **outcome.publication.record.to_json(),
                **outcome.hashes,
                "problems": [diagnostic.to_json(spoken()) for diagnostic in diagnostics],
            }
        )
    else:
        print_lines(text.lines())
    if outcome.misplaced:
        click.get_current_context().exit(outcome.misplaced.exit_code)
    if not outcome.is_accepted:
        click.get_current_context().exit(NOT_ACCEPTED)
