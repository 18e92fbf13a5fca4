"""Rosters mended on timelines, held against trying every roster of small worlds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from random import Random

import pytest

from optimizer.rostering.cp_sat.repair_model import Repair, Repaired, Unrepairable
from optimizer.rostering.mending.priced_changes import is_about_timelines
from optimizer.rostering.mending.timeline_repair import mend, mend_on_timelines
from optimizer.rostering.roster import Roster
from tests.worlds.roster_problems import Drawn, all_timelines, draw_problem
from tests.worlds.solved import counted

SEEDS = range(24)
DAYS, PERSONS = 4, 3
Values = tuple[int, int, int]
"""What is lacking, duties changed, people changed."""


@dataclass(frozen=True)
class Asked:
    """A small mending, with the duties that each person could have, by number."""

    drawn: Drawn
    repair: Repair
    possible: tuple[tuple[frozenset[int], ...], ...]
    published: tuple[frozenset[int], ...]

    def least(self) -> Values | None:
        """What the best roster comes to, by trying all."""
        return min((self.values(roster) for roster in product(*self.possible)), default=None)

    def values(self, roster: tuple[frozenset[int], ...]) -> Values:
        slots = self.drawn.problem.slots
        lacking = changed = 0
        for number, slot in enumerate(slots):
            before = {p for p, own in enumerate(self.published) if number in own}
            after = {p for p, own in enumerate(roster) if number in own}
            lacking += max(0, slot.minimum - len(after)) * slot.weight_under
            lacking += max(0, len(after) - slot.maximum) * (slot.weight_over or 0)
            changed += max(len(before - after), len(after - before))
        return lacking, changed, sum(own != was for own, was in zip(roster, self.published, strict=True))


def draw(seed: int) -> Asked | None:
    """Rules of one person each, a roster that keeps them, and one person who is away on a day."""
    drawn = draw_problem(seed, DAYS, PERSONS)
    rules = {name: rule for name, rule in drawn.rules.items() if rule.weight is None or rule.asks_for_crews}
    drawn = Drawn(drawn.problem, rules)
    dice, slots, people = Random(seed), drawn.problem.slots, drawn.problem.persons
    lawful = [sorted({frozenset(t.duties) for t in all_timelines(drawn, person)}, key=sorted) for person in people]
    if not all(lawful):
        return None
    drawn_rosters = [tuple(dice.choice(own) for own in lawful) for _ in range(40)]
    published = max(drawn_rosters, key=lambda roster: sum(map(len, roster)))
    crews = [tuple(p.id for p, own in zip(people, published, strict=True) if k in own) for k in range(len(slots))]
    needed = tuple(
        replace(slot, minimum=min(slot.minimum, len(crew)), maximum=max(slot.maximum, len(crew)))
        for slot, crew in zip(slots, crews, strict=True)
    )
    day = dice.randrange(1, DAYS)
    away = {number for number, slot in enumerate(slots) if slot.day == day}
    held = {("p0", slots[number].id): False for number in away}
    early = {number for number, slot in enumerate(slots) if slot.day < day - 1}
    for number in early:
        held |= {(p.id, slots[number].id): p.id in crews[number] for p in people}
    possible = [own for own in lawful]
    possible[0] = [duties for duties in lawful[0] if not duties & away]
    possible = [
        [duties for duties in own if duties & early == was & early]
        for own, was in zip(possible, published, strict=True)
    ]
    drawn = Drawn(replace(drawn.problem, slots=needed), rules)
    roster = Roster({slot.id: crew for slot, crew in zip(slots, crews, strict=True)}, {}, {})
    asked = Repair(drawn.problem, rules, roster, held)
    return Asked(drawn, asked, tuple(map(tuple, possible)), published)


DRAWN = {seed: asked for seed in SEEDS if (asked := draw(seed)) is not None}


def told(found: Repaired) -> tuple[Values, Values]:
    counts = [found.counts[name] for name in ("standing", "duties", "people")]
    return tuple(each.value for each in counts), tuple(each.bound for each in counts)  # type: ignore[return-value]


def test_enough_is_drawn() -> None:
    least = [values for asked in DRAWN.values() if (values := asked.least()) is not None]
    assert sum(values[0] > 0 for values in least) > 3
    assert sum(values[1] > 1 for values in least) > 3
    assert all(is_about_timelines(asked.repair) for asked in DRAWN.values())


@pytest.mark.parametrize("seed", DRAWN)
def test_no_bound_lies_above_the_best_and_no_roster_below(seed: int) -> None:
    asked = DRAWN[seed]
    least, found = asked.least(), mend_on_timelines(asked.repair, counted(), workers=1)
    if least is None:
        assert found is None
        return
    assert found is not None
    values, bounds = told(found)
    names = {person.id: number for number, person in enumerate(asked.drawn.problem.persons)}
    roster: list[set[int]] = [set() for _ in names]
    for number, slot in enumerate(asked.drawn.problem.slots):
        for person in found.roster.assignments[slot.id]:
            roster[names[person]].add(number)
    held = tuple(map(frozenset, roster))
    assert asked.values(held) == values
    assert all(own in possible for own, possible in zip(held, asked.possible, strict=True))
    assert values >= least
    assert bounds[0] <= least[0]
    if values[0] == least[0]:
        assert bounds[1] <= least[1]
        assert values[1] > least[1] or bounds[2] <= least[2]
    if values[:2] == bounds[:2]:
        assert values[:2] == least[:2]


@pytest.mark.parametrize("seed", DRAWN)
def test_with_the_model_of_all_rules_everything_is_proved(seed: int) -> None:
    asked = DRAWN[seed]
    least, found = asked.least(), mend(asked.repair, counted(), 10.0, workers=1)
    if least is None:
        assert not isinstance(found, Repaired)
        return
    assert isinstance(found, Repaired)
    values, bounds = told(found)
    assert values[:2] == bounds[:2] == least[:2]


def test_timelines_alone_prove_most() -> None:
    found = [mend_on_timelines(asked.repair, counted(), workers=1) for asked in DRAWN.values() if asked.least()]
    proved = [told(each)[0] == told(each)[1] for each in found if each is not None]
    assert sum(proved) > 0.8 * len(proved)


def test_nothing_is_found_where_what_is_held_cannot_be() -> None:
    asked = DRAWN[0].repair
    first, second = (slot.id for slot in asked.problem.slots if slot.day == 1 and slot.shift in {"early", "long"})
    able = {**asked.problem.candidates, first: ("p1",), second: ("p1",)}
    both = {("p1", first): True, ("p1", second): True}
    held = replace(asked, problem=replace(asked.problem, candidates=able), held=both)
    assert mend_on_timelines(held, counted(), workers=1) is None
    found = mend(held, counted(), 10.0, workers=1)
    assert isinstance(found, Unrepairable)
    assert found.is_proved


def test_rules_across_people_are_not_about_timelines() -> None:
    asked = next(iter(DRAWN.values())).repair
    assert not is_about_timelines(replace(asked, most_changes=3))
    assert not is_about_timelines(replace(asked, aim="people"))
    slots = (replace(asked.problem.slots[0], group="crew"), *asked.problem.slots[1:])
    assert not is_about_timelines(replace(asked, problem=replace(asked.problem, slots=slots)))
    burdened = tuple(replace(slot, burden=1) for slot in asked.problem.slots)
    assert not is_about_timelines(replace(asked, problem=replace(asked.problem, slots=burdened)))
