"""Hours that a limit leaves an officer in a week."""

from __future__ import annotations

from optimizer.rules.capacity import Capacity, OfficerWeek
from optimizer.rules.hours_in_period.statement import HoursInPeriod


def capacity(statement: HoursInPeriod, week: OfficerWeek) -> Capacity:
    """Limits of duty a day and a week; longer periods and overtime say nothing of one week."""
    if statement.at_most is None or statement.of == "overtime":
        return Capacity()
    if statement.period == "week":
        return Capacity(minutes=_minutes_of(statement, week) - _past_minutes(week))
    if statement.period == "day" and statement.of == "duty":
        return Capacity(minutes_a_day=round(_minutes_of(statement, week)))
    return Capacity()


def _minutes_of(statement: HoursInPeriod, week: OfficerWeek) -> float:
    most = statement.at_most
    return most * 60 if isinstance(most, int | float) else week.officer.minutes_per_week


def _past_minutes(week: OfficerWeek) -> int:
    """Minutes worked in the week before the campaign began."""
    days = {day.index for day in week.past}
    return sum(duty.end - duty.start for duty in week.officer.past_duties if duty.day in days)
