"""What there is to publish: one value that every output reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optimizer.scenario.schema import Scenario
from optimizer.world.plan import Plan


@dataclass(frozen=True, slots=True)
class Publication:
    """A plan with all that is told about it."""

    scenario: Scenario
    plan: Plan
    run_record: Mapping[str, Any]
    """Content of ``run.json``."""
    verification: Mapping[str, Any]
    """Content of ``verification.json``."""
    resolved_text: str
    """Content of ``scenario.resolved.yaml``."""
