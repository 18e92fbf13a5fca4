"""CP-SAT encoding of a fair share of the load."""

from __future__ import annotations

from itertools import permutations
from math import gcd
from typing import NamedTuple

from optimizer.rules.expressions import Expression, total
from optimizer.rules.fair_share.statement import FairShare
from optimizer.rules.poster import Poster
from optimizer.rules.variables import RosterVariables
from optimizer.world.roster_problem import BURDEN_SCALE, Person, Slot

PARTS = {"burden": BURDEN_SCALE, "evenings": 1, "weekend_duties": 1, "hours": 1}
"""Integer parts per unit of each measure; of hours a part is a share of the minutes allowed in seven days."""


class _Share(NamedTuple):
    load: Expression
    """What one person carries, in parts of the measure."""
    over: int
    """What it is carried over: days, or minutes."""


def encode(statement: FairShare, variables: RosterVariables, poster: Poster) -> None:
    """Post, per group, the spread of the shares.

    The spread is the largest difference between any two; each ordered pair bounds it. Multiplying a pair by what both
    loads are carried over keeps it in whole numbers, so that equal shares are told exactly from unequal ones.
    """
    groups: dict[str, list[Person]] = {}
    for person in variables.problem.persons_in(statement.scope.units, statement.scope.officers):
        groups.setdefault(person.unit if statement.group_by == "unit" else "all", []).append(person)
    for name, group in groups.items():
        shares = [share for person in group if (share := _share(statement.measure, person, variables)) is not None]
        if len(shares) > 1:
            _encode_spread(statement, name, shares, poster)


def _encode_spread(statement: FairShare, name: str, shares: list[_Share], poster: Poster) -> None:
    scale, parts = statement.amount_scale, PARTS[statement.measure]
    allowed = round(statement.at_most * scale)
    conditions: list[tuple[Expression, int, int]] = []
    for high, low in permutations(shares, 2):
        factors = (scale * low.over, scale * high.over, parts * high.over * low.over)
        common = gcd(*factors)
        for_high, for_low, step = (factor // common for factor in factors)
        conditions.append((for_high * high.load - for_low * low.load, step * allowed, step))
    poster.at_most_each(name, "horizon", conditions)


def _share(measure: str, person: Person, variables: RosterVariables) -> _Share | None:
    horizon = variables.problem.horizon
    days = sum(day.index not in person.leave for day in horizon)
    if days == 0:
        return None
    over, past = days, 0
    if measure == "burden":
        over, past = days + person.past_available_days, person.past_burden
    elif measure == "hours":
        over = days * person.minutes_per_week
    if not over:
        return None
    return _Share(variables.load(measure, person.id, lambda: _load(measure, person.id, variables) + past), over)


def _load(measure: str, person: str, variables: RosterVariables) -> Expression:
    horizon = variables.problem.horizon
    if measure == "burden":
        return variables.burden(person)
    slots = [slot for day in horizon for slot in variables.slots_of(person, day.index)]
    if measure == "hours":
        return 7 * total(slot.minutes * variables.assigned(person, slot.id) for slot in slots)
    return total(
        variables.assigned(person, slot.id)
        for slot in slots
        if (slot.is_evening if measure == "evenings" else _is_on_a_rest_day(slot, variables))
    )


def _is_on_a_rest_day(slot: Slot, variables: RosterVariables) -> bool:
    """Whether a duty begins on a weekend day or holiday, or runs into a holiday."""
    runs_into_holiday = slot.minutes_after_midnight > 0 and variables.day_type(slot.day + 1) == "holiday"
    return variables.day_type(slot.day) != "weekday" or runs_into_holiday
