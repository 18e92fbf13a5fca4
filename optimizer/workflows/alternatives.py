"""The ways to change a published roster least, held beside each other: fewest duties, fewest people, least burden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from optimizer.workflows.revising import OpenRun

if TYPE_CHECKING:
    from optimizer.track.mending import MendedPlan

FewestWhat = Literal["duties", "people", "burden"]
FEWEST: tuple[FewestWhat, ...] = ("duties", "people", "burden")


@dataclass(frozen=True, slots=True)
class Alternative:
    """What fewest duties, fewest people or the least burden come to."""

    fewest: FewestWhat
    duties: int
    people: int
    burden: float
    price: float
    """What the changes cost, the nearer and on rest days the more."""
    closed: int
    """Duties that nobody is left for."""
    is_proved: bool
    """Whether less of the first is impossible."""
    same_as: FewestWhat | None
    """An earlier one that has the very same roster."""


def alternatives_of(opened: OpenRun, found: Sequence[tuple[FewestWhat, MendedPlan]]) -> tuple[Alternative, ...]:
    """Rows to choose from.

    Parameters
    ----------
    opened, found
        The run, and its plan mended by each aim.
    """
    from optimizer.planning.recovery import assembled_anew
    from optimizer.track.mending import RosterDifference, roster_difference
    from optimizer.track.pricing import ChangePrices

    assert opened.first_free is not None, "news are of a day"
    prices = ChangePrices(opened.scenario, opened.first_free)
    seen: dict[RosterDifference, FewestWhat] = {}
    alternatives = []
    for fewest, mended in found:
        plan = assembled_anew(opened.staff, mended.plan, opened.known)
        difference = roster_difference(opened.plan.roster, plan.roster)
        alternatives.append(
            Alternative(
                fewest,
                difference.duties,
                len(difference.people),
                sum(row.burden for row in plan.burden),
                prices.of(difference, {(row.date, row.shift, row.post) for row in plan.roster}),
                len(mended.closed),
                mended.counts[fewest].is_proved,
                seen.get(difference),
            )
        )
        seen.setdefault(difference, fewest)
    return tuple(alternatives)
