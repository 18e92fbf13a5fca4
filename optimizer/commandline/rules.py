"""``catruc rules``."""

from __future__ import annotations

import click

from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.verb import Verb
from optimizer.errors import ScenarioError


@click.command(cls=Verb, example="catruc rules rest_between_duties")
@click.argument("kind", required=False)
@click.option("--markdown", is_flag=True, help="Print a table of all kinds for docs/reference.md.")
def rules(kind: str | None, *, markdown: bool, as_json: bool) -> None:
    """List the kinds of rules, or explain one."""
    from optimizer.commandline.terminal.rules_text import rules_table
    from optimizer.workflows.rules import describe_rules

    try:
        descriptions = describe_rules(kind)
    except ScenarioError as error:
        raise click.BadParameter(
            f"{error.diagnostics[0].what}; {error.diagnostics[0].remedy}", param_hint="KIND"
        ) from error
    if as_json:
        from dataclasses import asdict

        print_json({"rules": [asdict(description) for description in descriptions]})
    elif markdown:
        print_lines(rules_table(descriptions))
    elif kind:
        print_lines(map(str, descriptions))
    else:
        width = max(len(description.kind) for description in descriptions)
        print_lines(f"{description.kind:<{width}}  {description.title}" for description in descriptions)
