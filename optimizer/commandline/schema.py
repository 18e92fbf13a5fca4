"""``catruc schema``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(cls=Verb, about=texts.SCHEMA, example="catruc schema > schema.json")
@options.option("--write", is_flag=True, text=texts.WRITE)
def schema(*, write: bool, as_json: bool) -> None:
    """Print the JSON schema of scenario files."""
    from optimizer.workflows.schema import scenario_schema, write_schema

    language = spoken()
    if not write:
        click.echo(scenario_schema(language), nl=False)
        return
    files = [str(path) for path in write_schema(Path("scenarios"))]
    if as_json:
        print_json({"status": "written", "files": files})
    else:
        print_lines(texts.WRITTEN(file=name).in_language(language) for name in files)
