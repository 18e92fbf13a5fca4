"""Statement of a fair share of the load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from optimizer.fields import Quantity
from optimizer.rules.statement import SharedLoad, Statement, TierName


class FairShare(Statement):
    """Load spread evenly over a group, relative to what each is there for.

    Rule
        Within a group, the officer with the largest share carries at most so much more than the one with the least.
        A share is the ``burden`` (published weights), the ``evenings`` (evening duties) or the ``weekend_duties``
        (duties that begin on weekend days and holidays or run into a holiday) per available day, or the ``hours`` on
        duty as a share of those the officer may work: a seventh of the hours per week for each available day. A day is
        available if the officer is not on leave.
    Amount
        Spread of the shares above the allowance, per group. The solver counts thousandths, rounded up, so it never
        calls an uneven share even. The tier has the spread of the burden of each unit whatever the rules say; soft
        rules with another measure are added to it.
    Borders
        ``burden`` counts the burden and the available days of the history; the other measures count the horizon alone.
        Officers who are on leave over the whole horizon are left out, and of ``hours`` those with none a week.
    Source
        The grading of units and officers by the share completed; no article of law.
    """

    kind: Literal["fair_share"] = "fair_share"
    measure: Literal["burden", "evenings", "weekend_duties", "hours"] = "burden"
    """What is shared."""
    group_by: Literal["unit", "scope"] = "unit"
    """``unit``: among the officers of each unit; ``scope``: among all officers the rule is for."""
    at_most: Quantity = 0.0
    """Spread that is no breach; of hours 0.05 is a twentieth of those each may work."""

    tier: ClassVar[TierName] = "fairness"
    amount_scale: ClassVar[int] = 1000

    @property
    def asks_for_duty(self) -> bool:
        """Whoever carries little may carry too little."""
        return True

    def joins(self, officers: Sequence[str]) -> Sequence[str]:
        """All of them, unless shares are compared within units."""
        return officers if self.group_by == "scope" else ()

    @property
    def shared_load(self) -> SharedLoad | None:
        """What is shared, unless that is the burden."""
        if self.measure == "burden":
            return None
        return SharedLoad(self.measure, self.group_by == "unit", self.at_most)
