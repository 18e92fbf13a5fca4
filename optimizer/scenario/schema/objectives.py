"""Section ``objectives``: the goal and the published weights of burden."""

from __future__ import annotations

from typing import Literal

from optimizer.fields import Quantity, Section


class BurdenWeights(Section):
    """What one duty weighs; the weights that apply to a duty are added."""

    evening: Quantity = 1.0
    """A duty in an evening shift."""
    weekend: Quantity = 1.0
    """A duty on a weekend day."""
    holiday: Quantity = 2.0
    """A duty on a public holiday."""
    overtime_hour: Quantity = 0.25
    """Each hour above 8 a day, and each hour on a weekend day or holiday."""
    travel_hour: Quantity = 0.25
    """Each hour of travel."""
    loan: Quantity = 1.0
    """A duty at a post of another unit."""


class Objectives(Section):
    """What is sought, in strict tiers: standing, shortfall, (finish,) burden, fairness, preferences."""

    goal: Literal["target", "earliest"] = "target"
    """``target``: meet the targets by ``finish_by`` with the least burden; ``earliest``: as early as possible first."""
    burden: BurdenWeights = BurdenWeights()
