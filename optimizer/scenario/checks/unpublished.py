"""Rules that hold the roster against a published one: they count nothing as long as there is none."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.errors import Diagnostic
from optimizer.scenario.reading.tree import Node, dotted
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import references as texts


def unpublished_warnings(scenario: Scenario, merged: Node) -> Iterator[Diagnostic]:
    """A warning for each such rule that is not off."""
    for key, rule in scenario.rules.items():
        if rule.asks_for_published and rule.enforcement != "off":
            path = ("rules", key, "kind")
            yield Diagnostic(
                f"{merged.nearest(path).origin}  {dotted(path)}", texts.COUNTS_CHANGES, texts.USE_WITH_REPLAN
            )
