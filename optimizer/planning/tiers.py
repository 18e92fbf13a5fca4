"""What a staffed campaign is worth, tier by tier: the terms of each value, its bound and its gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.tier_values import day_reached, shortfall_terms, standing_value
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.loads import burden_rows
from optimizer.planning.staffed import Staffed
from optimizer.rostering.bounds.proved import proved
from optimizer.rostering.roster import TieredRoster
from optimizer.world.plan import BurdenRow, Tier
from optimizer.world.world import World

Terms = Mapping[str, float]
"""The named parts of one tier's value."""

UNITS = {
    "standing": "crew members",
    "shortfall": "weighted people",
    "finish": "day of the campaign",
    "burden": "weighted duties",
    "fairness": "spread of shares",
    "preferences": "weighted wishes",
}
"""The tiers in strict order, and in what each is counted."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known about the tiers beside their values."""

    bounds: Mapping[str, float]
    """Tier to a bound over all plans whose earlier tiers are no worse; 0 where nothing better is known."""
    seconds: Mapping[str, float]
    """Tier to the time spent on it."""
    given_openings: Mapping[str, float]
    """Tier to a bound over all rosters of the same openings and visits, where one is known."""


def tier_values(world: World, rules: Rules, staffed: Staffed) -> Mapping[str, float]:
    """The value of each tier once what lacks people is closed, in the units of :data:`UNITS`."""
    decisions, held = close_unstaffed(world, staffed.campaign.decisions, staffed.need, staffed.held)
    loads = burden_rows(world, decisions, staffed.need.duties, held)
    terms = tier_terms(world, rules, decisions, forecast(world, decisions), loads, staffed.rosters.values())
    return {name: sum(of_tier.values()) for name, of_tier in terms.items()}


def tier_terms(
    world: World,
    rules: Rules,
    decisions: Decisions,
    followed: Forecast,
    loads: Iterable[BurdenRow],
    rosters: Iterable[TieredRoster],
) -> Mapping[str, Terms]:
    """The named parts of each tier's value.

    Parameters
    ----------
    world, rules
        The campaign, and its rules by id.
    decisions, followed
        What is published, and what that is expected to deliver.
    loads
        What each officer carries.
    rosters
        The units' rosters, for what they breach of soft rules.
    """
    loads = tuple(loads)
    soft = _soft_terms(rules, rosters)
    terms: dict[str, Terms] = {
        "standing": {"crew_missing": standing_value(world, decisions)},
        "shortfall": shortfall_terms(world, followed),
        "burden": {"duties": sum(row.burden for row in loads), **soft["burden"]},
        "fairness": {**fairness_terms(world, loads), **share_terms(world, rules, loads)},
        "preferences": soft["preferences"],
    }
    if world.seeks_earliest:
        day = day_reached(world, followed)
        # A target that is not met at all counts as met on the day after the last.
        terms["finish"] = {"day": float(len(world.days) + 1 if day is None else day + 1)}
    return terms


def fairness_terms(world: World, loads: Iterable[BurdenRow]) -> Terms:
    """Per unit, the spread of burden per available day, history included."""
    officers = {officer.id: officer for officer in world.officers}
    shares: dict[str, list[float]] = defaultdict(list)
    for row in loads:
        officer = officers[row.officer]
        if row.available_days:
            carried = row.burden + officer.past_burden_units
            shares[row.unit].append(carried / (row.available_days + officer.past_available_days))
    return {unit: max(values) - min(values) for unit, values in shares.items()}


def share_terms(world: World, rules: Rules, loads: Iterable[BurdenRow]) -> Terms:
    """Per soft rule on sharing something else than burden evenly, its weighted breaches."""
    officers, rows = {officer.id: officer for officer in world.officers}, tuple(loads)
    terms = {}
    for name, rule in rules.items():
        shared = rule.shared_load
        if shared is None or rule.weight is None:
            continue
        shares: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            share = _share(shared.measure, row, officers[row.officer].minutes_per_week)
            if share is not None and rule.scope.selects(row.officer, row.unit):
                shares[row.unit if shared.is_by_unit else ""].append(share)
        spreads = (max(values) - min(values) for values in shares.values())
        terms[name] = rule.weight * sum(max(0.0, spread - shared.at_most) for spread in spreads)
    return terms


def _share(measure: str, row: BurdenRow, minutes_per_week: int) -> float | None:
    """What an officer carries per available day, or of the hours allowed; nothing for one who shares nothing."""
    over = row.available_days * (minutes_per_week / 60 / 7 if measure == "hours" else 1.0)
    carried = {
        "hours": row.hours,
        "evenings": row.evenings,
        "weekend_duties": row.weekend_duties + row.holiday_duties,
    }
    return carried[measure] / over if over else None


def _soft_terms(rules: Rules, rosters: Iterable[TieredRoster]) -> Mapping[str, Terms]:
    """Weighted breaches of soft rules, by the tier they belong to."""
    terms: dict[str, dict[str, float]] = {"burden": defaultdict(float), "preferences": defaultdict(float)}
    for roster in rosters:
        for rule, amount in roster.soft_amounts.items():
            if rules[rule].tier in terms:
                terms[rules[rule].tier][rule] += (rules[rule].weight or 0.0) * amount
    return terms


def tiers_of(world: World, terms: Mapping[str, Terms], proof: Proof) -> tuple[Tier, ...]:
    """The tiers in order, with value, bound and gap."""
    return tuple(_tier(world, name, terms[name], proof) for name in UNITS if name in terms)


def _tier(world: World, name: str, terms: Terms, proof: Proof) -> Tier:
    value = sum(terms.values())
    bound = proved(proof.bounds.get(name, 0.0), value)
    scale = world.total_target if name == "shortfall" else value
    given = proof.given_openings.get(name)
    return Tier(
        name=name,
        value=value,
        bound=bound,
        gap=(value - bound) / max(scale, 1.0),
        seconds=round(proof.seconds.get(name, 0.0), 3),
        unit=UNITS[name],
        terms=tuple(terms.items()),
        bound_given_openings=None if given is None else max(bound, proved(given, value)),
    )
