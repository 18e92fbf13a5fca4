"""``catruc schema``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb


@click.command(cls=Verb, example="catruc schema > schema.json")
@click.option("--write", is_flag=True, help="Write scenarios/schema.json and scenarios/default.yaml anew.")
def schema(*, write: bool, as_json: bool) -> None:
    """Print the JSON schema of scenario files."""
    from optimizer.workflows.schema import scenario_schema, write_schema

    if not write:
        click.echo(scenario_schema(), nl=False)
        return
    files = [str(path) for path in write_schema(Path("scenarios"))]
    if as_json:
        print_json({"status": "written", "files": files})
    else:
        print_lines(f"written: {name}" for name in files)
