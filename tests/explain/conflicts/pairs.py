"""Two rules of different kinds, or of one, in campaigns small enough to say whether they clash by every roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import combinations_with_replacement, product
from typing import Any

from pydantic import TypeAdapter

from optimizer.rules.catalogue import KINDS, Rule, checker, one_place_rule
from tests.worlds.drawn_campaigns import Desk, DrawnCampaign

SATURDAY = date(2027, 4, 10)
ALONE = (("u0", None),)
TWO = (("u0", None),) * 2
THREE = (("u0", None),) * 3
BOTH_SHIFTS = Desk("u0", 1, ("morning", "evening"), ("morning", "evening"))
MORNING = Desk("u0", 1, ("morning",), ("morning",))
EVENING = Desk("u0", 1, ("evening",), ("evening",))
PAIR = Desk("u0", 2, ("morning",), ("morning",))
ANY_MORNING = Desk("u0", 1, ("morning",))
EVERY = tuple(product(range(2), range(3)))
"""Both officers, on each of three days."""
WORLDS: Mapping[str, DrawnCampaign] = {
    "one officer, both shifts": DrawnCampaign(3, (BOTH_SHIFTS,), ALONE, ((0, 0), (0, 1), (0, 2)), {}),
    "one officer, mornings": DrawnCampaign(3, (MORNING,), ALONE, ((0, 0), (0, 1), (0, 2)), {}),
    "one officer, evenings": DrawnCampaign(3, (EVENING,), ALONE, ((0, 0), (0, 1), (0, 2)), {}),
    "one officer, away for two days": DrawnCampaign(3, (MORNING,), ALONE, ((0, 1),), {}, away=((0, 0), (0, 1))),
    "one officer without the skill": DrawnCampaign(3, (MORNING,), ALONE, ((0, 0),), {}, unskilled=(0,)),
    "one officer, a weekend": DrawnCampaign(3, (MORNING,), ALONE, ((0, 0), (0, 1)), {}, first_day=SATURDAY),
    "one officer, a week after a Sunday on duty": DrawnCampaign(
        7,
        (MORNING,),
        ALONE,
        tuple((0, day) for day in range(7)),
        {},
        worked=((0, -1, "morning"),),
        other_work=("weekday",),
    ),
    "two officers at one desk": DrawnCampaign(3, (PAIR,), TWO, EVERY, {}),
    "two officers in turn": DrawnCampaign(3, (MORNING,), TWO, ((0, 0),), {}),
    "two officers, one of them away": DrawnCampaign(2, (PAIR,), TWO, ((0, 0),), {}, away=((1, 0),)),
    "two officers, one of them without the skill": DrawnCampaign(2, (PAIR,), TWO, ((0, 0),), {}, unskilled=(1,)),
    "two officers, desks for each": DrawnCampaign(1, (MORNING, MORNING), TWO, ((0, 0), (1, 0)), {}),
    "two officers, evenings in turn": DrawnCampaign(3, (EVENING,), TWO, ((0, 0), (0, 1)), {}),
    "two officers, one of them with evenings to catch up": DrawnCampaign(
        3, (EVENING,), TWO, (), {}, past_evenings=(0, 3)
    ),
    "the same, without the skill": DrawnCampaign(3, (EVENING,), TWO, (), {}, unskilled=(0,), past_evenings=(0, 3)),
    "the same, on leave": DrawnCampaign(3, (EVENING,), TWO, (), {}, away=((0, 0),), past_evenings=(0, 2)),
    "the same, from a Saturday on": DrawnCampaign(3, (EVENING,), TWO, (), {}, past_evenings=(0, 3), first_day=SATURDAY),
    "the same, in a week": DrawnCampaign(7, (EVENING,), TWO, (), {}, past_evenings=(0, 3)),
    "two of three officers with an evening to catch up": DrawnCampaign(
        1, (EVENING, EVENING), THREE, (), {}, past_evenings=(0, 0, 1)
    ),
    "one officer for two units": DrawnCampaign(
        1, (MORNING, Desk("u1", 1, ("morning",), ("morning",))), (("u0", "u1"),), (), {}
    ),
    "three officers, two desks": DrawnCampaign(2, (ANY_MORNING, ANY_MORNING), THREE, ((0, 0), (1, 0)), {}),
}
STATEMENTS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "one_duty_at_a_time": ({},),
    "rest_between_duties": ({"hours": 12}, {"hours": 48}),
    "forbidden_sequences": (
        {"pairs": [["evening", "morning"]]},
        {"pairs": [["morning", "morning"]]},
        {"pairs": [["evening", "evening"]]},
    ),
    "consecutive_days": (
        {"of": "duty", "at_most": 1},
        {"of": "off", "at_most": 1},
        {"of": "duty", "at_least": 2},
        {"of": "off", "at_least": 2},
    ),
    "hours_in_period": (
        {"period": "day", "at_most": 4},
        {"period": "horizon", "at_most": 4.0},
        {"period": "horizon", "at_least": 4},
        {"period": "horizon", "at_least": 12},
        {"period": "horizon", "at_least": 17},
        {"period": "horizon", "at_least": 8, "scope": {"officers": ["o0"]}},
    ),
    "duties_in_period": (
        {"period": "horizon", "at_most": 1},
        {"period": "horizon", "at_least": 1},
        {"period": "horizon", "at_least": 3},
        {"period": "horizon", "at_least": 4},
        {"period": "horizon", "at_least": 7},
        {"period": "horizon", "at_least": 2, "scope": {"officers": ["o0"]}},
    ),
    "rest_days": ({"at_least": 1}, {"at_least": 5}, {"at_least": 7}),
    "compensatory_time": (
        {"within_days": 1, "hours_per_day": 2},
        {"within_days": 1, "hours_per_day": 4},
        {"within_days": 7, "hours_per_day": 4},
        {"within_days": 7, "hours_per_day": 8},
    ),
    "availability": ({"of": "leave"}, {"of": "requests"}),
    "qualification": ({},),
    "coverage": ({}, {"scope": {"units": ["u0"]}}, {"scope": {"units": ["u1"]}}),
    "fair_share": ({"measure": "evenings"}, {"measure": "hours"}, {"measure": "burden"}),
    "together_apart": (
        {"officers": ["o0", "o1"], "relation": "together"},
        {"officers": ["o0", "o1", "o2"], "relation": "apart", "per": "shift"},
        {"officers": ["o0", "o1"], "relation": "apart", "per": "shift"},
    ),
    "stability": ({},),
}
"""Of each kind, what is tried."""
Pair = tuple[str, str]
PAIRS: tuple[Pair, ...] = tuple(combinations_with_replacement(sorted(KINDS), 2))


@dataclass(frozen=True)
class Rosters:
    """The rosters of a campaign, as far as one is told from another by the rules that it keeps."""

    everything: frozenset[int]
    idle: frozenset[int]
    """Those in which nobody is on duty, whatever days off they have."""
    kept: Mapping[tuple[str, int], frozenset[int]]
    """Rosters (numbers) that keep a statement of a kind, of those that it leaves at all."""


@cache
def rosters(name: str) -> Rosters:
    """Every roster of a world with what it keeps; nobody is at two places."""
    world = WORLDS[name]
    statements = {
        (kind, number): TypeAdapter[Any](Rule).validate_python({"kind": kind, **values})
        for kind, tried in STATEMENTS.items()
        for number, values in enumerate(tried)
        if _is_about(world, values)
    }
    everything, idle = set(), set()
    kept: dict[tuple[str, int], set[int]] = {key: set() for key in statements}
    for number, facts in enumerate(facts for duties in world._rosters() for facts in world._days_off(duties)):
        if next(checker("one_duty_at_a_time")("", one_place_rule(), facts), None) is not None:
            continue
        everything.add(number)
        if all(duty.date < facts.first_day for duty in facts.duties):
            idle.add(number)
        for key, statement in statements.items():
            if next(checker(statement.kind)("", statement, facts), None) is None:
                kept[key].add(number)
    return Rosters(frozenset(everything), frozenset(idle), {key: frozenset(own) for key, own in kept.items()})


def _is_about(world: DrawnCampaign, values: Mapping[str, Any]) -> bool:
    """Whether a statement names nobody who is not there."""
    units = {unit for officer in world.officers for unit in officer if unit is not None}
    there = {f"o{number}" for number in range(len(world.officers))}
    scope = values.get("scope", {})
    named = {*values.get("officers", ()), *scope.get("officers", ())}
    return named <= there and set(scope.get("units", ())) <= units


def both(pair: Pair) -> Iterator[tuple[str, int, int]]:
    """Worlds and statements of two kinds, each of which leaves a roster there by itself."""
    one, other = pair
    for name in WORLDS:
        kept = rosters(name).kept
        for first, second in product(range(len(STATEMENTS[one])), range(len(STATEMENTS[other]))):
            if kept.get((one, first)) and kept.get((other, second)):
                yield name, first, second


def clash(pair: Pair) -> DrawnCampaign | None:
    """A campaign in which statements of two kinds leave no roster though each alone does; nothing if none has."""
    one, other = pair
    for name, first, second in both(pair):
        kept = rosters(name).kept
        if not kept[one, first] & kept[other, second]:
            rules = {
                "one": {"kind": one, **STATEMENTS[one][first]},
                "other": {"kind": other, **STATEMENTS[other][second]},
            }
            return replace(WORLDS[name], rules=rules)
    return None
