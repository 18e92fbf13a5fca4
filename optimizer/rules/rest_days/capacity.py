"""Days that weekly rest leaves for duty."""

from __future__ import annotations

from optimizer.rules.capacity import Capacity, OfficerWeek
from optimizer.rules.rest_days.statement import RestDays


def capacity(statement: RestDays, week: OfficerWeek) -> Capacity:
    """The days left beside the rest that is still due; an average over months says nothing of one week."""
    if statement.period != "week" or not week.is_whole:
        return Capacity()
    officer = week.officer
    taken = sum(day.index in officer.past_rest for day in week.past)
    # Which days of leave are weekend days or holidays makes no difference to what is possible at the very most.
    on_leave = week.leave_days + sum(officer.past_absences.get(day.index) == "leave" for day in week.past)
    return Capacity(days=max(0, week.days - max(0, statement.at_least - taken - on_leave)))
