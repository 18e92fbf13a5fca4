"""CP-SAT encoding of the hours worked in a period."""

from __future__ import annotations

from optimizer.rules.expressions import Expression, bounds, total
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.poster import Poster
from optimizer.rules.spans import spans
from optimizer.rules.variables import RosterVariables


def encode(statement: HoursInPeriod, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and period, the minutes above the maximum and below the minimum."""
    periods = spans(variables.problem, statement.period)
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        most = statement.most_minutes(person.minutes_per_week)
        for span in periods:
            worked = span.worked_days(variables.problem)
            minutes = total(_minutes(statement.of, person.id, day, variables) for day in worked)
            if most is not None:
                poster.at_most(person.id, span.when, minutes, max(most, bounds(minutes)[0]))
            if statement.at_least is not None and span.may_ask_for(person.id, variables):
                poster.at_least(person.id, span.when, minutes, round(statement.at_least * 60))


def _minutes(of: str, person: str, day: int, variables: RosterVariables) -> Expression:
    if of == "overtime":
        return variables.overtime_minutes(person, day)
    on_duty = variables.minutes(person, day)
    if of == "duty":
        return on_duty
    return on_duty + variables.problem.normal_day_minutes * variables.has_state("other_duty", person, day)
