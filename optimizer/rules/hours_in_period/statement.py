"""Statement of the hours worked in a period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import model_validator

from optimizer.errors import RefusedValueError
from optimizer.fields import Hours, PositiveHours
from optimizer.rules.period import Period
from optimizer.rules.statement import Authority, Statement, require_bounds
from optimizer.texts.diagnostics.schema import OFFICER_HOURS_A_WEEK


class HoursInPeriod(Statement):
    """Hours worked in a day, a week, a month or another period.

    Rule
        In every period an officer's hours (``duty``: on campaign duty; ``all_work``: these and a normal day for each
        day of other police work; ``overtime``: duty above the normal day, and all duty on weekend days and holidays)
        are at most, or at least, so many. Hours fall on the day, week and month in which they are worked: a night is
        split at midnight. ``officer`` stands for the officer's own hours per week.
    Amount
        Hours above the maximum or below the minimum, per officer and period.
    Borders
        A week or month that the first day cuts counts with its history; what the history alone has above the maximum is
        no breach of the plan. The part of a period before the last day is held to the maximum as if it were whole. A
        minimum is asked only of periods that end by the last day and whose days before the first are all on record.
        Periods of so many days running are those that end on a day of the horizon. ``horizon`` leaves the history out.
        The hours after midnight of the last night count in a week or month that runs on, those of the history's last
        night on the first day.
    Source
        Labour Code 2019, Articles 105 (8 hours a day, 48 a week) and 107 (12 hours a day with overtime, 40 hours of
        overtime a month, 200 a year).
    """

    kind: Literal["hours_in_period"] = "hours_in_period"
    period: Period = "week"
    """``day``, ``week`` (ISO), ``month``, ``horizon``, or ``{rolling_days: n}``."""
    of: Literal["duty", "overtime", "all_work"] = "duty"
    """Hours counted."""
    at_most: Hours | Literal["officer"] | None = None
    """Most hours, or ``officer``."""
    at_least: PositiveHours | None = None
    """Fewest hours."""

    amount_scale: ClassVar[int] = 60
    example: ClassVar[Mapping[str, object]] = {"at_most": "officer"}

    def most_minutes(self, own: int) -> int | None:
        """The maximum in minutes for an officer who has so many a week; none where only a minimum is asked."""
        if self.at_most == "officer":
            return own
        return None if self.at_most is None else round(self.at_most * 60)

    @property
    def is_kept_in_timeline_bounds(self) -> bool:
        """Hours asked for, of longer periods, or with other work, which an officer need not do, are left out."""
        return self.at_least is None and self.of != "all_work" and self.period in ("day", "week")

    @property
    def monthly_overtime_cap(self) -> float | None:
        """The most hours, of a rule on a month's overtime that asks for none."""
        is_cap = self.of == "overtime" and self.period == "month" and self.at_least is None
        return self.at_most if is_cap and isinstance(self.at_most, int | float) else None

    @model_validator(mode="after")
    def _check_bounds(self) -> HoursInPeriod:
        if self.at_most == "officer":
            if self.period != "week":
                raise RefusedValueError(OFFICER_HOURS_A_WEEK)
        else:
            require_bounds(self.at_least, self.at_most)
        return self

    @property
    def asks_for_duty(self) -> bool:
        """A minimum does."""
        return self.at_least is not None

    @property
    def authority(self) -> Authority:
        """A limit in hours is the law; hours of one's own and a minimum are agreed on."""
        return "law" if isinstance(self.at_most, float) and self.at_least is None else "agreement"
