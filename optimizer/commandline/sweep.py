"""``catruc sweep``."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import NOT_ACCEPTED, Verb
from optimizer.texts.messages import Language
from optimizer.texts.sweeps import STOPPING


@click.command(cls=Verb, example="catruc sweep scenarios/sweeps/how_few_officers.yaml -o sweeps/april")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", "directory", type=click.Path(path_type=Path), help="Folder [sweeps/<file>].")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    callback=options.address,
    help="Plan on the Dask cluster at tcp://… or tls://… [processes of this machine].",
)
@click.option("--resume", is_flag=True, help="Continue in a folder: plan only what is not finished.")
@click.option("--yes", is_flag=True, help="Do not ask twice before very many plans.")
@options.quiet
@options.language
def sweep(
    file: Path,
    directory: Path | None,
    cluster: str | None,
    language: Language | None,
    *,
    resume: bool,
    yes: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Plan many variants side by side.

    A sweep file says what varies. Each plan is kept as soon as it is finished; Ctrl-C stops, and --resume continues.
    """
    from optimizer.commandline.interruptibly import interruptibly
    from optimizer.commandline.terminal.sweep_progress import sweep_progress
    from optimizer.commandline.terminal.sweep_text import SweepText
    from optimizer.stopping import StopRequest
    from optimizer.sweep.sweeping import SweepRequest, run_sweep

    request = SweepRequest(file, directory, cluster, resume, yes, language)
    stop = StopRequest()
    with closing(sweep_progress(None if quiet else sys.stderr, time.monotonic, language or "vi")) as show:
        outcome = interruptibly(lambda: run_sweep(request, show.tell, stop), stop, show, language, STOPPING)
    text = SweepText(outcome.summary, outcome.rows, outcome.directory)
    if as_json:
        print_json({"verdict": text.verdict(), "directory": str(outcome.directory), **outcome.summary})
    else:
        print_lines(text.lines())
    if not outcome.is_accepted:
        click.get_current_context().exit(NOT_ACCEPTED)
