"""A published roster mended by column generation over whole timelines, with the proof that nothing better is possible.

1. A bound on what duties lack, whatever is changed for it: lack alone is priced, and rounded up to what crews of whole
   people can come to.
2. One linear relaxation in which a change costs something, and lack beyond that bound as much as so many changes; the
   bound itself is paid in any case. The published timelines are its first columns, so there is a roster from the start.
   Where the best mix of its columns costs no more than the relaxation rounded up, it is the best of all; where it costs
   some changes more, dives look for better ones.
3. Else only timelines whose reduced cost lies within the gap between a roster and the relaxation can be part of a
   better one. They are enumerated, for a gap that grows by changes, until their best mix lies within the gap looked at.
4. Where that roster lacks more than the bound, lack is weighted more, and the relaxation goes on from its columns.

What is left open, CP-SAT is asked for, from the roster there is and with the bounds that are known: the model of all
rules at once proves much less of lack, but needs no list of timelines where many are alike.

Source: R. Baldacci, N. Christofides, A. Mingozzi, *An exact algorithm for the vehicle routing problem based on the set
partitioning formulation with additional cuts*, Mathematical Programming 115 (2008).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from math import ceil, gcd, isfinite
from typing import TypeAlias

import numpy as np

from optimizer.errors import ContradictionError
from optimizer.rostering.arrays import Vector
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.repair_model import Counted, Repair, Repaired, Unrepairable, repair
from optimizer.rostering.mending.change_pool import ChangePool
from optimizer.rostering.mending.priced_changes import PricedChanges, is_about_timelines
from optimizer.rostering.mending.whole_mix import cheapest_mix
from optimizer.rostering.pricing.free_part import FreePart
from optimizer.rostering.pricing.pricer import PersonPricer, build_pricers
from optimizer.rostering.pricing.pricer_pool import PricerPool
from optimizer.rostering.pricing.roster_state import RosterState
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.relaxation.column_generation import ColumnGeneration, rounded_up
from optimizer.rostering.search.dives import Dive
from optimizer.rostering.timelines.automaton import TooManyStatesError
from optimizer.rostering.timelines.timeline import Timeline

Timelines: TypeAlias = Mapping[int, Timeline]
"""Everybody's timeline, by number of the person."""
TOLERANCE = 1e-6
MOST_ROUNDS = 1000
"""Of column generation: more than it takes."""
WORTHS = 32, 1024
"""Changes that are as much as the least lack, at first and where that was not enough."""
DIVE_GAP = 2
"""Changes between a roster and the relaxation from which a dive looks for a better one."""
DIVE_FRACTIONS, DIVE_ROUNDS, DIVES_SHARE = (0.05, 0.1, 0.2, 0.3), 5, 0.2
"""Of each dive, the share of the cells still open that is fixed a round, and rounds of mixing after; their time."""
MIX_SHARE = 0.15
"""Share of the time for the best mix of timelines that are known."""
MOST_TIMELINES = 6000
"""Timelines within a gap; beyond, nothing more is proved."""
NEAR = 1.0
"""Changes by which the columns of a relaxation may cost more than the least to be mixed in whole numbers."""
STILL = 0.5
"""Price at which neither taking a duty from somebody nor giving it to one more seems worth anything."""


def mend(asked: Repair, budget: Budget, seconds: float, workers: int) -> Repaired | Unrepairable:
    """Mend a roster, on timelines as far as they say what is asked.

    Parameters
    ----------
    asked
        What is to be mended.
    budget
        Seconds or steps, and the stop request.
    seconds
        Limit of each solve of the model of all rules.
    workers
        Threads.
    """
    first = mend_on_timelines(asked, budget, workers) if is_about_timelines(asked) else None
    if first is None:
        return repair(asked, budget, seconds)
    lacking, duties = first.counts["standing"], first.counts["duties"]
    if (lacking.is_proved and duties.is_proved) or budget.is_over():
        return first
    known = {"standing": lacking.bound, **({"duties": duties.bound} if lacking.is_proved else {})}
    second = repair(replace(asked, start=first.roster, at_least=known), budget, seconds)
    return _better(first, second) if isinstance(second, Repaired) else first


def _better(first: Repaired, second: Repaired) -> Repaired:
    """Of two rosters the better one, by each aim in turn, with the better bounds."""
    told = [[(name, found.counts[name]) for name in first.counts] for found in (first, second)]
    values = [[counted.value for _, counted in own] for own in told]
    best = first if values[0] <= values[1] else second
    counts: dict[str, Counted] = {}
    for (name, one), (_, other) in zip(*told, strict=True):
        counts[name] = Counted(best.counts[name].value, max(one.bound, other.bound))
        # A bound holds for rosters that are as good by the aims before.
        if one.value != other.value:
            break
    return Repaired(best.roster, {**best.counts, **counts})


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


class _Mending:
    """One mending; see the module."""

    def __init__(self, changes: PricedChanges, budget: Budget, executor: Executor, workers: int) -> None:
        self.changes, self.budget, self._executor, self._workers = changes, budget, executor, workers
        self.counted = changes.counted()
        self._pricers = build_pricers(self.counted)
        self.part = changes.part(self.counted, self._pricers)

    def run(self) -> Repaired | None:
        """Mend the roster; nothing if somebody has no timeline."""
        if not self.changes.can_be_held:
            return None
        start = self._start(self._pricers, self.part)
        if start is None:
            return None
        kept = {person: timeline for person, timeline in start.items() if not self.changes.is_changed(person, timeline)}
        start = {
            p: timeline if p in kept else replace(timeline, cost=timeline.cost + 1) for p, timeline in start.items()
        }
        self.pool = ChangePool(self._pricers, self._executor, self._workers, kept)
        fixed_lack, least_lack = self._fixed_lack(), self._least_lack()
        known: Mapping[int, Sequence[Timeline]] = {person: (timeline,) for person, timeline in start.items()}
        still = center = self._still_prices()
        lack, least = self.changes.lack(start) - fixed_lack, 0
        for worth in WORTHS:
            price = self.changes.price_of_lack(worth)
            problem = replace(self.counted, need=self.changes.weighted(worth))
            floor = float(least_lack * price)
            generation = ColumnGeneration(problem, self.pool, self.part, known, self.budget, center, floor, still)
            generation.run(MOST_ROUNDS, self.budget.is_over)
            start, bound = self._closed(generation, start)
            lack = self.changes.lack(start) - fixed_lack
            if lack <= least_lack:
                least = bound - price * lack
            if lack <= least_lack or self.budget.is_over() or generation.center is None:
                break
            known, center = _joined(start, generation.columns()), generation.center
        return self._repaired(start, Counted(lack + fixed_lack, least_lack + fixed_lack), least)

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
        return np.where(self.counted.need.over > 0, -STILL * self.changes.change, 0.0)

    def _closed(self, generation: ColumnGeneration, best: Timelines) -> tuple[Timelines, int]:
        """The best roster of a relaxation's columns, then of all timelines within a gap that grows; and a bound."""
        change = self.changes.change
        if not isfinite(generation.bound):
            return best, 0
        bound = ceil(generation.bound - TOLERANCE)
        best, cost, _ = self._mixed(generation, best, generation.columns(NEAR * change), bound)
        if bound + DIVE_GAP * change <= cost and not self.budget.is_over():
            best, cost = self._dived(generation, best, bound, cost)
        levels = 1
        while bound < cost and not self.budget.is_over():
            aim = min((bound // change + levels) * change, cost) - 1
            known = self._within(generation, aim - generation.bound)
            if known is None:
                break
            best, cost, proved = self._mixed(generation, best, known, bound, aim)
            # A roster that is not made of these timelines costs more than was looked at.
            bound, levels = max(bound, min(proved, aim + 1)), 2 * levels
            if bound <= aim and bound < cost:
                break
        return best, min(bound, cost)

    def _mixed(
        self,
        generation: ColumnGeneration,
        best: Timelines,
        known: Mapping[int, Sequence[Timeline]],
        at_least: int,
        at_most: int | None = None,
    ) -> tuple[Timelines, int, int]:
        """The best roster that is known by now, its cost, and a bound on those made of some timelines."""
        problem = generation.problem
        cost = round(self.part.cost(RosterState(problem, [best[person] for person in sorted(best)])))
        limits, seconds = (at_least, cost if at_most is None else at_most), MIX_SHARE * self.budget.limit
        joined = _joined(best, known)
        found = cheapest_mix(problem.need, self.part, joined, limits, self.budget, seconds, self._workers)
        if found.timelines is None or found.cost >= cost:
            return best, cost, found.bound
        return found.timelines, found.cost, found.bound

    def _dived(self, generation: ColumnGeneration, best: Timelines, bound: int, cost: int) -> tuple[Timelines, int]:
        """The best roster of a relaxation's columns and those met on dives."""
        problem, near = generation.problem, NEAR * self.changes.change
        known, is_over = _joined(best, generation.columns(near)), self.budget.until(DIVES_SHARE * self.budget.limit)
        for fraction in DIVE_FRACTIONS:
            if is_over() or bound + DIVE_GAP * self.changes.change > cost:
                break
            mixture = ColumnGeneration(problem, self.pool, self.part, known, self.budget, generation.center)
            mixture.run(MOST_ROUNDS, is_over)
            known = _joined(best, mixture.columns(near))
            found = Dive(mixture, fraction, DIVE_ROUNDS).run(is_over, float(cost))
            if found is not None:
                known = _joined(found, known)
                best, cost, _ = self._mixed(generation, best, known, bound)
        return best, cost

    def _within(self, generation: ColumnGeneration, gap: float) -> Mapping[int, Sequence[Timeline]] | None:
        """Of each person, the timelines whose reduced cost is within a gap of the least; nothing if too many."""
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
