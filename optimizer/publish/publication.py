"""What there is to publish: one value that every output reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from optimizer.scenario.schema import Scenario
from optimizer.world.plan import Plan, Tier


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


def tier_record(tier: Tier) -> dict[str, Any]:
    """One tier as it stands in ``run.json``."""
    return {
        "name": tier.name,
        "value": tier.value,
        "bound": tier.bound,
        "gap": tier.gap,
        "seconds": tier.seconds,
        "unit": tier.unit,
        "terms": dict(tier.terms),
        **({} if tier.bound_given_openings is None else {"bound_given_openings": tier.bound_given_openings}),
    }
