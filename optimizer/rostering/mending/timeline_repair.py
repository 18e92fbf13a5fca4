"""A published roster mended by column generation over whole timelines, with the proof that nothing better is possible.

1. A bound on what duties lack, whatever is changed for it: lack alone is priced, and rounded up to what crews of whole
   people can come to.
2. One linear relaxation in which a change costs something, and lack beyond that bound as much as so many changes; the
   bound itself is paid in any case. The published timelines are its first columns, so there is a roster from the start.
   Where the best mix of its columns costs no more than the relaxation rounded up, it is the best of all.
3. Else only timelines whose reduced cost lies within the gap between a roster and the relaxation can be part of a better
   one. They are enumerated, for a gap of one change at first and of twice as many each time, until the best mix of them
   lies within the gap looked at.
4. Where that roster lacks more than the bound, lack is weighted more and the relaxation goes on from its columns, until
   a unit of lack weighs more than all there is to change.

Source: R. Baldacci, N. Christofides, A. Mingozzi, *An exact algorithm for the vehicle routing problem based on the set
partitioning formulation with additional cuts*, Mathematical Programming 115 (2008).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import ceil, gcd, isfinite
from typing import TypeAlias

import numpy as np

from optimizer.errors import ContradictionError
from optimizer.rostering.arrays import Vector
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.repair_model import Counted, Repair, Repaired
from optimizer.rostering.mending.change_pool import ChangePool
from optimizer.rostering.mending.priced_changes import PricedChanges
from optimizer.rostering.mending.whole_mix import cheapest_mix
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.pricer import PersonPricer, build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.relaxation.column_generation import ColumnGeneration, rounded_up
from optimizer.rostering.timelines.automaton import TooManyStatesError
from optimizer.rostering.timelines.timeline import Timeline

Timelines: TypeAlias = Mapping[int, Timeline]
"""Everybody's timeline, by number of the person."""
TOLERANCE = 1e-6
MOST_ROUNDS = 1000
"""Of column generation: more than it takes."""
FIRST_WORTH = 32
"""Changes that are as much as the least lack, at first."""
NEXT_WORTH = 8
"""How many times as much lack weighs each time it was not enough."""
MOST_TIMELINES = 20_000
"""Timelines within a gap; beyond, nothing more is proved."""
NEAR = 1.0
"""Changes by which the columns of a relaxation may cost more than the least to be mixed in whole numbers."""
STILL = 0.5
"""Price at which neither taking a duty from somebody nor giving it to one more seems worth anything."""


def mend_on_timelines(asked: Repair, budget: Budget, workers: int) -> Repaired | None:
    """Mend a roster all of whose hard rules are about one person each.

    Parameters
    ----------
    asked
        What is to be mended, and is about timelines
        (:func:`~optimizer.rostering.mending.priced_changes.is_about_timelines`).
    budget
        Seconds or steps, and the stop request.
    workers
        Threads.

    Returns
    -------
    Repaired or None
        Nothing if somebody has no timeline that keeps what is held, or the rules are too many for timelines.
    """
    try:
        changes = PricedChanges.of(asked)
    except (ContradictionError, TooManyStatesError):
        return None
    with ThreadPoolExecutor(workers) as executor:
        return _Mending(changes, budget, executor, workers).run()


@dataclass(frozen=True, slots=True)
class _Closed:
    """What is known at one weight of lack."""

    timelines: Timelines
    """The best roster."""
    cost: int
    bound: int
    """No roster costs less."""


class _Mending:
    """One mending; see the module."""

    def __init__(self, changes: PricedChanges, budget: Budget, executor: Executor, workers: int) -> None:
        self.changes, self.budget, self._executor, self._workers = changes, budget, executor, workers
        self.counted = changes.counted()
        self._pricers = build_pricers(self.counted)
        self.part = changes.part(self.counted, self._pricers)

    def run(self) -> Repaired | None:
        """Mend the roster; nothing if somebody has no timeline."""
        start = self._start(self._pricers, self.part)
        if start is None:
            return None
        kept = {person: timeline for person, timeline in start.items() if not self.changes.is_changed(person, timeline)}
        start = {
            p: timeline if p in kept else replace(timeline, cost=timeline.cost + 1) for p, timeline in start.items()
        }
        self.pool = ChangePool(self._pricers, self._executor, self._workers, kept)
        fixed_lack, least_lack = self._fixed_lack(), self._least_lack()
        weight = ceil(FIRST_WORTH * self.changes.change / self._least_weight())
        most_changes = sum(int(own.cost.max(initial=0)) * self.counted.days for own in self.counted.choices)
        known: Mapping[int, Sequence[Timeline]] = {person: (timeline,) for person, timeline in start.items()}
        still = self._still_prices()
        center = still
        while True:
            problem = replace(self.counted, need=self.changes.weighted(weight))
            least = float(least_lack * weight)
            generation = ColumnGeneration(problem, self.pool, self.part, known, self.budget, center, least, still)
            generation.run(MOST_ROUNDS, self.budget.is_over)
            closed = self._closed(generation, start)
            start, lack = closed.timelines, self.changes.lack(closed.timelines) - fixed_lack
            is_last = weight > most_changes
            if is_last and closed.bound >= closed.cost:
                least_lack = lack
            if lack <= least_lack or is_last or self.budget.is_over():
                break
            known, center = _joined(start, generation.columns()), generation.center
            weight *= NEXT_WORTH
        lacking = Counted(lack + fixed_lack, least_lack + fixed_lack)
        return self._repaired(start, lacking, closed.bound - weight * lack)

    def _start(self, pricers: Sequence[PersonPricer], part: FreePart) -> Timelines | None:
        """As published, but for what nobody can hold; whoever that leaves without a lawful timeline gets another."""
        start, nothing, workspace = {}, np.zeros(len(self.counted.slot_days)), Workspace()
        for person, pricer in enumerate(pricers):
            timeline = pricer.timelines.timeline(self.changes.published[person])
            timeline = timeline or pricer.cheapest(nothing, workspace, part.leeways[person]).timeline
            if timeline is None:
                return None
            start[person] = timeline
        return start

    def _fixed_lack(self) -> int:
        """What duties lack or have too many on days on which nothing may change."""
        need, crews = self.changes.compiled.need, self.part.crews[: len(self.changes.crews)]
        is_fixed = np.ones(len(self.part.crews), np.bool_)
        is_fixed[list(self.part.duties)] = False
        is_fixed = is_fixed[: len(crews)]
        short, many = np.maximum(need.minimum - crews, 0), np.maximum(crews - need.maximum, 0)
        return round(float(short @ (need.under * is_fixed) + many @ (need.over * is_fixed)))

    def _least_weight(self) -> float:
        """The least that one person too few is worth."""
        weights = self.changes.compiled.need.under
        return float(weights[weights > 0].min(initial=np.inf)) if weights.any() else 1.0

    def _least_lack(self) -> int:
        """What duties that are open lack in any roster; people too many are not counted."""
        problem = self.changes.lack_alone()
        pool = PricerPool(build_pricers(problem), self._executor, self._workers)
        part = self.changes.part(problem, pool.pricers)
        start = self._start(pool.pricers, part)
        assert start is not None
        generation = ColumnGeneration(problem, pool, part, {p: (t,) for p, t in start.items()}, self.budget)
        generation.run(MOST_ROUNDS, self.budget.is_over)
        grain = gcd(*(int(weight) for weight in problem.need.under)) or 1
        return int(rounded_up(max(0.0, generation.bound), grain))

    def _still_prices(self) -> Vector:
        """Prices at which a change that helps nobody costs half on either side."""
        return np.where(self.changes.weighted(0).over > 0, -STILL * self.changes.change, 0.0)

    def _closed(self, generation: ColumnGeneration, best: Timelines) -> _Closed:
        """The best roster: of the columns of a relaxation, then of all timelines within a gap that grows."""
        relaxed, change = generation.bound, self.changes.change
        state = RosterState(generation.problem, [best[person] for person in sorted(best)])
        cost = round(self.part.cost(state))
        if not isfinite(relaxed):
            return _Closed(best, cost, 0)
        bound, levels = ceil(relaxed - TOLERANCE), 1
        known: Mapping[int, Sequence[Timeline]] | None = generation.columns(NEAR * change)
        aim = cost
        is_all = False
        while bound < cost and known is not None and not self.budget.is_over():
            limits = bound, aim
            found = cheapest_mix(
                generation.problem.need, self.part, _joined(best, known), limits, self.budget, self._workers
            )
            if found.timelines is not None and found.cost < cost:
                best, cost = found.timelines, found.cost
            if is_all:
                # A roster that is not made of these timelines costs more than was looked at.
                bound = max(bound, min(found.bound, aim + 1))
                if bound <= aim and bound < cost:
                    break
                levels *= 2
            if bound < cost:
                aim, is_all = min((bound // change + levels) * change, cost) - 1, True
                known = self._within(generation, aim - relaxed)
        return _Closed(best, cost, bound)

    def _within(self, generation: ColumnGeneration, gap: float) -> Mapping[int, Sequence[Timeline]] | None:
        """Of each person, the timelines whose reduced cost is within a gap of the least; nothing if they are too many."""
        prices, persons, leeways = generation.center, self.part.persons, self.part.leeways
        assert prices is not None
        least = self.pool.cheapest(persons, prices, leeways)
        limits = {person: result.bound + gap for person, result in zip(persons, least, strict=True)}
        found = self.pool.within(limits, prices, leeways, MOST_TIMELINES)
        return found if found is not None and sum(map(len, found.values())) <= MOST_TIMELINES else None

    def _repaired(self, timelines: Timelines, lacking: Counted, least: int) -> Repaired:
        """The roster with what it comes to, changes and people costing so much at the least."""
        changed, people = self.changes.duties(timelines), self.changes.people(timelines)
        least_changed = max(0, least) // self.changes.change + self.changes.gone
        rest = least - (changed - self.changes.gone) * self.changes.change
        counts = {
            "standing": lacking,
            "duties": Counted(changed, least_changed),
            "people": Counted(people, max(0, rest) if changed <= least_changed else 0),
        }
        return Repaired(self.changes.roster(timelines), counts)


def _joined(best: Timelines, others: Mapping[int, Sequence[Timeline]]) -> dict[int, list[Timeline]]:
    """The timelines of a roster, each before the others there are of the person."""
    return {
        person: [own, *(t for t in others.get(person, ()) if not np.array_equal(t.choices, own.choices))]
        for person, own in best.items()
    }
