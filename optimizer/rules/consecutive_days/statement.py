"""Statement of the length of runs of days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import model_validator

from optimizer.fields import Id, Positive
from optimizer.rules.statement import Authority, Statement, require_bounds


class ConsecutiveDays(Statement):
    """Length of runs of consecutive days of one class.

    Rule
        A run of consecutive days of the class (``work``: duty or other police work; ``duty``: campaign duty;
        ``evening``: an evening duty; ``off``: no campaign duty; or a shift) is at most, or at least, so many days long.
        A duty belongs to the day on which it begins.
    Amount
        For the maximum, days of a run beyond it, each on its own day. For the minimum, days missing to it, on the day
        after the run.
    Borders
        Days of the history on record (a duty or an absence) count, and a run may have begun there. Where the record
        ends, nothing is known: the maximum counts from the first day known; the minimum does not bind a run whose
        beginning is not known, nor one that touches the last day, nor one that ended before the day before the first.
        Without a history the minimum therefore leaves alone all runs that touch either end of the horizon.
    Source
        Labour Code 2019, Article 111 (24 hours of rest in a week, hence at most six days of work running), or the
        unit's own working rules.
    """

    kind: Literal["consecutive_days"] = "consecutive_days"
    of: Literal["work", "duty", "evening", "off"] | Id = "work"
    """Class of the days counted."""
    at_most: Positive | None = None
    """Longest run, in days."""
    at_least: Positive | None = None
    """Shortest run, in days."""

    example: ClassVar[Mapping[str, object]] = {"at_most": 6}

    @model_validator(mode="after")
    def _check_bounds(self) -> ConsecutiveDays:
        require_bounds(self.at_least, self.at_most)
        return self

    @property
    def asks_for_duty(self) -> bool:
        """A shortest run does: of duties by its length, of days off by not being split. So does a longest one off."""
        return self.at_least is not None or self.of == "off"

    @property
    def counts_days_running(self) -> bool:
        """A longest run does; what is missing to a shortest is told on one day."""
        return self.at_least is None

    @property
    def authority(self) -> Authority:
        """The longest run of working days is the law; all else is agreed on."""
        return "law" if self.of == "work" and self.at_least is None else "agreement"
