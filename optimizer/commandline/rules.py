"""``catruc rules``."""

from __future__ import annotations

import click

from optimizer.commandline.language import spoken
from optimizer.commandline.printing import print_json, print_lines
from optimizer.commandline.usage import WrongValueError
from optimizer.commandline.verb import Verb
from optimizer.errors import ScenarioError
from optimizer.texts import commandline as texts


@click.command(cls=Verb, about=texts.RULES, example="catruc rules rest_between_duties")
@click.argument("kind", required=False)
def rules(kind: str | None, *, as_json: bool) -> None:
    """List the kinds of rules, or explain one."""
    from optimizer.commandline.terminal.rules_text import rule_lines, rules_list
    from optimizer.workflows.rules import describe_rules

    language = spoken()
    try:
        descriptions = describe_rules(kind, language)
    except ScenarioError as error:
        problem = error.diagnostics[0]
        told = texts.WHAT_AND_REMEDY(what=problem.what, remedy=problem.remedy)
        raise WrongValueError(told, param_hint="KIND") from error
    if as_json:
        from dataclasses import asdict

        print_json({"rules": [asdict(description) for description in descriptions]})
    elif kind:
        print_lines(rule_lines(descriptions[0], language))
    else:
        print_lines(rules_list(descriptions))
