"""``catruc new``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.usage import WrongUsageError
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts

MOST_DISTRICTS = 2000
"""Of a made-up country; Viet Nam had 705."""


@click.command(cls=Verb, about=texts.NEW, example="catruc new my_campaign")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@options.option("--districts", type=click.IntRange(1, MOST_DISTRICTS), metavar="N", text=texts.DISTRICTS)
@options.option("--seed", type=click.IntRange(0, options.LARGEST_SEED), metavar="N", text=texts.NEW_SEED)
def new(directory: Path, districts: int | None, seed: int | None, *, as_json: bool) -> None:
    """Create a campaign to start from."""
    from optimizer.commandline.terminal.new_text import new_lines, province_lines
    from optimizer.workflows.new import new_campaign, new_provinces

    if districts is None and seed is not None:
        raise WrongUsageError(texts.SEED_WITHOUT_DISTRICTS)
    files = (
        new_campaign(directory)
        if districts is None
        else new_provinces(directory, districts, 1 if seed is None else seed)
    )
    if as_json:
        print_json({"status": "created", "files": [str(path) for path in files]})
    else:
        lines = new_lines if districts is None else province_lines
        print_lines(lines(directory, files, spoken()))
