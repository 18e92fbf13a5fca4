"""Posting a scenario's rules to a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ortools.sat.python import cp_model

from optimizer.rules.catalogue import AnyStatement, encoder
from optimizer.rules.poster import Mode, Poster
from optimizer.rules.variables import RosterVariables


def enforced_mode(rule: str, statement: AnyStatement) -> Mode | None:
    """The mode the scenario asks for, or ``None`` if the rule is off."""
    if statement.enforcement == "off":
        return None
    return Mode.HARD if statement.enforcement == "hard" else Mode.SOFT


def post_rules(
    model: cp_model.CpModel,
    variables: RosterVariables,
    rules: Mapping[str, AnyStatement],
    modes: Callable[[str, AnyStatement], Mode | None] = enforced_mode,
) -> dict[str, Poster]:
    """Post every rule that is not off.

    Parameters
    ----------
    model, variables
        The roster model, and its variables.
    rules
        Rule id to statement.
    modes
        How each rule is posted; ``None`` leaves it out. By default as its enforcement says.

    Returns
    -------
    dict[str, Poster]
        Rule id to the poster that holds its excesses or guards. An excess weighs
        ``statement.weight * excess / statement.amount_scale`` in the statement's tier.
    """
    posters: dict[str, Poster] = {}
    for rule, statement in rules.items():
        mode = modes(rule, statement)
        if mode is not None:
            posters[rule] = Poster(model, rule, mode)
            encoder(statement.kind)(statement, variables, posters[rule])
    return posters
