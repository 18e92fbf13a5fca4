"""Statement of leave and wishes."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rules.statement import Statement, TierName


class Availability(Statement):
    """Leave granted, or wishes for and against duty.

    Rule
        ``leave``: an officer has no duty on a day of leave. ``requests``: an officer works when having asked to work
        and is off when having asked to be off, on the whole day or in the shift named.
    Amount
        ``leave``: duties on days of leave. ``requests``: weights of the wishes not met (counted in hundredths).
    Borders
        Only days of the horizon; the history plays no part.
    Source
        Labour Code 2019, Articles 113 and 115 (leave). Wishes have no source in law.
    """

    kind: Literal["availability"] = "availability"
    of: Literal["leave", "requests"] = "leave"
    """Which of the two."""

    tier: ClassVar[TierName] = "preferences"
    amount_scale: ClassVar[int] = 100

    @property
    def asks_for_duty(self) -> bool:
        """A wish for duty does."""
        return self.of == "requests"
