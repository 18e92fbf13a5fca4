"""``catruc amend``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import of_run
from optimizer.commandline.revising import print_revision, print_unchanged, shown, signature
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(cls=Verb, about=texts.AMEND, example="catruc amend runs/dong_phu", campaign=of_run)
@click.argument("run", type=click.Path(path_type=Path))
@options.reason
@options.author
@options.workers
@options.quiet
def amend(run: Path, reason: str, author: str | None, workers: int, *, quiet: bool, as_json: bool) -> None:
    """Publish a roster that was edited by hand, with everything that follows from it."""
    import time

    from optimizer.workflows.amend import AmendRequest, amend_run

    request = AmendRequest(run, signature(author, reason, workers))
    revised = shown(lambda report, stop: amend_run(request, report, stop, time.monotonic), quiet=quiet)
    if revised is None:
        print_unchanged(run, as_json=as_json)
    else:
        print_revision(revised, as_json=as_json)
