"""CP-SAT encoding of the number of duties in a period."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.expressions import Expression, bounds, total
from optimizer.rules.poster import Poster
from optimizer.rules.spans import Span, month_of_a_first_sunday, spans
from optimizer.rules.variables import RosterVariables


def encode(statement: DutiesInPeriod, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and period, the number above the maximum and below the minimum."""
    periods = spans(variables.problem, statement.period)
    if statement.of == "weekends" and statement.period == "month":
        periods = [*month_of_a_first_sunday(variables.problem), *periods]
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        for span in periods:
            number = total(_counted(statement, person.id, span, variables))
            if statement.at_most is not None:
                poster.at_most(person.id, span.when, number, max(statement.at_most, bounds(number)[0]))
            if statement.at_least is not None and span.may_ask_for(person.id, variables):
                poster.at_least(person.id, span.when, number, statement.at_least)


def _counted(statement: DutiesInPeriod, person: str, span: Span, variables: RosterVariables) -> Iterable[Expression]:
    if statement.of == "weekends":
        return _weekends(person, span, statement.period == "horizon", variables)
    return (_on_day(statement.of, person, day, variables) for day in span.days)


def _on_day(of: str, person: str, day: int, variables: RosterVariables) -> Expression:
    if of == "days":
        return variables.works(person, day)
    if day < 0:
        past = variables.past_duties_of(person, day)
        return sum(of == "duties" or (duty.is_evening if of == "evenings" else duty.shift == of) for duty in past)
    return total(
        variables.assigned(person, slot.id)
        for slot in variables.slots_of(person, day)
        if of == "duties" or (slot.is_evening if of == "evenings" else slot.shift == of)
    )


def _weekends(person: str, span: Span, is_whole_horizon: bool, variables: RosterVariables) -> Iterable[Expression]:
    """Whether each weekend whose Saturday lies in the span is worked; the horizon may also begin with a Sunday."""
    monday = -variables.problem.horizon[0].date.weekday()
    last = variables.problem.horizon[-1].index
    for day in span.days:
        weekday = (day - monday) % 7
        if weekday == 5:
            both = [variables.works(person, d) for d in (day, day + 1) if d <= last]
            yield variables.any_of(("weekend", person, day), both)
        elif weekday == 6 and is_whole_horizon and day == 0:
            yield variables.works(person, day)
