"""A mending as a problem of timelines: a timeline costs the published duties that it gives up.

Changes are counted duty by duty, those taken from somebody or those given if more. So each duty taken costs a change,
and so does each person more than before on a duty. What a crew costs bends twice besides, where it lacks people and
where it has too many; where more than before may stand before there are too many, a second duty, held by whoever holds
the first, bears the bend between. Whoever has other duties than were published costs one more; a change is worth as
much as everybody and one, so that people decide among equals alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from optimizer.rostering.arrays import Flags, Indices, Integers, Vector
from optimizer.rostering.cp_sat.repair_model import Repair
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.leeway import Leeway
from optimizer.rostering.pricing.pricer import PersonPricer
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.roster import Roster
from optimizer.rostering.search.weighted_sum import roster_of
from optimizer.rostering.timelines.choices import Choices
from optimizer.rostering.timelines.problem import CrewNeed, TimelineProblem, compile_timelines
from optimizer.rostering.timelines.timeline import Timeline
from optimizer.rules.catalogue import timeliner
from optimizer.world.roster_problem import FREE_STATES


def is_about_timelines(asked: Repair) -> bool:
    """Whether timelines and crews say all that is asked: no rule across people, no wish or burden, one kind of rest."""
    problem = asked.problem
    rules = [rule for rule in asked.rules.values() if rule.enforcement != "off"]
    hard = [rule for rule in rules if rule.weight is None]
    return (
        asked.aim == "duties"
        and asked.most_changes is None
        and not (asked.lent or asked.whole)
        and problem.published is None
        and all(timeliner(rule.kind) is not None and not rule.asks_for_crews for rule in hard)
        and not any(rule.weight is not None and rule.tier == "burden" for rule in rules)
        and not any(slot.burden or slot.group or slot.continues or slot.weight_over is None for slot in problem.slots)
        and not any(person.other_work for person in problem.persons)
        and not any(kind in FREE_STATES[1:] for kind in asked.published.absences.values())
    )


@dataclass(frozen=True, slots=True)
class PricedChanges:
    """What is asked, compiled.

    Each person's choices cost the changes of the day; the need is in units of lack.
    """

    asked: Repair
    compiled: TimelineProblem
    allowed: tuple[Flags, ...]
    """Of each person: the choices that keep what is held."""
    published: tuple[Indices, ...]
    """Of each person: the choice of each day that keeps as much of the published day as it may."""
    own: tuple[frozenset[int], ...]
    """Of each person: the duties as published, by number."""
    crews: Vector
    """People on each duty as published."""
    gone: int
    """Published places of people who are no longer there."""

    @classmethod
    def of(cls, asked: Repair) -> PricedChanges:
        """Compile what is asked.

        Raises
        ------
        ContradictionError
            If a hard rule leaves somebody no choice on some day.
        TooManyStatesError
            If the rules are too many for timelines.
        """
        kept = {r: s for r, s in asked.rules.items() if s.weight is None or s.asks_for_crews}
        compiled = compile_timelines(asked.problem, kept)
        slots, crews = asked.problem.slots, asked.published.assignments
        own: dict[str, set[int]] = defaultdict(set)
        for number, slot in enumerate(slots):
            for person in crews.get(slot.id, ()):
                own[person].add(number)
        everybody, change = set(compiled.persons), len(compiled.persons) + 1
        choices, allowed, published = [], [], []
        for person, offered in zip(compiled.persons, compiled.choices, strict=True):
            lost, may = _judged(asked, person, own[person], offered)
            choices.append(offered._replace(cost=lost * change))
            allowed.append(may)
            cost = np.where(may, lost, np.inf)
            published.append(
                np.array([a + np.argmin(cost[a:b]) for a, b in zip(offered.starts, offered.starts[1:], strict=False)])
            )
        return cls(
            asked,
            replace(compiled, choices=tuple(choices), grain=1),
            tuple(allowed),
            tuple(each.astype(np.int32) for each in published),
            tuple(frozenset(own[person]) for person in compiled.persons),
            np.array([float(len(crews.get(slot.id, ()))) for slot in slots]),
            sum(len(duties) for person, duties in own.items() if person not in everybody),
        )

    @property
    def change(self) -> int:
        """What a change costs."""
        return len(self.published) + 1

    @property
    def can_be_held(self) -> bool:
        """Whether everybody has a choice on each day that keeps what is held."""
        return all((left > 0).all() for left in self._choices_left())

    @property
    def days(self) -> range:
        """From the first day on which anybody has several choices to the last."""
        open_days = np.concatenate([np.flatnonzero(left > 1) for left in self._choices_left()])
        return range(int(open_days.min()), int(open_days.max()) + 1) if len(open_days) else range(0)

    def _choices_left(self) -> Iterator[Integers]:
        """Of each person: how many choices each day has that keep what is held."""
        for may, choices in zip(self.allowed, self.compiled.choices, strict=True):
            yield np.add.reduceat(may, choices.starts[:-1], dtype=np.int64)

    def lack_alone(self) -> TimelineProblem:
        """The problem in which people missing are all that costs anything."""
        need = replace(self.compiled.need, over=np.zeros(len(self.crews)))
        free = tuple(own._replace(cost=np.zeros(len(own.cost))) for own in self.compiled.choices)
        return replace(self.compiled, need=need, choices=free)

    def counted(self) -> TimelineProblem:
        """The problem in which changes cost something, and the least lack as much as one."""
        place = self._second_duties()
        slot_days = np.concatenate((self.compiled.slot_days, self.compiled.slot_days[place >= 0]))
        choices = tuple(_twice(own, place) for own in self.compiled.choices)
        return replace(self.compiled, need=self.weighted(1), choices=choices, slot_days=slot_days)

    def weighted(self, worth: int) -> CrewNeed:
        """The need of all duties and the second ones, the least lack or excess being worth so many changes."""
        need, place = self.compiled.need, self._second_duties()
        bends = np.flatnonzero(place >= 0)
        over = need.over * self._price(need.over, worth) + self.change * (place < 0)
        return CrewNeed(
            minimum=np.concatenate((need.minimum, np.zeros(len(bends)))),
            maximum=np.concatenate((np.where(place < 0, self.crews, need.maximum), self.crews[bends])),
            under=np.concatenate((need.under * self.price_of_lack(worth), np.zeros(len(bends)))),
            over=np.concatenate((over, np.full(len(bends), float(self.change)))),
        )

    def price_of_lack(self, worth: int) -> int:
        """What a unit of lack costs where the least lack is worth so many changes."""
        return self._price(self.compiled.need.under, worth)

    def _price(self, weights: Vector, worth: int) -> int:
        some = weights[weights > 0]
        return ceil(worth * self.change / some.min()) if len(some) else 0

    def _second_duties(self) -> Integers:
        """Number of each duty's second one; -1 where it has none."""
        is_bent = self.compiled.need.maximum > self.crews
        return np.where(is_bent, len(self.crews) + np.cumsum(is_bent) - 1, -1)

    def part(self, compiled: TimelineProblem, pricers: Sequence[PersonPricer]) -> FreePart:
        """All that is not held, of one of the two problems."""
        days, crews = self.days, np.zeros(len(compiled.slot_days))
        is_open = (compiled.slot_days >= days.start) & (compiled.slot_days < days.stop)
        leeways = {}
        for person, pricer in enumerate(pricers):
            own = pricer.timelines.timeline_at(self.published[person], 0.0)
            crews[own.duties] += 1
            leeways[person] = Leeway(days, self.published[person], self.allowed[person])
        duties = tuple(np.flatnonzero(is_open).tolist())
        return FreePart(tuple(leeways), leeways, duties, np.where(is_open, 0.0, crews))

    def lack(self, timelines: Mapping[int, Timeline]) -> int:
        """What all duties lack or have too many, by the weights."""
        return round(self.compiled.need.cost(self._crews_of(timelines)))

    def duties(self, timelines: Mapping[int, Timeline]) -> int:
        """Duties that change hands, those of people who are no longer there included."""
        more = np.maximum(self._crews_of(timelines) - self.crews, 0).sum()
        taken = sum(len(self.own[person] - set(t.duties.tolist())) for person, t in timelines.items())
        return round(float(more)) + taken + self.gone

    def people(self, timelines: Mapping[int, Timeline]) -> int:
        """People whose duties change."""
        return sum(self.is_changed(person, timeline) for person, timeline in timelines.items())

    def is_changed(self, person: int, timeline: Timeline) -> bool:
        """Whether somebody's duties are others than were published."""
        return self.own[person] != set(self._own(timeline).tolist())

    def roster(self, timelines: Mapping[int, Timeline]) -> Roster:
        """Who holds which duty."""
        own = [Timeline(t.choices, self._own(t), t.cost) for _, t in sorted(timelines.items())]
        return roster_of(RosterState(self.compiled, own))

    def _own(self, timeline: Timeline) -> Indices:
        """The duties of a timeline without the second ones."""
        return timeline.duties[timeline.duties < len(self.crews)]

    def _crews_of(self, timelines: Mapping[int, Timeline]) -> Vector:
        held = np.concatenate([self._own(timeline) for timeline in timelines.values()])
        return np.bincount(held, minlength=len(self.crews)).astype(np.float64)


def _judged(asked: Repair, person: str, own: set[int], choices: Choices) -> tuple[Vector, Flags]:
    """Of each choice: the published duties of the day that it gives up, and whether it keeps what is held."""
    slots = asked.problem.slots
    held = {duty for duty, slot in enumerate(slots) if asked.held.get((person, slot.id))}
    barred = {duty for duty, slot in enumerate(slots) if asked.held.get((person, slot.id)) is False}
    own_days, held_days = ([slots[duty].day for duty in sorted(duties)] for duties in (own, held))
    lost, allowed = np.zeros(len(choices.cost)), np.ones(len(choices.cost), np.bool_)
    for day, (first, last) in enumerate(zip(choices.starts.tolist(), choices.starts[1:].tolist(), strict=False)):
        is_settled = (person, day) in asked.settled_days and day not in own_days
        for choice in range(first, last):
            taken = set(choices.held(choice).tolist())
            lost[choice] = own_days.count(day) - len(own & taken)
            keeps = len(held & taken) == held_days.count(day) and not barred & taken
            allowed[choice] = keeps and not (is_settled and taken)
    return lost, allowed


def _twice(choices: Choices, place: Integers) -> Choices:
    """The choices, with the second duty of each that has one."""
    sizes, duties = [0], []
    for choice in range(len(choices.cost)):
        held = choices.held(choice).tolist()
        both = [*held, *(int(place[duty]) for duty in held if place[duty] >= 0)]
        duties += both
        sizes.append(len(both))
    return choices._replace(duty_starts=np.cumsum(sizes, dtype=np.int64), duties=np.array(duties, np.int32))
