"""``catruc verify``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline.language import of_run, spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import VERIFICATION_FAILED, Verb
from optimizer.texts import commandline as texts


@click.command(cls=Verb, about=texts.VERIFY, example="catruc verify runs/dong_phu", campaign=of_run)
@click.argument("run", type=click.Path(path_type=Path))
def verify(run: Path, *, as_json: bool) -> None:
    """Verify a run folder, also one edited by hand."""
    from optimizer.commandline.terminal.verify_text import VerifyText
    from optimizer.workflows.verify import verify_run

    found = verify_run(run)
    text, verification = VerifyText(found, spoken()), found.verification
    if as_json:
        print_json({"verdict": text.verdict(), "directory": str(run), **verification.to_json()})
    else:
        print_lines(text.lines())
    if not verification.passed:
        click.get_current_context().exit(VERIFICATION_FAILED)
