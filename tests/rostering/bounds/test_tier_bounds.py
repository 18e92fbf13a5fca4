"""Bounds on the tiers never lie above the best rosters there are, of one unit or of several together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product
from random import Random

import pytest

from optimizer.rostering.bounds.tier_bounds import TierBounds, UnitDuties
from optimizer.rostering.bounds.timeline_bound import bound_on_timelines
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.crew_loads import least_burden
from optimizer.rostering.roster import TIERS, TieredRoster
from optimizer.rules.availability.statement import Availability
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.rest_between_duties.statement import RestBetweenDuties
from optimizer.rules.statement import Scope, Soft
from optimizer.stopping import StopRequest
from optimizer.world.roster_problem import BURDEN_SCALE, Person, RosterProblem, WorkRequest
from tests.worlds.roster_problems import Drawn, all_timelines, draw_problem
from tests.worlds.solved import counted

SEEDS = range(60)
STAFFED = (2, 3, 4, 7, 10, 13, 15, 28, 29, 34, 44, 47, 50, 54)
"""Those that can be staffed, by trying everything."""
DAYS = 3
TIMES = {"early": (360, 600), "late": (1110, 1350), "long": (600, 905)}
"""Three duties that one person may hold on a day, twelve hours and five minutes together."""
ALWAYS_STRICT = ("one", "leave")
SLACK = 1e-6
SOFT = Soft(soft=1)
Point = tuple[float, float]
"""Burden and preferences."""


def draw_unit(seed: int) -> Drawn:
    """A unit of two people with up to three duties a day, of different weights, all of which are to be staffed."""
    dice, unit = Random(seed), f"unit_{seed}"
    drawn = draw_problem(seed, DAYS, 2)
    slots = tuple(
        replace(
            slot,
            start=1440 * slot.day + TIMES[slot.shift][0],
            end=1440 * slot.day + TIMES[slot.shift][1],
            minimum=(need := dice.choice((0, 0, 1, 1, 1, 2))),
            maximum=need,
            burden=dice.choice((0, BURDEN_SCALE // 2, BURDEN_SCALE)),
            unit=unit,
        )
        for slot in drawn.problem.slots
    )
    rules: dict[str, AnyStatement] = {
        "night": RestBetweenDuties(hours=10),
        "day": HoursInPeriod(period="day", at_most=dice.choice((9, 12.5))),
    }
    for name, rule in drawn.rules.items():
        is_strict = rule.weight is None and (name in ALWAYS_STRICT or dice.random() < 0.2)
        rules[name] = rule if is_strict or rule.weight else rule.model_copy(update={"enforcement": Soft(soft=0.5)})
    problem = replace(
        drawn.problem,
        persons=tuple(replace(person, unit=unit) for person in drawn.problem.persons),
        slots=slots,
        candidates={slot.id: ("p0", "p1") for slot in slots},
        overtime_minute_burden=BURDEN_SCALE // 240,
    )
    scope = Scope(units=(unit,))
    return Drawn(problem, {f"{unit}_{name}": rule.model_copy(update={"scope": scope}) for name, rule in rules.items()})


def own_tiers(drawn: Drawn, person: int) -> Iterator[tuple[tuple[int, ...], Point]]:
    """Duties, burden and preferences of each timeline that one person may have."""
    problem = drawn.problem
    priced = []
    for tier in ("burden", "preferences"):
        rules = {name: rule for name, rule in drawn.rules.items() if rule.weight is None or rule.tier == tier}
        part = Drawn(problem, rules)
        scale = part.compiled().scale
        priced.append([(own.duties, own.cost / scale) for own in all_timelines(part, problem.persons[person])])
    for (duties, breaches), (_, wishes) in zip(*priced, strict=True):
        yield duties, (breaches + burden_of(problem, duties), wishes)


def burden_of(problem: RosterProblem, duties: Iterable[int]) -> float:
    """Weights of the duties, and overtime on weekdays."""
    held = [problem.slots[duty] for duty in duties]
    parts = sum(slot.burden for slot in held)
    for day in problem.horizon:
        if day.day_type == "weekday":
            minutes = sum(slot.end - slot.start for slot in held if slot.day == day.index)
            parts += problem.overtime_minute_burden * max(0, minutes - problem.normal_day_minutes)
    return parts / BURDEN_SCALE


def undominated(points: Iterable[Point]) -> list[Point]:
    """The points that no other beats in both."""
    kept: list[Point] = []
    for burden, wishes in sorted(set(points)):
        if not kept or wishes < kept[-1][1] - SLACK:
            kept.append((burden, wishes))
    return kept


@cache
def best_rosters(seed: int) -> tuple[Point, ...]:
    """Burden and preferences of the rosters that staff every duty, as far as no other is better in both."""
    drawn = draw_unit(seed)
    need = [slot.minimum for slot in drawn.problem.slots]
    second: dict[tuple[int, ...], list[Point]] = {}
    for duties, point in own_tiers(drawn, 1):
        second.setdefault(tuple(sorted(duties)), []).append(point)
    found: list[Point] = []
    for duties, (burden, wishes) in own_tiers(drawn, 0):
        left = [number - (duty in duties) for duty, number in enumerate(need)]
        if all(number in (0, 1) for number in left):
            others = second.get(tuple(duty for duty, number in enumerate(left) if number), [])
            found += [(burden + more, wishes + others_wish) for more, others_wish in others]
    return tuple(undominated(found))


def roster_of(point: Point) -> TieredRoster:
    values = {"burden": point[0], "preferences": point[1]}
    return TieredRoster({}, {}, {}, {tier: values.get(tier, 0.0) for tier in TIERS}, {})


@dataclass(frozen=True)
class District:
    """Units with a roster each."""

    seeds: tuple[int, ...]
    points: tuple[Point, ...]

    @property
    def values(self) -> dict[str, float]:
        burden, wishes = (sum(parts) for parts in zip(*self.points, strict=True))
        return {"burden": burden, "preferences": wishes, "fairness": 1.0}

    def bounds(self) -> dict[str, float]:
        units = {
            str(seed): UnitDuties(draw_unit(seed).problem, roster_of(point))
            for seed, point in zip(self.seeds, self.points, strict=True)
        }
        rules = {name: rule for seed in self.seeds for name, rule in draw_unit(seed).rules.items()}
        with ThreadPoolExecutor(2) as pool:
            return TierBounds(units, rules, self.values, pool, counted).prove()


def test_problems_that_can_be_staffed_are_those() -> None:
    assert tuple(seed for seed in SEEDS if best_rosters(seed)) == STAFFED


@pytest.mark.parametrize("seed", STAFFED)
def test_a_bound_on_timelines_is_below_every_roster(seed: int) -> None:
    drawn, rosters = draw_unit(seed), best_rosters(seed)
    for wish_weight in (0.0, 0.1, 2.0):
        best = min(burden + wish_weight * wishes for burden, wishes in rosters)
        bound = bound_on_timelines(drawn.problem, drawn.rules, wish_weight, best + 10, counted())
        assert bound <= best + SLACK
        assert bound >= least_burden(drawn.problem) / BURDEN_SCALE - SLACK


def test_timelines_say_more_than_the_weights_of_the_duties() -> None:
    more = 0
    for seed in STAFFED:
        drawn, least = draw_unit(seed), best_rosters(seed)[0][0]
        bound = bound_on_timelines(drawn.problem, drawn.rules, 0.0, least, counted())
        more += bound > least_burden(drawn.problem) / BURDEN_SCALE + 0.1
    assert more > len(STAFFED) // 4


PAIRS = list(combinations(STAFFED, 2))


@pytest.mark.parametrize("seeds", [*((seed,) for seed in STAFFED), *PAIRS], ids=str)
def test_no_set_of_rosters_is_better_than_the_bounds(seeds: tuple[int, ...]) -> None:
    """Whatever is published, even where one unit could carry less and the next more than it does."""
    sets = list(product(*(best_rosters(seed) for seed in seeds)))
    totals = [District(seeds, points).values for points in sets]
    for points in sets:
        district = District(seeds, points)
        bounds, values = district.bounds(), district.values
        assert bounds.get("burden", 0.0) <= min(total["burden"] for total in totals) + SLACK
        no_worse = [total for total in totals if total["burden"] <= values["burden"] + SLACK]
        assert bounds.get("preferences", 0.0) <= min(total["preferences"] for total in no_worse) + SLACK


def test_wishes_that_cannot_be_met_are_known() -> None:
    bounds = [District((seed,), best_rosters(seed)[:1]).bounds().get("preferences", 0.0) for seed in STAFFED]
    assert max(bounds) > 1


def one_weekday(need: Mapping[str, int], *wishes: WorkRequest) -> RosterProblem:
    """So many people for each duty of a day; the first of two officers has the wishes."""
    drawn = draw_problem(0, DAYS, 2).problem
    slots = tuple(
        replace(slot, start=TIMES[slot.shift][0], end=TIMES[slot.shift][1], minimum=number, maximum=number)
        for slot in drawn.slots
        if slot.day == 0 and (number := need.get(slot.shift, 0))
    )
    return replace(
        drawn,
        days=tuple(day for day in drawn.days if day.index <= 0),
        persons=(Person("p0", "all", requests=wishes), Person("p1", "all")),
        slots=slots,
        candidates={slot.id: ("p0", "p1") for slot in slots},
        overtime_minute_burden=BURDEN_SCALE // 240,
    )


def bounds_of(problem: RosterProblem, *points: Point) -> Mapping[str, float]:
    """Bounds of as many units with these duties."""
    day, wishes = HoursInPeriod(period="day", at_most=12.5), Availability(of="requests", enforcement=SOFT)
    rules: dict[str, AnyStatement] = {"day": day, "wishes": wishes}
    units = {str(number): UnitDuties(problem, roster_of(point)) for number, point in enumerate(points)}
    values = {"burden": sum(b for b, _ in points), "preferences": sum(w for _, w in points), "fairness": 1.0}
    with ThreadPoolExecutor(1) as pool:
        return TierBounds(units, rules, values, pool, counted).prove()


def test_a_wish_that_another_unit_could_pay_for_is_not_held_to_be_lost() -> None:
    """Nobody but one is left for all three duties where the other has the day off: four hours of overtime."""
    problem = one_weekday(dict.fromkeys(TIMES, 1), WorkRequest("off", 0, None, wants_work=False, weight=2.5))
    overtime = 245 / 240
    assert bounds_of(problem, (0.0, 2.5))["preferences"] == pytest.approx(2.5)
    assert bounds_of(problem, (0.0, 2.5), (0.0, 2.5))["preferences"] == pytest.approx(5.0)
    paid = bounds_of(problem, (0.0, 2.5), (overtime, 0.0))
    assert paid.get("preferences", 0.0) <= 2.5 + SLACK
    unused = bounds_of(problem, (0.0, 2.5), (2 * overtime, 0.0))
    assert unused.get("preferences", 0.0) == pytest.approx(0.0), "both could have their day for that"


def test_hours_asked_for_are_not_missed_for_the_minutes_cut_off() -> None:
    problem = one_weekday({"long": 2})
    rules: dict[str, AnyStatement] = {"enough": HoursInPeriod(period="day", at_least=305 / 60, enforcement=SOFT)}
    assert bound_on_timelines(problem, rules, 0.0, 1.0, counted()) == pytest.approx(0.0)


def test_nothing_is_said_of_fairness_while_burden_might_move_between_units() -> None:
    tight = District((7,), best_rosters(7)[:1])
    assert "fairness" not in tight.bounds(), "its burden is more than the duties', so its loads are not known"
    (burden, wishes), *_ = best_rosters(7)
    loose = District((7,), ((burden + 1, wishes),))
    assert "fairness" not in loose.bounds()


def test_a_stop_leaves_what_needs_no_search() -> None:
    drawn = draw_unit(7)
    stop = StopRequest()
    stop.request()
    units = {"unit": UnitDuties(drawn.problem, roster_of((4.0, 1.0)))}
    values = {"burden": 4.0, "preferences": 1.0, "fairness": 1.0}
    with ThreadPoolExecutor(1) as pool:
        bounds = TierBounds(units, drawn.rules, values, pool, lambda: Budget(1.0, None, stop)).prove()
    assert bounds == {"burden": least_burden(drawn.problem) / BURDEN_SCALE}


def test_rules_with_too_many_states_are_given_up() -> None:
    drawn = draw_unit(STAFFED[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("optimizer.rostering.bounds.timeline_bound.MOST_STATES", 1)
        assert bound_on_timelines(drawn.problem, drawn.rules, 0.0, 10.0, counted()) == 0.0
