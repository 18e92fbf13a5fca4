"""Days that weekly rest leaves for duty."""

from __future__ import annotations

from optimizer.rules.capacity import Capacity, OfficerWeek
from optimizer.rules.rest_days.statement import RestDays


def capacity(statement: RestDays, week: OfficerWeek) -> Capacity:
    """The days left beside the rest that is still due; an average over months says nothing of one week."""
    if statement.period != "week" or not week.is_whole:
        return Capacity()
    taken = sum(day.index in week.officer.past_rest for day in week.past)
    return Capacity(days=max(0, week.days - max(0, statement.at_least - taken - week.free_leave_days)))
