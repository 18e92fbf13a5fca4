"""``catruc bench``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optimizer.commandline import options
from optimizer.commandline.language import spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts
from optimizer.texts.messages import Language

if TYPE_CHECKING:
    from optimizer.public_instances.bench import BenchRequest, InstanceOutcome


@click.command(
    cls=Verb, about=texts.BENCH, example="catruc bench tests/instances/ward.txt --time 10 --seeds 3 -o runs/bench"
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.option(
    "-o",
    "--output",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/bench"),
    show_default=True,
    metavar="DIR",
    text=texts.BENCH_OUTPUT,
)
@options.time_limit
@options.seed
@options.option("--seeds", type=click.IntRange(1, 99), metavar="N", text=texts.SEEDS)
@options.workers
@options.deterministic
@options.quiet
def bench(
    files: tuple[Path, ...],
    directory: Path,
    seconds: float,
    seed: int,
    seeds: int | None,
    workers: int,
    *,
    deterministic: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Plan public rostering instances."""
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.progress import QuietProgress, progress

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, spoken())
    with closing(show):
        from optimizer.public_instances.bench import BenchRequest
        from optimizer.stopping import StopRequest
        from optimizer.workflows.bench import bench_instances

        request = BenchRequest(files, directory, seconds, seed, seeds, deterministic, workers)
        stop = StopRequest()
        outcomes = interruptibly(lambda: bench_instances(request, show.event, stop, time.monotonic), stop, show)
    _print_bench(request, outcomes, spoken(), was_interrupted=stop.is_requested, as_json=as_json)


def _print_bench(
    request: BenchRequest, outcomes: list[InstanceOutcome], language: Language, *, was_interrupted: bool, as_json: bool
) -> None:
    from optimizer.commandline.terminal.bench_text import BenchText

    text = BenchText(outcomes, request.directory, language, was_interrupted=was_interrupted)
    errors = [error for outcome in outcomes for error in outcome.errors]
    diagnostics = [diagnostic for error in errors for diagnostic in error.diagnostics]
    exit_code = errors[0].exit_code if errors else 0
    for diagnostic in diagnostics:
        click.echo(diagnostic.in_language(language), err=True)
    if as_json:
        print_json(
            {
                **text.to_json(),
                "exit_code": exit_code,
                "problems": [diagnostic.to_json(language) for diagnostic in diagnostics],
            }
        )
    else:
        print_lines(text.lines())
    click.get_current_context().exit(exit_code)
