"""Statement of the number of duties in a period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import model_validator

from optimizer.errors import RefusedValueError
from optimizer.fields import Count, Id, Positive
from optimizer.rules.period import Period
from optimizer.rules.statement import Statement, require_bounds
from optimizer.texts.diagnostics.schema import WEEKENDS_IN_PERIOD


class DutiesInPeriod(Statement):
    """Number of duties, worked days, evenings or weekends in a period.

    Rule
        In every period an officer has at most, or at least, so many ``duties``, ``days`` with duty, ``evenings``
        (evening duties), ``weekends`` (with duty on Saturday or Sunday), or duties of one shift.
    Amount
        Number above the maximum or below the minimum, per officer and period.
    Borders
        A week or month that the first day cuts counts with its history; what the history alone has above the maximum
        is no breach of the plan. The part of a period before the last day is
        held to the maximum as if it were whole. A minimum is asked only of periods that end by the last day and whose
        days before the first are all on record. Periods of so many days running are those that end on a day of the
        horizon. ``horizon`` leaves the history out. A weekend belongs to the month of its Saturday.
    Source
        The unit's own working rules.
    """

    kind: Literal["duties_in_period"] = "duties_in_period"
    period: Period = "week"
    """``day``, ``week`` (ISO), ``month``, ``horizon``, or ``{rolling_days: n}``."""
    of: Literal["duties", "days", "evenings", "weekends"] | Id = "duties"
    """What is counted."""
    at_most: Count | None = None
    """Most of them."""
    at_least: Positive | None = None
    """Fewest of them."""

    example: ClassVar[Mapping[str, object]] = {"at_most": 6}

    @model_validator(mode="after")
    def _check_bounds(self) -> DutiesInPeriod:
        require_bounds(self.at_least, self.at_most)
        if self.of == "weekends" and self.period not in ("week", "month", "horizon"):
            raise RefusedValueError(WEEKENDS_IN_PERIOD)
        return self

    @property
    def asks_for_duty(self) -> bool:
        """A minimum does."""
        return self.at_least is not None
