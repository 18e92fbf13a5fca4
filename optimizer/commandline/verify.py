"""``catruc verify``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import VERIFICATION_FAILED, Verb
from optimizer.texts.messages import Language


@click.command(cls=Verb, example="catruc verify runs/dong_phu")
@click.argument("run", type=click.Path(path_type=Path))
@options.language
def verify(run: Path, language: Language | None, *, as_json: bool) -> None:
    """Verify a run folder, also one edited by hand.

    Everything is recomputed from the files; exit code 6 if it does not hold.
    """
    from optimizer.commandline.terminal.verify_text import VerifyText, language_of
    from optimizer.workflows.verify import verify_run

    verification = verify_run(run)
    text = VerifyText(verification, language or language_of(run))
    if as_json:
        print_json({"verdict": text.verdict(), "directory": str(run), **verification.to_json()})
    else:
        print_lines(text.lines())
    if not verification.passed:
        click.get_current_context().exit(VERIFICATION_FAILED)
