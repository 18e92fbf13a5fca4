"""Statement of leave and wishes."""

from __future__ import annotations

from typing import ClassVar, Literal

from optimizer.rules.statement import Authority, Statement, TierName


class Availability(Statement):
    """Leave granted, or wishes for and against duty.

    Rule
        ``leave``: no hour of an officer's duties falls on a day of leave. ``requests``: an officer works when having
        asked to work and is off when having asked to be off, on the whole day or in the shift named; a duty belongs to
        the day on which it begins.
    Amount
        ``leave``: duties that begin or end on days of leave. ``requests``: weights of the wishes not met (counted in
        hundredths).
    Borders
        Only duties of the horizon; the history plays no part. Leave on the day after the last keeps the last night.
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

    @property
    def grants_wishes(self) -> bool:
        """That of requests is."""
        return self.of == "requests"

    @property
    def keeps_leave_free(self) -> bool:
        """That of leave does."""
        return self.of == "leave"

    @property
    def authority(self) -> Authority:
        """Leave granted is the law; wishes are wishes."""
        return "law" if self.of == "leave" else "wish"
