"""The comparison of timelines with checks is worth something only if it rejects timelines that are wrong."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from optimizer.rules.catalogue import KINDS, timeliner
from optimizer.rules.timeline import DayPattern, DayResource, PeriodResource, PersonDays, Resource, RunResource
from tests.contract.rule_cases import CASES
from tests.contract.test_timelines import ACROSS_PEOPLE
from tests.contract.timelines import (
    Measured,
    Timeline,
    TimelineWalk,
    disagreements,
    measured_rosters,
    steps_differ_within_a_phase,
)

ALONE = [kind for kind in KINDS if kind not in ACROSS_PEOPLE]
Distort = Callable[[Timeline], Timeline]


@cache
def measured(name: str) -> list[Measured]:
    """The rosters of a case by its name, measured once for all timelines that are tried on it."""
    case = next(case for case in CASES if str(case) == name)
    return list(measured_rosters(case.statement, case.world))


def is_rejected(kind: str, distort: Distort) -> bool:
    """Whether at least one world of the kind shows that the timeline is wrong."""
    honest = timeliner(kind)
    assert honest is not None
    timeline = distort(honest)
    return any(
        next(disagreements(case.statement, case.world, measured(str(case)), timeline), None) is not None
        for case in CASES
        if case.kind == kind
    )


# --- wrong in ways that every kind can be -------------------------------------------------------------------------


def each(lie: Callable[[Resource, int], Resource]) -> Distort:
    """A timeline whose resources are each replaced; the lie is told the last day of the horizon."""

    def distort(timeline: Timeline) -> Timeline:
        def distorted(statement: Any, days: PersonDays) -> Iterator[Resource]:
            for resource in timeline(statement, days):
                yield lie(resource, days.horizon[-1])

        return distorted

    return distort


def with_amounts(resource: Resource, alter: Callable[[int, int], int]) -> Resource:
    """The resource with each amount altered, given the day and the amount."""
    if isinstance(resource, DayResource):
        amount = resource.amount
        return replace(resource, amount=lambda choice: alter(choice.day, amount(choice)))
    step = resource.step

    def altered(state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        after, counted = step(state, day, pattern)
        return after, alter(day, counted)

    return replace(resource, step=altered)


def doubled(resource: Resource, last: int) -> Resource:
    return with_amounts(resource, lambda day, amount: 2 * amount)


def one_less(resource: Resource, last: int) -> Resource:
    return with_amounts(resource, lambda day, amount: max(0, amount - 1))


def blind_on_the_last_day(resource: Resource, last: int) -> Resource:
    return with_amounts(resource, lambda day, amount: 0 if day == last else amount)


def misnamed(resource: Resource, last: int) -> Resource:
    """Breaches of a period under another name; those of days a day later."""
    if isinstance(resource, PeriodResource):
        return replace(resource, when=f"not {resource.when}")
    if isinstance(resource, DayResource):
        return with_amounts(resource, lambda day, amount: 0 if day % 2 else 2 * amount)
    step = resource.step

    def late(state: Any, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        inner, held_back = state
        after, amount = step(inner, day, pattern)
        return (after, amount), held_back

    return replace(resource, start=(resource.start, 0), step=late)


def silent(timeline: Timeline) -> Timeline:
    return lambda statement, days: iter(())


def twice(timeline: Timeline) -> Timeline:
    return lambda statement, days: iter([*timeline(statement, days), *timeline(statement, days)])


GENERAL: dict[str, Distort] = {
    "doubled": each(doubled),
    "one step too lenient": each(one_less),
    "blind on the last day": each(blind_on_the_last_day),
    "wrong day or period": each(misnamed),
    "nothing": silent,
    "twice": twice,
}


@pytest.mark.parametrize("kind", ALONE)
@pytest.mark.parametrize("lie", GENERAL)
def test_a_wrong_resource_is_noticed(kind: str, lie: str) -> None:
    assert is_rejected(kind, GENERAL[lie])


@pytest.mark.parametrize("kind", ALONE)
def test_the_wrapping_itself_is_no_lie(kind: str) -> None:
    """What the lies are wrapped in changes nothing, so that it is the lie that is noticed."""
    honest = each(lambda resource, last: with_amounts(resource, lambda day, amount: amount))
    assert not is_rejected(kind, lambda timeline: misread()(changed()(honest(timeline))))


# --- wrong in ways of their own -----------------------------------------------------------------------------------


def changed(**changes: Callable[[Any], Any]) -> Distort:
    """The timeline of a statement whose fields are slightly other than written."""

    def distort(timeline: Timeline) -> Timeline:
        def distorted(statement: Any, days: PersonDays) -> Iterator[Resource]:
            known = {name: getattr(statement, name) for name in changes}
            update = {name: changes[name](value) for name, value in known.items() if value is not None}
            return timeline(statement.model_copy(update=update), days)

        return distorted

    return distort


def misread(alter: Callable[[Any], Any] = lambda problem: problem, **of_person: Callable[[Any], Any]) -> Distort:
    """The timeline of a person or a problem that was read wrongly."""

    def distort(timeline: Timeline) -> Timeline:
        def distorted(statement: Any, days: PersonDays) -> Iterator[Resource]:
            person = replace(days.person, **{name: to(getattr(days.person, name)) for name, to in of_person.items()})
            return timeline(statement, PersonDays(alter(days.problem), person))

        return distorted

    return distort


def plus(number: int) -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, str) else value + number


def empty(value: Any) -> Any:
    return type(value)()


def all_weekdays(problem: Any) -> Any:
    return replace(problem, days=tuple(replace(day, day_type="weekday") for day in problem.days))


def published_as(**changes: Any) -> Callable[[Any], Any]:
    return lambda problem: replace(problem, published=problem.published and replace(problem.published, **changes))


NO_PAST = misread(past_duties=empty, past_absences=empty)

SPECIFIC: tuple[tuple[str, str, Distort], ...] = (
    *(
        (kind, "history dropped", NO_PAST)
        for kind in ALONE
        if kind not in ("availability", "qualification", "stability")
    ),
    ("rest_between_duties", "an hour less", changed(hours=plus(-1))),
    ("rest_between_duties", "an hour more", changed(hours=plus(1))),
    ("forbidden_sequences", "pairs the wrong way round", changed(pairs=lambda pairs: tuple(p[::-1] for p in pairs))),
    ("consecutive_days", "maximum off by one", changed(at_most=plus(1))),
    ("consecutive_days", "minimum off by one", changed(at_least=plus(-1))),
    ("consecutive_days", "minimum too strict", changed(at_least=plus(1))),
    ("consecutive_days", "duty for work", changed(of=lambda of: "duty" if of == "work" else of)),
    ("hours_in_period", "maximum off by one", changed(at_most=plus(1))),
    ("hours_in_period", "minimum off by one", changed(at_least=plus(1))),
    ("hours_in_period", "weekends as weekdays", misread(all_weekdays)),
    ("hours_in_period", "duty for all work", changed(of=lambda of: "duty" if of == "all_work" else of)),
    ("hours_in_period", "month for week", changed(period=lambda p: "month" if p == "week" else p)),
    ("duties_in_period", "maximum off by one", changed(at_most=plus(1))),
    ("duties_in_period", "minimum off by one", changed(at_least=plus(-1))),
    ("duties_in_period", "days for weekends", changed(of=lambda of: "days" if of == "weekends" else of)),
    ("rest_days", "one rest day less", changed(at_least=plus(-1))),
    ("rest_days", "leave overlooked", misread(leave=empty)),
    ("compensatory_time", "a day too long", changed(within_days=plus(1))),
    ("compensatory_time", "a day too short", changed(within_days=plus(-1))),
    ("compensatory_time", "an hour too cheap", changed(hours_per_day=plus(-4))),
    ("compensatory_time", "holidays as weekdays", misread(all_weekdays)),
    ("availability", "leave overlooked", misread(leave=empty)),
    ("availability", "wishes overlooked", misread(requests=empty)),
    ("qualification", "skills overlooked", misread(skills=lambda _: frozenset({"kit"}))),
    ("qualification", "loans overlooked", misread(lent_to=empty)),
    ("stability", "published roster overlooked", misread(lambda problem: replace(problem, published=None))),
    ("stability", "published roster of nobody", misread(published_as(duties={}))),
    ("stability", "first free day overlooked", misread(published_as(first_free=0))),
    ("stability", "no notice", changed(notice=empty)),
    ("stability", "a day more of notice", changed(notice=lambda n: tuple((days + 1, price) for days, price in n))),
    ("stability", "weekends as weekdays", misread(all_weekdays)),
)


@pytest.mark.parametrize(("kind", "name", "distort"), SPECIFIC, ids=[f"{kind}: {name}" for kind, name, _ in SPECIFIC])
def test_a_wrong_timeline_is_noticed(kind: str, name: str, distort: Distort) -> None:
    assert is_rejected(kind, distort)


@pytest.mark.parametrize("kind", ["hours_in_period", "duties_in_period", "compensatory_time"])
def test_days_wrongly_put_into_one_phase_are_noticed(kind: str) -> None:
    def one_phase(resource: Resource, last: int) -> Resource:
        assert isinstance(resource, RunResource | PeriodResource)
        return replace(resource, phase=lambda day: None)

    timeline = timeliner(kind)
    assert timeline is not None
    walks = [TimelineWalk(case.statement, case.world, each(one_phase)(timeline)) for case in CASES if case.kind == kind]
    assert any(
        steps_differ_within_a_phase(resource, walk.patterns(), range(len(walk.problem.horizon)))
        for walk in walks
        for resources in walk.resources.values()
        for resource in resources
    )
