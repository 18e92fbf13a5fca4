"""Officers lent between units: what a pool borrows is bought from whoever may lend to it, what it has to spare is sold.

A price asked of borrowers above that of somebody who may lend to them would be a gain without end, so it is lowered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from optimizer.campaign.allocation.hours import UnitWeek
from optimizer.campaign.labelling.supplies import Supply
from optimizer.world.ids import PoolKey, Week
from optimizer.world.world import World

Names = tuple[str, ...]
"""Of a supply, beside its week."""


def borrowed_by(pool: PoolKey) -> Names:
    """Officer-shifts that a pool borrows."""
    return ("", "borrowed", *pool)


def spared_by(pool: PoolKey) -> Names:
    """Officer-shifts that the units of a pool may lend."""
    return ("", "spared", *pool)


class Loans:
    """Who may lend to whom, and how much beside what the pools have to spare.

    Parameters
    ----------
    world, capacity
        The campaign, and officer-minutes per unit and week that no plan exceeds.
    pools
        Those that may borrow and lend.
    """

    def __init__(self, world: World, capacity: Mapping[UnitWeek, int], pools: Sequence[PoolKey]) -> None:
        units = {pool: {post.unit for post in world.posts if post.pool == pool} for pool in pools}
        others = {each.unit for each in world.officers if each.lent_to} - {unit for of in units.values() for unit in of}
        lent_to: dict[str, set[str]] = {}
        for officer in world.officers:
            lent_to.setdefault(officer.unit, set()).update(officer.lent_to)
        by_lender: dict[Names, set[str]] = {
            spared_by(pool): {to for unit in of for to in lent_to.get(unit, ())} for pool, of in units.items()
        }
        by_lender |= {("", "spared", unit): lent_to[unit] for unit in sorted(others)}
        self.lenders: Mapping[Names, Sequence[Names]] = {
            borrowed_by(pool): [lender for lender, may in by_lender.items() if not of.isdisjoint(may)]
            for pool, of in units.items()
        }
        """What a pool borrows to what it may be taken from."""
        self.units: Mapping[Names, set[str]] = {
            **{name(pool): of for pool, of in units.items() for name in (borrowed_by, spared_by)},
            **{("", "spared", unit): {unit} for unit in others},
        }
        """Whose officers are lent or missed under each name."""
        self.weeks: Sequence[Week] = world.weeks
        self.shortest = min(shift.minutes for shift in world.shifts)
        self.amounts: dict[Supply, float] = {
            (week, names): 0.0 for week in world.weeks for names in (*self.lenders, *by_lender)
        }
        """Officer-shifts, short ones, beside those that pools have to spare."""
        for unit in others:
            for week in world.weeks:
                self.amounts[week, ("", "spared", unit)] = float(capacity.get((unit, week), 0) // self.shortest)

    def prices(self, minutes: Mapping[UnitWeek, float]) -> Mapping[Supply, float]:
        """What an officer-shift is worth where it is lent and borrowed, given the worth of officer-minutes."""
        return {
            (week, names): self.shortest * max((minutes.get((unit, week), 0.0) for unit in of), default=0.0)
            for names, of in self.units.items()
            for week in self.weeks
        }

    def pairs(self) -> Iterator[tuple[Supply, Supply]]:
        """Every lender and borrower in every week."""
        for borrower, lenders in self.lenders.items():
            for lender in lenders:
                for week in self.weeks:
                    yield (week, lender), (week, borrower)

    def without_gain(self, prices: Mapping[Supply, float]) -> Mapping[Supply, float]:
        """The prices, none of what is borrowed above that of somebody who may lend it."""
        kept = dict(prices)
        for lender, borrower in self.pairs():
            kept[borrower] = min(kept[borrower], kept[lender])
        return kept
