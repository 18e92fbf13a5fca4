"""CP-SAT encoding of the days of weekly rest."""

from __future__ import annotations

from optimizer.rules.expressions import total
from optimizer.rules.poster import Poster
from optimizer.rules.rest_days.statement import RestDays
from optimizer.rules.spans import Span, spans
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import Person


def encode(statement: RestDays, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person and week (or per person over all months), the rest days missing."""
    periods = spans(variables.problem, statement.period)
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        judged = [span for span in periods if span.may_ask_for(person.id, variables)]
        if statement.period == "week":
            for span in judged:
                _encode([span], span.when, statement.at_least, person, variables, poster)
        elif judged:
            when = judged[0].when if len(judged) == 1 else f"{judged[0].when}..{judged[-1].when}"
            _encode(judged, when, statement.at_least, person, variables, poster)


def _encode(
    periods: list[Span], when: str, asked: int, person: Person, variables: RosterVariables, poster: Poster
) -> None:
    past = sum(day in person.past_rest for span in periods for day in span.days if day < 0)
    rest = total(
        [past, *(variables.has_state("rest", person.id, day) for span in periods for day in span.days if day >= 0)]
    )
    required = sum(
        min(max(0, asked - _rest_on_leave(person, span, variables)), _most_rest_days(person, span)) for span in periods
    )
    poster.at_least(person.id, when, rest, required)


def _rest_on_leave(person: Person, span: Span, variables: RosterVariables) -> int:
    """Weekend days and holidays of leave, history included."""
    return sum(
        variables.day_type(day) != "weekday"
        and (day in person.leave if day >= 0 else person.past_absences.get(day) == "leave")
        for day in span.days
    )


def _most_rest_days(person: Person, span: Span) -> int:
    """Rest days of the history, and days of the horizon without leave on which no night of it ends."""
    past = sum(day in person.past_rest for day in span.days if day < 0)
    return past + sum(day not in person.leave and not person.past_minutes_on(day) for day in span.days if day >= 0)
