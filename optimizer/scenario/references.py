"""Cross checks."""

from __future__ import annotations

from optimizer.errors import Problem
from optimizer.scenario.schema import Scenario
from optimizer.scenario.tree import Node


def reference_problems(scenario: Scenario, merged: Node) -> list[Problem]:
    """Problems of the scenario as a whole."""
    return []
