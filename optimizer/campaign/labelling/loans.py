"""What officers do beside standing at desks of their own: duties at those of other units, and with visiting teams.

What a pool's desks leave over of its officers' shifts in a week is for sale; other pools and visits buy it. Whoever
borrows may lend in turn, and so much at the most as its officers who may be lent have hours for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from optimizer.campaign.allocation.hours import Lendable, UnitWeek
from optimizer.campaign.labelling.supplies import Supply
from optimizer.world.ids import PoolKey, Week
from optimizer.world.world import World

Names = tuple[str, ...]
"""Of a supply, beside its week."""


def borrowed_by(pool: PoolKey) -> Names:
    """Officer-shifts that a pool borrows."""
    return ("", "borrowed", *pool)


def spared_by(pool: PoolKey) -> Names:
    """Officer-shifts that the units of a pool have for others."""
    return ("", "spared", *pool)


class LendableShifts(NamedTuple):
    """Shifts of officers who may be lent in a week."""

    taken: Sequence[Supply]
    """Each is one shift less of all of these."""
    given: Sequence[Supply]
    """And one more of one of these."""
    most: int


class Loans:
    """What may be had of whose officers, and who may lend to whom.

    Parameters
    ----------
    world, capacity, lendable
        The campaign, officer-minutes per unit and week that no plan exceeds, and shifts that can be lent.
    weeks
        The pools that borrow and lend, and the weeks in which they do.
    """

    def __init__(
        self,
        world: World,
        capacity: Mapping[UnitWeek, int],
        lendable: Lendable,
        weeks: Mapping[PoolKey, Collection[Week]],
    ) -> None:
        self.burden = world.weights.loan
        """Of a loan."""
        self.shortest = min(shift.minutes for shift in world.shifts)
        self.units = {pool: {post.unit for post in world.posts if post.pool == pool} for pool in weeks}
        self.pools_of: dict[str, list[PoolKey]] = defaultdict(list)
        """Unit to the pools whose desks it mans."""
        for pool, units in self.units.items():
            for unit in units:
                self.pools_of[unit].append(pool)
        self.amounts: dict[Supply, float] = {}
        """Officer-shifts, short ones, beside those that pools have to spare."""
        for pool, units in self.units.items():
            for week in world.weeks:
                # Whose desks are closed all week has all its hours for others.
                minutes = 0 if week in weeks[pool] else sum(capacity.get((unit, week), 0) for unit in units)
                self.amounts[week, spared_by(pool)] = float(minutes // self.shortest)
                self.amounts[week, borrowed_by(pool)] = 0.0
        for unit in dict.fromkeys(officer.unit for officer in world.officers):
            if unit not in self.pools_of:
                for week in world.weeks:
                    self.amounts[week, ("", "spared", unit)] = float(capacity.get((unit, week), 0) // self.shortest)
        self.loans: Sequence[LendableShifts] = [
            LendableShifts(self.taken_of(unit, week), given, most)
            for ((unit, lent_to), week), most in lendable.items()
            if (given := [(week, borrowed_by(pool)) for pool, of in self.units.items() if of & lent_to])
        ]
        borrowers = {supply for loan in self.loans for supply in loan.given}
        longest = max(shift.minutes for shift in world.shifts)
        self.replaced = ceil(longest / self.shortest)
        """Officer-shifts that a borrowed one frees for others at the most."""
        self.exchanges = [
            ((week, spared_by(pool)), (week, borrowed_by(pool)))
            for pool in self.units
            for week in world.weeks
            if (week, borrowed_by(pool)) in borrowers
        ]
        """What may be had of a pool for what it borrows."""

    def taken_of(self, unit: str, week: Week) -> Sequence[Supply]:
        """The supplies that one shift of a unit's officer is taken from."""
        names = [spared_by(pool) for pool in self.pools_of.get(unit, ())] or [("", "spared", unit)]
        return [(week, each) for each in names if (week, each) in self.amounts]

    def prices(self, minutes: Mapping[UnitWeek, float]) -> Mapping[Supply, float]:
        """What an officer-shift is worth where it is spared and borrowed, given the worth of officer-minutes."""
        units = {name(pool): of for pool, of in self.units.items() for name in (borrowed_by, spared_by)}
        return {
            (week, names): self.shortest
            * max((minutes.get((unit, week), 0.0) for unit in units.get(names, {names[-1]})), default=0.0)
            for week, names in self.amounts
        }

    def gain(self, prices: Mapping[Supply, float]) -> float:
        """What all loans are worth together at some prices, at the most."""
        return sum(
            loan.most * max(0.0, max(prices[each] for each in loan.given) - sum(prices[each] for each in loan.taken))
            for loan in self.loans
        )

    def without_gain(self, prices: Mapping[Supply, float], weight: float) -> Mapping[Supply, float]:
        """The prices, none of what is spared above that of what it takes to borrow it, burdens having a weight."""
        kept = dict(prices)
        for spared, borrowed in self.exchanges:
            kept[spared] = min(kept[spared], (kept[borrowed] + weight * self.burden) / self.replaced)
        return kept
