"""``catruc check``."""

from __future__ import annotations

from pathlib import Path

import click

from optimizer.commandline import options
from optimizer.commandline.language import asked_for, of_scenario
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.texts import commandline as texts


@click.command(
    cls=Verb,
    about=texts.CHECK,
    example="catruc check scenarios/dong_phu.yaml --set campaign.finish_by=2024-06-20",
    campaign=of_scenario,
)
@options.scenario_file
@options.option("--diff", is_flag=True, text=texts.DIFF)
@options.overlays
@options.set_values
def check(
    scenario: Path,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    *,
    diff: bool,
    as_json: bool,
) -> None:
    """Check a scenario and tell what it holds."""
    from optimizer.commandline.terminal.check_text import CheckText
    from optimizer.workflows.check import check_scenario

    checked = check_scenario(scenario, overlays, overrides, asked_for())
    text = CheckText(checked, with_changes=diff)
    if as_json:
        print_json(text.to_json())
    else:
        print_lines(text.lines())
