"""``catruc new``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts.messages import Language

MOST_DISTRICTS = 2000
"""Of a made-up country; Viet Nam had 705."""


@click.command(cls=Verb, example="catruc new my_campaign")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--districts",
    type=click.IntRange(1, MOST_DISTRICTS),
    help="Make up a province of so many districts instead, above 11 a country of several provinces.",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of what is made up; with --districts [1].")
@options.language
def new(directory: Path, districts: int | None, seed: int | None, language: Language | None, *, as_json: bool) -> None:
    """Create a campaign to start from.

    Writes a small scenario that works as it is, and a workbook to fill in. With --districts, writes provinces that do
    not exist, drawn from the figures of the reference case: to try how plans scale.
    """
    from optimizer.commandline.terminal.new_text import new_lines, province_lines
    from optimizer.workflows.new import new_campaign, new_provinces

    if districts is None and seed is not None:
        raise click.UsageError("--seed goes with --districts; a campaign to fill in has nothing to draw")
    files = (
        new_campaign(directory)
        if districts is None
        else new_provinces(directory, districts, 1 if seed is None else seed)
    )
    if as_json:
        print_json({"status": "created", "files": [str(path) for path in files]})
    else:
        lines = new_lines if districts is None else province_lines
        print_lines(lines(directory, files, language or "vi"))
