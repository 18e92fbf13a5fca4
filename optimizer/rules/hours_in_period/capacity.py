"""Hours that a limit leaves an officer in a week."""

from __future__ import annotations

from optimizer.rules.capacity import Capacity, OfficerWeek
from optimizer.rules.hours_in_period.statement import HoursInPeriod


def capacity(statement: HoursInPeriod, week: OfficerWeek) -> Capacity:
    """Limits of duty a day and a week; longer periods and overtime say nothing of one week."""
    most = statement.most_minutes(week.officer.minutes_per_week)
    if most is None or statement.of == "overtime":
        return Capacity()
    if statement.period == "week":
        # The hours after the last midnight belong to the next week, and yet to a duty of this one.
        return Capacity(minutes=most - week.past_minutes + week.night_minutes)
    if statement.period == "day" and statement.of == "duty":
        return Capacity(minutes_a_day=most + week.night_minutes)
    return Capacity()
