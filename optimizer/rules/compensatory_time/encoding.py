"""CP-SAT encoding of the days off in return for duty on rest days."""

from __future__ import annotations

from optimizer.rules.compensatory_time.statement import CompensatoryTime
from optimizer.rules.expressions import Expression, bounds
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import Person


def encode(statement: CompensatoryTime, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and day, the days owed past their time and those taken before they were earned.

    Whole days earned are ``floor(minutes / length)``; comparing minutes in steps of that length needs no division.
    """
    length = round(statement.hours_per_day * 60)
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        earned, taken = _running_totals(person, length, variables)
        away = person.leave | {day for day, kind in person.past_absences.items() if kind == "leave"}
        overdue = _overdue_before(_due_on(-1, statement.within_days, away), earned, taken, length)
        for day in variables.problem.horizon:
            when = day.date.isoformat()
            due = _due_on(day.index, statement.within_days, away)
            if due in earned:
                owed = earned[due] - length * taken[day.index]
                poster.at_most(person.id, when, owed, length * (overdue + 1) - 1, step=length)
            ahead = length * taken[day.index] - earned.get(day.index - 1, 0)
            poster.at_most(person.id, when, ahead, 0, step=length)


def _due_on(day: int, term: int, away: frozenset[int]) -> int:
    """The last day whose time off is due by the end of this one: so many days ago, those on leave not counted."""
    while term:
        term -= day not in away
        day -= 1
    return day


def _overdue_before(due: int, earned: dict[int, Expression], taken: dict[int, Expression], length: int) -> int:
    """Days earned by the day ``due`` and not taken in the history, which no plan can take in time."""
    return max(0, bounds(earned.get(due, 0))[0] // length - bounds(taken.get(-1, 0))[0])


def _running_totals(
    person: Person, length: int, variables: RosterVariables
) -> tuple[dict[int, Expression], dict[int, Expression]]:
    """Minutes earned and compensatory days taken up to each day, the history included."""
    earned: dict[int, Expression] = {}
    taken: dict[int, Expression] = {}
    minutes: Expression = _earned_before_the_record(person, length, variables)
    days: Expression = 0
    for day in variables.problem.days:
        if day.day_type != "weekday":
            name = f"earned[{person.id},{day.index}]"
            minutes = variables.defined(name, minutes + variables.minutes(person.id, day.index))
        name = f"taken[{person.id},{day.index}]"
        days = variables.defined(name, days + variables.has_state("compensatory", person.id, day.index))
        earned[day.index] = minutes
        taken[day.index] = days
    return earned, taken


def _earned_before_the_record(person: Person, length: int, variables: RosterVariables) -> int:
    """Minutes that must have been earned before the record begins for its compensatory days to be due."""
    missing = minutes = days = 0
    for day in variables.problem.days:
        if day.index >= 0:
            break
        days += person.past_absences.get(day.index) == "compensatory"
        missing = max(missing, length * (days - minutes // length))
        if day.day_type != "weekday":
            minutes += person.past_minutes_on(day.index)
    return missing
