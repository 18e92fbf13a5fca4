"""CP-SAT encoding of the length of runs of days."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.rules.consecutive_days.statement import ConsecutiveDays
from optimizer.rules.expressions import Literal01, negated
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables


def encode(statement: ConsecutiveDays, variables: RosterVariables, poster: Poster) -> None:
    """Post, per person, that no run is longer than the maximum or shorter than the minimum."""
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        days = _ClassifiedDays(person.id, statement.of, variables)
        if statement.at_most is not None:
            _forbid_long_runs(days, statement.at_most, variables, poster)
        if statement.at_least is not None:
            _forbid_short_runs(days, statement.at_least, variables, poster)


@dataclass(frozen=True, slots=True)
class _ClassifiedDays:
    """One person's days, as to whether they belong to the class counted."""

    person: str
    of: str
    variables: RosterVariables

    def within(self, day: int) -> Literal01:
        """Whether the day is known to belong to the class."""
        return self._literal(day) if self.variables.is_on_record(self.person, day) else 0

    def outside(self, day: int) -> Literal01:
        """Whether the day is known not to belong to the class."""
        return negated(self._literal(day)) if self.variables.is_on_record(self.person, day) else 0

    def _literal(self, day: int) -> Literal01:
        match self.of:
            case "work":
                return self.variables.works_at_all(self.person, day)
            case "duty":
                return self.variables.works(self.person, day)
            case "evening":
                return self.variables.works_evening(self.person, day)
            case "off":
                return negated(self.variables.works(self.person, day))
            case shift:
                return self.variables.works_shift(self.person, day, shift)


def _forbid_long_runs(days: _ClassifiedDays, longest: int, variables: RosterVariables, poster: Poster) -> None:
    """Post that of any ``longest + 1`` days running one lies outside the class."""
    for last in variables.problem.horizon:
        window = [days.within(day) for day in range(last.index - longest, last.index + 1)]
        poster.forbid(days.person, last.date.isoformat(), window)


def _forbid_short_runs(days: _ClassifiedDays, shortest: int, variables: RosterVariables, poster: Poster) -> None:
    """Post that no day ends a run that is too short; each length has its clause, since each misses another amount."""
    for after in variables.problem.horizon:
        run: list[Literal01] = []
        for length in range(1, shortest):
            run.append(days.within(after.index - length))
            before = days.outside(after.index - length - 1)
            pattern = [before, *run, days.outside(after.index)]
            poster.forbid(days.person, after.date.isoformat(), pattern, amount=shortest - length)
