"""``catruc swap``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run
from optimizer.commandline.revising import print_revision, shown, signature
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(
    cls=Verb,
    about=texts.SWAP,
    example="catruc swap runs/dong_phu TP-03:2024-05-12:morning TP-05:2024-05-14:evening",
    campaign=of_run,
)
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("one", metavar="OFFICER:DATE:SHIFT")
@click.argument("other", metavar="OFFICER:DATE:SHIFT")
@options.reason
@options.author
@options.workers
@options.quiet
def swap(
    run: Path, one: str, other: str, reason: str, author: str | None, workers: int, *, quiet: bool, as_json: bool
) -> None:
    """Let two officers exchange two duties."""
    import time

    from optimizer.workflows.swap import SwapRequest, swap_duties

    request = SwapRequest(run, one, other, signature(author, reason, workers))
    revised = shown(lambda report, stop: swap_duties(request, report, stop, time.monotonic), quiet=quiet)
    print_revision(revised, as_json=as_json)
