"""``catruc check``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts.messages import Language


@click.command(cls=Verb, example="catruc check scenarios/dong_phu.yaml --set campaign.finish_by=2024-06-20")
@options.scenario_file
@click.option("--diff", is_flag=True, help="Tell each value that differs from the base, old → new, and its line.")
@options.overlays
@options.set_values
@options.language
def check(
    scenario: Path,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    language: Language | None,
    *,
    diff: bool,
    as_json: bool,
) -> None:
    """Check a scenario and tell what it holds.

    Nothing is planned; errors name file, line and remedy. With --diff it tells what overlays, --set and the files
    that extend another change of the base, the file at the end of 'extends'.
    """
    from optimizer.commandline.terminal.check_text import CheckText
    from optimizer.workflows.check import check_scenario

    checked = check_scenario(scenario, overlays, overrides, language)
    text = CheckText(checked.loaded, checked.world, checked.capacities, with_changes=diff)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
