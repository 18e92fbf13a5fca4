"""Hours that a limit leaves an officer in a week."""

from __future__ import annotations

from optimizer.rules.capacity import Capacity, OfficerWeek
from optimizer.rules.hours_in_period.statement import HoursInPeriod


def capacity(statement: HoursInPeriod, week: OfficerWeek) -> Capacity:
    """Limits of duty a day and a week; longer periods and overtime say nothing of one week."""
    if statement.at_most is None or statement.of == "overtime":
        return Capacity()
    if statement.period == "week":
        # The hours after the last midnight belong to the next week, and yet to a duty of this one.
        return Capacity(minutes=_minutes_of(statement, week) - week.past_minutes + week.night_minutes)
    if statement.period == "day" and statement.of == "duty":
        return Capacity(minutes_a_day=round(_minutes_of(statement, week)) + week.night_minutes)
    return Capacity()


def _minutes_of(statement: HoursInPeriod, week: OfficerWeek) -> float:
    most = statement.at_most
    return most * 60 if isinstance(most, int | float) else week.officer.minutes_per_week
