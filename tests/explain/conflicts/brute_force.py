"""The cheapest conflicts of small campaigns, by looking at every roster.

Each roster breaks some statements, by the checks that verify plans; a conflict is a set of statements of which every
roster breaks one, and the cheapest hits all the sets broken at the least price.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from optimizer.explain.conflicts.question import PRICES
from optimizer.rules.catalogue import checker, one_place_rule
from optimizer.rules.facts import DutyFact, Key
from tests.worlds.drawn_campaigns import DrawnCampaign

Broken = frozenset[Key]


@dataclass(frozen=True)
class Statements:
    """What the rosters of a campaign break, smallest sets only, and what each statement costs."""

    broken: tuple[Broken, ...]
    prices: Mapping[Key, int]

    def price(self, keys: Iterable[Key]) -> int:
        return sum(self.prices[key] for key in keys)

    def is_conflict(self, keys: Iterable[Key]) -> bool:
        return all(not own.isdisjoint(keys) for own in self.broken)

    def cheapest(self) -> float | None:
        """The least price of a conflict; ``None`` if there is a roster that breaks nothing."""
        if not all(self.broken):
            return None
        return self._cheapest(frozenset(), inf)

    def _cheapest(self, chosen: frozenset[Key], best: float) -> float:
        """By branching over the first set that is not hit."""
        price = self.price(chosen)
        missed = next((own for own in self.broken if own.isdisjoint(chosen)), None)
        if missed is None or price >= best:
            return min(best, price) if missed is None else best
        for key in sorted(missed):
            best = self._cheapest(chosen | {key}, best)
        return best


def statements_of(campaign: DrawnCampaign) -> Statements:
    """Everything that the rosters of a campaign break."""
    rules = campaign.statements
    hard = {name: rule for name, rule in rules.items() if rule.enforcement == "hard"}
    whole = [rule.scope.units for rule in hard.values() if rule.asks_for_crews]
    found: set[Broken] = set()
    rosters = _rosters(campaign, [units for units in whole if units is not None], None in whole)
    for facts in (facts for duties in rosters for facts in campaign._days_off(duties)):
        if next(checker("one_duty_at_a_time")("", one_place_rule(), facts), None) is not None:
            continue
        breaches = (breach for name, rule in hard.items() for breach in checker(rule.kind)(name, rule, facts))
        found.add(frozenset(breach.key for breach in breaches))
    smallest = tuple(own for own in found if not any(other < own for other in found))
    keys = frozenset().union(*smallest)
    return Statements(smallest, {key: PRICES[rules[key.rule].authority] for key in keys})


def _rosters(campaign: DrawnCampaign, units: list[tuple[str, ...]], is_everywhere: bool) -> Iterable[list[DutyFact]]:
    """Every roster in which desks that a hard rule on crews is for have whole crews or none."""
    asked = {unit for own in units for unit in own}
    for duties in campaign._rosters():
        crews: dict[tuple[str, object, str], int] = {}
        for duty in duties:
            key = (duty.post, duty.date, duty.shift)
            crews[key] = crews.get(key, 0) + 1
        sizes = {f"desk_{number}": desk for number, desk in enumerate(campaign.desks)}
        if all(
            count == sizes[post].size
            for (post, _, _), count in crews.items()
            if is_everywhere or sizes[post].unit in asked
        ):
            yield duties
