"""The agreement test is worth something only if it rejects encodings that are wrong: here are many that are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from optimizer.rules.catalogue import KINDS, encoder
from optimizer.rules.expressions import Expression, Literal01, total
from optimizer.rules.fair_share.statement import FairShare
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables
from tests.contract.agreement import Encode, agreement
from tests.contract.rule_cases import CASES


def is_rejected(kind: str, sabotage: Callable[[Encode], Encode]) -> bool:
    """Whether at least one world of the kind shows that the encoding is wrong."""
    encode = sabotage(encoder(kind))
    return any(not agreement(case.statement, case.world, encode).is_perfect for case in CASES if case.kind == kind)


# --- wrong in ways that every kind can be -------------------------------------------------------------------------


class _Wrapped(Poster):
    """A poster that passes on what it is told; the sabotaged ones below each lie in one way."""

    def __init__(self, honest: Poster) -> None:
        super().__init__(honest.model, honest.rule, honest.mode)
        self.excesses, self.guards = honest.excesses, honest.guards


class _Doubled(_Wrapped):
    def at_most(
        self, entity: str, when: str, expression: Expression, limit: int, *, step: int = 1, amount: int = 1
    ) -> None:
        super().at_most(entity, when, expression, limit, step=step, amount=2 * amount)

    def at_most_each(self, entity: str, when: str, conditions: Iterable[tuple[Expression, int, int]]) -> None:
        known = list(conditions)
        super().at_most_each(entity, when, known)
        super().at_most_each(entity, when, known)

    def forbid(self, entity: str, when: str, literals: Iterable[Literal01], *, amount: int = 1) -> None:
        super().forbid(entity, when, literals, amount=2 * amount)

    def worst_of(self, entity: str, when: str, cases: Iterable[tuple[int, Sequence[Literal01]]]) -> None:
        super().worst_of(entity, when, [(2 * amount, literals) for amount, literals in cases])


class _Renamed(_Wrapped):
    """Breaches under the wrong key."""

    def at_most(self, entity: str, when: str, *rest: Any, **options: Any) -> None:
        super().at_most(f"not_{entity}", when, *rest, **options)

    def at_most_each(self, entity: str, when: str, conditions: Iterable[tuple[Expression, int, int]]) -> None:
        super().at_most_each(entity, f"not_{when}", conditions)

    def forbid(self, entity: str, when: str, *rest: Any, **options: Any) -> None:
        super().forbid(f"not_{entity}", when, *rest, **options)

    def worst_of(self, entity: str, when: str, cases: Iterable[tuple[int, Sequence[Literal01]]]) -> None:
        super().worst_of(entity, f"not_{when}", cases)


class _Lenient(_Wrapped):
    """One step of breach is let pass."""

    def at_most(
        self, entity: str, when: str, expression: Expression, limit: int, *, step: int = 1, amount: int = 1
    ) -> None:
        super().at_most(entity, when, expression, limit + step, step=step, amount=amount)

    def at_most_each(self, entity: str, when: str, conditions: Iterable[tuple[Expression, int, int]]) -> None:
        super().at_most_each(entity, when, [(expression, limit + step, step) for expression, limit, step in conditions])

    def forbid(self, entity: str, when: str, literals: Iterable[Literal01], *, amount: int = 1) -> None:
        super().at_most(entity, when, total(literals), len(list(literals)))

    def worst_of(self, entity: str, when: str, cases: Iterable[tuple[int, Sequence[Literal01]]]) -> None:
        super().worst_of(entity, when, list(cases)[1:])


class _Reversed(_Wrapped):
    """The wrong sign."""

    def at_most(
        self, entity: str, when: str, expression: Expression, limit: int, *, step: int = 1, amount: int = 1
    ) -> None:
        super().at_most(entity, when, -expression, -limit, step=step, amount=amount)

    def at_most_each(self, entity: str, when: str, conditions: Iterable[tuple[Expression, int, int]]) -> None:
        super().at_most_each(entity, when, [(-expression, -limit, step) for expression, limit, step in conditions])

    def forbid(self, entity: str, when: str, literals: Iterable[Literal01], *, amount: int = 1) -> None:
        super().forbid(entity, when, [1 - one if isinstance(one, int) else ~one for one in literals], amount=amount)

    def worst_of(self, entity: str, when: str, cases: Iterable[tuple[int, Sequence[Literal01]]]) -> None:
        for amount, literals in cases:
            self.forbid(entity, when, literals, amount=amount)


def through(liar: type[_Wrapped]) -> Callable[[Encode], Encode]:
    return lambda encode: lambda statement, variables, poster: encode(statement, variables, liar(poster))


def silent(encode: Encode) -> Encode:
    return lambda statement, variables, poster: None


def twice(encode: Encode) -> Encode:
    def encode_twice(statement: Any, variables: RosterVariables, poster: Poster) -> None:
        encode(statement, variables, poster)
        encode(statement, variables, poster)

    return encode_twice


GENERAL = {
    "doubled weight": through(_Doubled),
    "wrong key": through(_Renamed),
    "one step too lenient": through(_Lenient),
    "wrong sign": through(_Reversed),
    "never posted": silent,
    "posted twice": twice,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lie", GENERAL)
def test_a_wrong_poster_is_noticed(kind: str, lie: str) -> None:
    assert is_rejected(kind, GENERAL[lie])


# --- wrong in ways of their own -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sabotage:
    """An encoding that means something slightly different."""

    name: str
    kind: str
    distort: Callable[[Encode], Encode]


def changed(**changes: Callable[[Any], Any]) -> Callable[[Encode], Encode]:
    """The encoding of a statement whose fields are slightly other than written."""

    def distort(encode: Encode) -> Encode:
        def encode_changed(statement: Any, variables: RosterVariables, poster: Poster) -> None:
            update = {
                name: change(getattr(statement, name))
                for name, change in changes.items()
                if getattr(statement, name) is not None
            }
            encode(statement.model_copy(update=update), variables, poster)

        return encode_changed

    return distort


def in_other_world(alter: Callable[[Any], Any], **of_persons: Callable[[Any], Any]) -> Callable[[Encode], Encode]:
    """The encoding of a problem that was read wrongly, on the variables of the right one."""

    def distort(encode: Encode) -> Encode:
        def encode_elsewhere(statement: Any, variables: RosterVariables, poster: Poster) -> None:
            problem = variables.problem
            persons = tuple(
                replace(person, **{name: change(getattr(person, name)) for name, change in of_persons.items()})
                for person in problem.persons
            )
            other = _Misread(variables, alter(replace(problem, persons=persons)))
            encode(statement, other, poster)

        return encode_elsewhere

    return distort


class _Misread(RosterVariables):
    """The variables of one problem, seen through another."""

    def __init__(self, right: RosterVariables, problem: Any) -> None:
        super().__init__(right.model.clone(), problem)
        self.model = right.model
        self.assignments = right.assignments
        self._states = right._states
        self._derived = right._derived
        self._minutes, self._overtime = {}, {}


def same(problem: Any) -> Any:
    return problem


def all_weekdays(problem: Any) -> Any:
    return replace(problem, days=tuple(replace(day, day_type="weekday") for day in problem.days))


def without_last_day(problem: Any) -> Any:
    return replace(problem, days=problem.days[:-1])


def nothing(_: Any) -> tuple[()]:
    return ()


def nowhere(_: Any) -> dict[int, str]:
    return {}


def plus(number: int) -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, str) else value + number


NO_PAST = in_other_world(same, past_duties=nothing, past_absences=nowhere)

SPECIFIC = (
    Sabotage("history dropped", "one_duty_at_a_time", in_other_world(same, past_duties=nothing)),
    Sabotage("history dropped", "rest_between_duties", in_other_world(same, past_duties=nothing)),
    Sabotage("history dropped", "forbidden_sequences", NO_PAST),
    Sabotage("history dropped", "consecutive_days", NO_PAST),
    Sabotage("history dropped", "hours_in_period", NO_PAST),
    Sabotage("history dropped", "duties_in_period", NO_PAST),
    Sabotage("history dropped", "rest_days", NO_PAST),
    Sabotage("history dropped", "compensatory_time", NO_PAST),
    Sabotage("past burden dropped", "fair_share", in_other_world(same, past_burden=lambda _: 0)),
    Sabotage("past days dropped", "fair_share", in_other_world(same, past_available_days=lambda _: 0)),
    Sabotage("last day dropped", "rest_between_duties", in_other_world(without_last_day)),
    Sabotage("last day dropped", "forbidden_sequences", in_other_world(without_last_day)),
    Sabotage("last day dropped", "consecutive_days", in_other_world(without_last_day)),
    Sabotage("an hour less", "rest_between_duties", changed(hours=plus(-1))),
    Sabotage("an hour more", "rest_between_duties", changed(hours=plus(1))),
    Sabotage("pairs the wrong way round", "forbidden_sequences", changed(pairs=lambda ps: tuple(p[::-1] for p in ps))),
    Sabotage("maximum off by one", "consecutive_days", changed(at_most=plus(1))),
    Sabotage("minimum off by one", "consecutive_days", changed(at_least=plus(-1))),
    Sabotage("minimum too strict", "consecutive_days", changed(at_least=plus(1))),
    Sabotage("duty for work", "consecutive_days", changed(of=lambda of: "duty" if of == "work" else of)),
    Sabotage("maximum off by one", "hours_in_period", changed(at_most=plus(1))),
    Sabotage("minimum off by one", "hours_in_period", changed(at_least=plus(1))),
    Sabotage("weekends as weekdays", "hours_in_period", in_other_world(all_weekdays)),
    Sabotage("duty for all work", "hours_in_period", changed(of=lambda of: "duty" if of == "all_work" else of)),
    Sabotage("month for week", "hours_in_period", changed(period=lambda p: "month" if p == "week" else p)),
    Sabotage("maximum off by one", "duties_in_period", changed(at_most=plus(1))),
    Sabotage("minimum off by one", "duties_in_period", changed(at_least=plus(-1))),
    Sabotage("days for weekends", "duties_in_period", changed(of=lambda of: "days" if of == "weekends" else of)),
    Sabotage("one rest day less", "rest_days", changed(at_least=plus(-1))),
    Sabotage("leave overlooked", "rest_days", in_other_world(same, leave=lambda _: frozenset())),
    Sabotage("a day too long", "compensatory_time", changed(within_days=plus(1))),
    Sabotage("a day too short", "compensatory_time", changed(within_days=plus(-1))),
    Sabotage("an hour too cheap", "compensatory_time", changed(hours_per_day=plus(-4))),
    Sabotage("holidays as weekdays", "compensatory_time", in_other_world(all_weekdays)),
    Sabotage("leave overlooked", "availability", in_other_world(same, leave=lambda _: frozenset())),
    Sabotage("wishes overlooked", "availability", in_other_world(same, requests=nothing)),
    Sabotage("skills overlooked", "qualification", in_other_world(same, skills=lambda _: frozenset({"kit"}))),
    Sabotage("loans overlooked", "qualification", in_other_world(same, lent_to=lambda _: frozenset())),
    Sabotage("scope overlooked", "coverage", changed(scope=lambda scope: type(scope)())),
    Sabotage("leave overlooked", "fair_share", in_other_world(same, leave=lambda _: frozenset())),
    Sabotage("one group for all", "fair_share", changed(group_by=lambda _: "scope")),
    Sabotage("other measure", "fair_share", changed(measure=lambda m: "evenings" if m != "evenings" else "hours")),
    Sabotage("shift for duty", "together_apart", changed(per=lambda _: "shift")),
    Sabotage("apart for together", "together_apart", changed(relation=lambda _: "apart")),
    Sabotage("scope overlooked", "together_apart", changed(scope=lambda scope: type(scope)())),
    Sabotage("scope overlooked", "stability", changed(scope=lambda scope: type(scope)())),
    Sabotage("no notice", "stability", changed(notice=lambda _: ())),
    Sabotage("no extra on rest days", "stability", changed(rest_day_extra=lambda _: 0.0)),
    Sabotage("weekends as weekdays", "stability", in_other_world(all_weekdays)),
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_wrapping_itself_is_no_lie(kind: str) -> None:
    """What the sabotage is wrapped in changes nothing, so that it is the sabotage that is rejected."""
    assert not is_rejected(kind, lambda encode: in_other_world(same)(changed()(through(_Wrapped)(encode))))


@pytest.mark.parametrize("sabotage", SPECIFIC, ids=lambda s: f"{s.kind}: {s.name}")
def test_a_wrong_encoding_is_noticed(sabotage: Sabotage) -> None:
    assert is_rejected(sabotage.kind, sabotage.distort)


def test_the_window_that_stops_one_day_early_is_noticed() -> None:
    """The slip many published examples share: the last window of consecutive days is never posted."""

    def encode(statement: Any, variables: RosterVariables, poster: Poster) -> None:
        if statement.of != "duty" or statement.at_most is None:
            return encoder(statement.kind)(statement, variables, poster)
        days, longest = variables.problem.horizon, statement.at_most
        for person in variables.problem.persons:
            for first in range(-longest, len(days) - longest - 1):
                window = [variables.works(person.id, day) for day in range(first, first + longest + 1)]
                poster.forbid(person.id, days[first + longest].date.isoformat(), window)
        return None

    case = next(case for case in CASES if case.kind == "consecutive_days" and case.name == "at most, no history")
    found = agreement(case.statement, case.world, encode)
    assert found.loose > 0
    assert found.tight == 0


def test_a_spread_against_one_officer_only_is_noticed() -> None:
    """A fair share that compares everybody with the first officer misses the spread among the others."""

    def encode(statement: FairShare, variables: RosterVariables, poster: Poster) -> None:
        first, *others = variables.problem.persons
        for other in others:
            pair = statement.model_copy(update={"scope": type(statement.scope)(officers=(first.id, other.id))})
            encoder("fair_share")(pair, variables, poster)

    case = next(case for case in CASES if case.kind == "fair_share" and case.name == "evenings")
    assert not agreement(case.statement, case.world, encode).is_perfect
