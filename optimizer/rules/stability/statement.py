"""Statement of staying close to a published roster."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from optimizer.fields import Positive
from optimizer.rules.statement import Authority, Statement, TierName

Price = Annotated[float, Field(strict=True, ge=0), AfterValidator(lambda price: round(price, 2))]
"""In hundredths, as models count it."""


class Stability(Statement):
    """Few changes against a published roster.

    Rule
        Officers keep the duties that were published. ``replan``, ``stand-in``, ``swap`` and ``amend`` hold the roster
        against the one that they change; for the first plan nothing is published yet, so that it counts nothing there.
    Amount
        Prices of changes, per officer and day: of duties taken from the officer and of duties given to the officer. A
        change costs 1, or the highest price of the notice periods that its day falls into, and ``rest_day_extra`` more
        on weekend days and holidays. A published duty that no longer exists is no change.
    Borders
        Only days of the horizon; the history plays no part. Notice is counted from the first day that may change, which
        ``run.json`` names: for ``replan`` that of ``--from``, otherwise the first one that changes. What changes before
        it counts as without notice.
    Source
        The unit's own working rules (a roster once posted is changed only for a reason).
    """

    kind: Literal["stability"] = "stability"
    notice: tuple[tuple[Positive, Price], ...] = ((3, 3.0), (7, 2.0))
    """Notice periods, each as days and price: what a change costs on one of the first so many days."""
    rest_day_extra: Price = 1.0
    """What a change on a weekend day or a holiday costs more."""

    tier: ClassVar[TierName] = "preferences"
    amount_scale: ClassVar[int] = 100
    asks_for_published: ClassVar[bool] = True

    def price(self, days_ahead: int, *, is_rest_day: bool) -> int:
        """What one duty taken or given costs, in the models' steps, so many days after the first that may change."""
        price = max((price for days, price in self.notice if days_ahead < days), default=1.0)
        extra = self.rest_day_extra if is_rest_day else 0.0
        return round(price * self.amount_scale) + round(extra * self.amount_scale)

    @property
    def asks_for_duty(self) -> bool:
        """Whoever was to be on duty is to stay on it."""
        return True

    @property
    def authority(self) -> Authority:
        """Nobody is bound by a roster that is to be changed."""
        return "wish"
