"""The least that reaches what is missed: more officers, or more days, or a lower target.

Each is looked for by doubling and then halving the number, every step a campaign planned anew. That a smaller number is
not enough is said only where no plan can reach the targets with it; else a smaller one merely was not found to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from optimizer.events import Event
from optimizer.explain.prices.campaign_level import LEAST_MISSING, Solved
from optimizer.explain.prices.items import Item, days_more, officer_more
from optimizer.explain.prices.price_list import Binding, PricedItem, Pricing, Short
from optimizer.texts import prices as texts
from optimizer.world.world import World

MOST_OFFICERS: Final = 32
MOST_DAYS: Final = 64
IN_VAIN: Final = 3
"""Numbers tried after which no more are, if none brings anybody."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that reaches what is missed."""

    kind: Literal["officers", "days", "accept"]
    amount: float
    """Officers, days, or for a lower target the people to accept."""
    units: Mapping[str, int]
    """How many officers more in which unit."""
    items: tuple[Item, ...]
    """What it changes in the scenario."""
    is_reached: bool
    """Whether it reaches what is missed; if not, the largest number that was tried does not."""
    missing: float
    """People still missing with it."""
    is_least: bool = False
    """Whether no plan reaches it with one less."""
    is_hopeless: bool = False
    """Whether no plan reaches it even with everything of the kind there could be."""
    is_in_vain: bool = False
    """Whether no number that was tried lowers what is missing."""


def remedies(
    pricing: Pricing, short: Short, binding: Sequence[Binding], prices: Sequence[PricedItem]
) -> tuple[Remedy, ...]:
    """The least of each kind that reaches the target or chance of one stream; fewer kinds after a stop."""
    found = []
    for remedy in (_officers(pricing, short, binding, prices), _days(pricing, short), _accepted(pricing, short)):
        if remedy is not None:
            found.append(remedy)
    return tuple(found)


def _officers(
    pricing: Pricing, short: Short, binding: Sequence[Binding], prices: Sequence[PricedItem]
) -> Remedy | None:
    """More officers, one by one where the next is worth most."""
    hours = next((each for each in binding if each.limit == "hours"), None)
    if hours is not None and hours.is_gone and short.kind == "target" and hours.least[short.stream] >= LEAST_MISSING:
        least = hours.least[short.stream]
        return Remedy("officers", 0, {}, (), is_reached=False, missing=least, is_hopeless=True)
    worth = {
        priced.item.subject: priced.worth.people[short.stream]
        for priced in prices
        if priced.item.kind == "officer" and priced.worth.people[short.stream] >= LEAST_MISSING
    }
    if not worth:
        return None

    def items(number: int) -> tuple[Item, ...]:
        counts: Counter[str] = Counter()
        for _ in range(number):
            counts[max(worth, key=lambda unit: worth[unit] / (1 + counts[unit]))] += 1
        made = (officer_more(pricing.loaded.scenario, unit, count) for unit, count in counts.items())
        return tuple(item for item in made if item is not None)

    return _least(pricing, short, "officers", items, MOST_OFFICERS)


def _days(pricing: Pricing, short: Short) -> Remedy | None:
    return _least(pricing, short, "days", lambda days: (days_more(pricing.loaded.scenario, days),), MOST_DAYS)


def _accepted(pricing: Pricing, short: Short) -> Remedy | None:
    """The target that the plan reaches as it stands."""
    if short.kind == "chance":
        return None
    target = sum(pool.target for key, pool in pricing.world.pools.items() if key[1] == short.stream)
    target += sum(school.countable for school in pricing.world.schools.values() if school.stream == short.stream)
    return Remedy("accept", max(0.0, target - short.missing), {}, (), is_reached=True, missing=0.0)


def _least(
    pricing: Pricing,
    short: Short,
    kind: Literal["officers", "days"],
    items: Callable[[int], tuple[Item, ...]],
    most: int,
) -> Remedy | None:
    """The smallest number found to be enough, by doubling and halving."""
    tries: dict[int, tuple[bool, float, float]] = {}
    low, high, number = 0, None, 1
    while number <= most and (high is None or high - low > 1):
        if pricing.stop.is_requested:
            return None
        pricing.report(Event("explain", detail=texts.TRYING[kind](number=number)))
        tried = pricing.tried(items(number))
        if tried is None:
            break
        solved, world = tried
        is_reached = _is_reached(pricing, short, solved, world)
        tries[number] = is_reached, solved.missing_in(short.stream), solved.least.get(short.stream, 0.0)
        if is_reached:
            high = number
        else:
            low = number
        if high is None and len(tries) >= IN_VAIN and _is_in_vain(pricing, short, tries):
            break
        number = 2 * low if high is None else (low + high) // 2
    if not tries:
        return None
    amount = high if high is not None else low
    chosen = items(amount)
    before = tries.get(amount - 1)
    least = pricing.base.least.get(short.stream, 0.0) if amount == 1 else (before[2] if before else 0.0)
    return Remedy(
        kind,
        amount,
        {item.subject: len(item.patch["officers"]) for item in chosen if item.kind == "officer"},
        chosen,
        is_reached=high is not None,
        missing=tries[amount][1],
        # More of it elsewhere might do with fewer officers, so only days can be proved.
        is_in_vain=high is None and _is_in_vain(pricing, short, tries),
        is_least=kind == "days" and short.kind == "target" and high is not None and least >= LEAST_MISSING,
    )


def _is_in_vain(pricing: Pricing, short: Short, tries: Mapping[int, tuple[bool, float, float]]) -> bool:
    before = pricing.base.missing_in(short.stream)
    return short.kind == "target" and all(missing > before - LEAST_MISSING for _, missing, _ in tries.values())


def _is_reached(pricing: Pricing, short: Short, solved: Solved, world: World) -> bool:
    if short.kind == "target":
        return solved.missing_in(short.stream) < LEAST_MISSING
    if pricing.chances is None or short.asked is None:
        return False
    return pricing.chances(world, solved.plan)[short.stream] >= short.asked
