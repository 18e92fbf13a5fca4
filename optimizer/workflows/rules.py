"""``catruc rules``: the kinds of rules in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.texts.messages import Language

if TYPE_CHECKING:
    from optimizer.rules.describe import Description


def describe_rules(kind: str | None, language: Language) -> tuple[Description, ...]:
    """Every kind of rule in words, or one of them.

    Raises
    ------
    ScenarioError
        If there is no such kind.
    """
    from optimizer.rules.catalogue import KINDS
    from optimizer.rules.describe import describe

    return tuple(describe(name, language) for name in ([kind] if kind else KINDS))
