"""Statement of a fair share of the load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from optimizer.fields import Quantity
from optimizer.rules.statement import Statement, TierName


class FairShare(Statement):
    """Load per available day, spread evenly over the officers of a group.

    Rule
        Within a group, the officer who carries most per available day carries at most so much more than the one who
        carries least. Carried is ``burden`` (published weights), ``evenings`` (evening duties), ``weekend_duties``
        (duties that begin on weekend days and holidays or run into a holiday) or ``hours``; a day is available if the
        officer is not on leave.
    Amount
        Spread above the allowance, in what is carried per available day, per group. The solver counts thousandths,
        rounded up, so it never calls an uneven share even.
    Borders
        ``burden`` counts the burden and the available days of the history; the other measures count the horizon alone.
        Officers who are on leave over the whole horizon are left out.
    Source
        The grading of units and officers by the share completed; no article of law.
    """

    kind: Literal["fair_share"] = "fair_share"
    measure: Literal["burden", "evenings", "weekend_duties", "hours"] = "burden"
    """What is shared."""
    group_by: Literal["unit", "scope"] = "unit"
    """``unit``: among the officers of each unit; ``scope``: among all officers the rule is for."""
    at_most: Quantity = 0.0
    """Spread that is no breach."""

    tier: ClassVar[TierName] = "fairness"
    amount_scale: ClassVar[int] = 1000

    @property
    def asks_for_duty(self) -> bool:
        """Whoever carries little may carry too little."""
        return True

    def joins(self, officers: Sequence[str]) -> Sequence[str]:
        """All of them, unless shares are compared within units."""
        return officers if self.group_by == "scope" else ()
