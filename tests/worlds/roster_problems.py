"""Roster problems small enough to enumerate every timeline, drawn at random."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from math import inf
from random import Random
from typing import Literal

import numpy as np

from optimizer.rostering.timelines.problem import TimelineProblem, compile_timelines
from optimizer.rules.availability.statement import Availability
from optimizer.rules.catalogue import AnyStatement, timeliner
from optimizer.rules.consecutive_days.statement import ConsecutiveDays
from optimizer.rules.coverage.statement import Coverage
from optimizer.rules.duties_in_period.statement import DutiesInPeriod
from optimizer.rules.forbidden_sequences.statement import ForbiddenSequences
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.one_duty_at_a_time.statement import OneDutyAtATime
from optimizer.rules.statement import Soft
from optimizer.rules.timeline import DayChoice, DayPattern, DayResource, PersonDays, RunResource, pattern_of
from optimizer.world.roster_problem import PastDuty, Person, ProblemDay, RosterProblem, Slot, WorkRequest

WEDNESDAY = date(2024, 4, 3)
SHIFTS = {"early": (360, 840), "late": (780, 1260), "long": (480, 1080)}
"""Start and end in minutes of the day; they overlap, so that one a day is all."""


@dataclass(frozen=True)
class Drawn:
    """A problem with its rules."""

    problem: RosterProblem
    rules: dict[str, AnyStatement]

    def compiled(self) -> TimelineProblem:
        return compile_timelines(self.problem, self.rules)


def draw_problem(seed: int, days: int, persons: int) -> Drawn:
    """Random people, needs, wishes and rules, hard and soft, counters and runs."""
    dice = Random(seed)
    slots = tuple(
        Slot(
            id=f"{day}/{shift}",
            day=day,
            shift=shift,
            start=1440 * day + start,
            end=1440 * day + end,
            post="desk",
            unit="all",
            minimum=(need := dice.randint(0, 2)),
            maximum=need + dice.randint(0, 1),
            weight_under=dice.choice((1, 5, 20)),
            weight_over=dice.choice((0, 1, 3)),
        )
        for day in range(days)
        for shift, (start, end) in SHIFTS.items()
    )
    people = tuple(_person(f"p{number}", days, dice) for number in range(persons))
    candidates = {slot.id: tuple(p.id for p in people if dice.random() < 0.85) for slot in slots}
    calendar = tuple(_day(index) for index in range(-3, days))
    return Drawn(RosterProblem(calendar, people, slots, candidates), dict(_rules(dice, days)))


def _day(index: int) -> ProblemDay:
    day = WEDNESDAY + timedelta(days=index)
    kind = "weekend" if day.weekday() > 4 else "weekday"
    return ProblemDay(index, day, kind, f"{day:%G-W%V}", f"{day:%Y-%m}")


def _person(name: str, days: int, dice: Random) -> Person:
    wishes = tuple(
        WorkRequest(
            str(k), dice.randrange(days), dice.choice((None, *SHIFTS)), dice.random() < 0.5, dice.choice((1, 2.5))
        )
        for k in range(dice.randint(0, 3))
    )
    past: tuple[PastDuty, ...] = ()
    if dice.random() < 0.4:
        past = (PastDuty(-1, "late", -600, -120), PastDuty(-2, "long", -2400, -1800))
    leave = frozenset(day for day in range(days) if dice.random() < 0.08)
    return Person(name, "all", leave=leave, requests=wishes, past_duties=past)


def _rules(dice: Random, days: int) -> list[tuple[str, AnyStatement]]:
    def strictness() -> Literal["hard"] | Soft:
        return "hard" if dice.random() < 0.6 else Soft(soft=dice.choice((1, 2.5, 7)))

    rules: list[tuple[str, AnyStatement]] = [
        ("cover", Coverage(enforcement=Soft(soft=1))),
        ("one", OneDutyAtATime()),
        ("leave", Availability()),
        ("wishes", Availability(of="requests", enforcement=Soft(soft=1))),
    ]
    optional: list[tuple[str, AnyStatement]] = [
        ("order", ForbiddenSequences(pairs=(("late", "early"), ("long", "early")), enforcement=strictness())),
        ("work", ConsecutiveDays(of="duty", at_most=3, at_least=2, enforcement=strictness())),
        ("off", ConsecutiveDays(of="off", at_least=2, enforcement=strictness())),
        ("hours", HoursInPeriod(period="horizon", at_most=8 * days / 2, at_least=10, enforcement=strictness())),
        ("week", HoursInPeriod(period="week", at_most=28, enforcement=strictness())),
        ("weekends", DutiesInPeriod(period="horizon", of="weekends", at_most=1, enforcement=strictness())),
        ("lates", DutiesInPeriod(period="horizon", of="late", at_most=1, enforcement=strictness())),
        ("earlies", DutiesInPeriod(period="horizon", of="early", at_most=1, at_least=1, enforcement=strictness())),
        ("days", DutiesInPeriod(period="month", of="days", at_least=2, enforcement=strictness())),
    ]
    return rules + [rule for rule in optional if dice.random() < 0.7]


@dataclass(frozen=True)
class Enumerated:
    """One allowed timeline."""

    duties: tuple[int, ...]
    cost: float


def all_timelines(drawn: Drawn, person: Person) -> list[Enumerated]:
    """Every timeline that the hard rules allow, priced rule by rule; knows nothing of automata."""
    scale = drawn.compiled().scale
    days = [_choices(drawn.problem, person, day.index) for day in drawn.problem.horizon]
    resources = []
    for statement in drawn.rules.values():
        timeline = timeliner(statement.kind)
        if timeline is not None:
            price = None if statement.weight is None else statement.weight / statement.amount_scale
            resources += [(resource, price) for resource in timeline(statement, PersonDays(drawn.problem, person))]
    numbers = {slot.id: number for number, slot in enumerate(drawn.problem.slots)}
    found = []
    for choices in product(*days):
        cost = 0.0
        for resource, price in resources:
            amount = _amount(resource, choices)
            if amount and price is None:
                break
            cost += amount * (price or 0)
        else:
            duties = tuple(numbers[slot.id] for choice in choices for slot in choice.slots)
            found.append(Enumerated(duties, round(cost * scale)))
    return found


def _choices(problem: RosterProblem, person: Person, day: int) -> list[DayChoice]:
    """Every set of duties of which no two overlap; a day without any is of leave or rest."""
    slots = [slot for slot in problem.slots if slot.day == day and person.id in problem.candidates[slot.id]]
    sets = [held for number in range(len(slots) + 1) for held in combinations(slots, number)]
    free = DayPattern((), "leave" if day in person.leave else "rest")
    return [
        DayChoice(day, held, pattern_of(held) if held else free)
        for held in sets
        if all(one.end <= other.start or other.end <= one.start for one, other in combinations(held, 2))
    ]


def _amount(resource: object, choices: tuple[DayChoice, ...]) -> int:
    if isinstance(resource, DayResource):
        days = range(len(choices)) if resource.days is None else resource.days
        return sum(resource.amount(choice) for choice in choices if choice.day in days)
    total, state = 0, resource.start  # type: ignore[attr-defined]
    if isinstance(resource, RunResource):
        for choice in choices:
            state, amount = resource.step(state, choice.day, choice.pattern)
            total += amount
        return total
    total = resource.carried  # type: ignore[attr-defined]
    for day in resource.days:  # type: ignore[attr-defined]
        state, amount = resource.step(state, day, choices[day].pattern)  # type: ignore[attr-defined]
        total += amount
    return resource.breach(total)  # type: ignore[attr-defined]


def least_cost(compiled: TimelineProblem, timelines: list[list[Enumerated]]) -> float:
    """Cost of the best roster, by trying every combination of timelines.

    Of timelines with the same duties the cheapest is tried, and the combinations of all people but the last one are
    tried with that one's timelines in turn, so that they need little room.
    """
    crews = np.zeros((1, len(compiled.slot_days)))
    costs = np.zeros(1)
    *others, last = [_by_duties(own, crews.shape[1]) for own in timelines]
    for held, own_costs in others:
        crews = (crews[:, None, :] + held[None, :, :]).reshape(-1, crews.shape[1])
        costs = (costs[:, None] + own_costs[None, :]).reshape(-1)
    need, least = compiled.need, inf
    for held, cost in zip(*last, strict=True):
        short = np.maximum(need.minimum - crews - held, 0) @ need.under
        many = np.maximum(crews + held - need.maximum, 0) @ need.over
        least = min(least, float((costs + short + many).min()) + float(cost))
    return least


def _by_duties(timelines: list[Enumerated], duties: int) -> tuple[np.ndarray, np.ndarray]:
    """The duties of different timelines, one a row, and the least cost of holding just these."""
    cheapest: dict[tuple[int, ...], float] = {}
    for timeline in timelines:
        cheapest[timeline.duties] = min(timeline.cost, cheapest.get(timeline.duties, timeline.cost))
    held = np.zeros((len(cheapest), duties))
    for row, numbers in enumerate(cheapest):
        held[row, list(numbers)] = 1
    return held, np.array(list(cheapest.values()), float)


def optimum(drawn: Drawn) -> float | None:
    """Cost of the best roster; nothing if there is no roster."""
    timelines = [all_timelines(drawn, person) for person in drawn.problem.persons]
    return least_cost(drawn.compiled(), timelines) if all(timelines) else None
