"""What a mend consists of, and what it comes to in the tiers that are known before rosters are improved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from optimizer.campaign.decisions import Decisions
from optimizer.campaign.forecast import forecast
from optimizer.campaign.tier_values import crews_missing, plan_burden, shortfall_terms
from optimizer.planning.unit_groups import Units
from optimizer.rules.facts import Key
from optimizer.world.world import World

DECIDING_GAP = 0.01
"""How precisely what opens with a mend is as near as can be to what is wanted."""


@dataclass(frozen=True, slots=True)
class Loan:
    """An officer on duty for another unit."""

    officer: str
    to: str
    days: tuple[date, ...]

    @property
    def weeks(self) -> int:
        """ISO weeks that it touches."""
        return len({day.isocalendar()[:2] for day in self.days})


@dataclass(frozen=True, slots=True)
class Mend:
    """Statements that give way, by how much in their rules' units, or loans; and what that comes to at some units."""

    amounts: Mapping[Key, float]
    price: int
    standing: float
    """Standing crew members missing at their desks in a plan with it."""
    shortfall: float
    """Of the targets there, weighted people, where desks open as wanted as far as they can."""
    burden: float
    """Of their desks and teams, whoever has the duties."""
    loans: tuple[Loan, ...] = ()
    is_cheapest: bool = False
    """Whether it is proved that no set of statements that leaves a plan is cheaper (of loans that is not known)."""
    is_first_found: bool = False
    """Whether shortfall and burden are of the first plan found with it: none nearer to what is wanted was in time."""


def mend_of(
    world: World,
    units: Units,
    decisions: Decisions,
    amounts: Mapping[Key, float],
    price: int,
    loans: Sequence[Loan] = (),
    *,
    is_cheapest: bool = False,
    is_first_found: bool = False,
) -> Mend:
    """A mend with what it comes to.

    Parameters
    ----------
    world, units
        The campaign, and the units that clash.
    decisions
        What opens with the mend.
    amounts, price, loans
        What gives way or is lent, and what that is weighed with.
    is_cheapest
        Whether no other set of statements is cheaper.
    is_first_found
        Whether nothing was found that opens nearer to what is wanted.
    """
    own = replace(
        decisions,
        openings=tuple(opening for opening in decisions.openings if opening.post.unit in units),
        stops=tuple(stop for stop in decisions.stops if stop.programme.team.unit in units),
    )
    places = {post.place for post in world.posts if post.unit in units}
    places |= {place for each in world.programmes if each.team.unit in units for place in each.places}
    there = replace(
        world,
        pools={key: pool for key, pool in world.pools.items() if key[0] in places},
        schools={place: school for place, school in world.schools.items() if place in places},
    )
    return Mend(
        amounts=amounts,
        price=price,
        standing=float(sum(missing for post, missing in crews_missing(world, own) if post.unit in units)),
        shortfall=sum(shortfall_terms(there, forecast(world, decisions)).values()),
        burden=plan_burden(world, own),
        loans=tuple(loans),
        is_cheapest=is_cheapest,
        is_first_found=is_first_found,
    )
