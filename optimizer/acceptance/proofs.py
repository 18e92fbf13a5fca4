"""Whether a failed acceptance rule is out of reach, by the bounds of the tiers.

A bound holds over all plans whose earlier tiers are no worse than the published ones, and so does every conclusion
here. The idea is one: a plan that passes has at most so large a tier; if the bound is larger, no plan passes. Of
``value(tier) <= limit`` that largest tier is the limit. For shares, ``shortfall`` and a finish date by ``finish_by`` it
is the largest shortfall that a plan passing the rule can have: what is not done of a place counts with its stream's
weight against the target, and once more against the minimum share; no place gets more done than it has people. Nothing
follows from the bounds for officers' loads, for gaps and for bounds themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from optimizer.acceptance.measures import Measured
from optimizer.scenario.acceptance import AcceptanceRule

SLACK = 1e-3
"""By how much a bound must exceed what a passing plan allows, in the tier's unit; figures are rounded to this."""


@dataclass(frozen=True, slots=True)
class _PlaceTarget:
    """One place in one stream: its target, and how its shortfall counts."""

    target: float
    people: float
    """The most that can be done."""
    weight: float
    minimum_share: float
    is_school: bool
    stream: str

    @property
    def largest(self) -> float:
        """The shortfall if nothing is done."""
        return self.weight * (1 + self.minimum_share) * self.target

    def at_share(self, share: float) -> float:
        """The largest shortfall if at least this share of the target is done."""
        missing = max(0.0, 1 - share) + max(0.0, self.minimum_share - share)
        return self.weight * missing * self.target


def is_out_of_reach(rule: AcceptanceRule, limit: float | date, measured: Measured) -> bool:
    """Whether the published bounds show that no plan passes the rule, earlier tiers being no worse."""
    bounds = {tier.name: tier.bound for tier in measured.record.tiers if tier.bound is not None}
    if isinstance(limit, date):
        return not rule.is_floor and _is_too_early(rule, limit, measured, bounds)
    if rule.measure == "value":
        return not rule.is_floor and bounds.get(rule.subject, 0.0) > limit + SLACK
    if rule.is_floor == (rule.measure == "shortfall"):
        return False
    allowed = _largest_shortfall(rule, limit, list(_goals(measured)))
    return allowed is not None and bounds.get("shortfall", 0.0) > allowed + SLACK


def _is_too_early(rule: AcceptanceRule, limit: date, measured: Measured, bounds: dict[str, float]) -> bool:
    """By the bound on the finishing day, or since all would have to be done by the date to finish by."""
    campaign = measured.scenario.campaign
    day = (limit - campaign.first_day).days + 1
    if not rule.subject and bounds.get("finish", 0.0) > day + SLACK:
        return True
    goals = list(_goals(measured))
    return limit <= campaign.finish_by and bounds.get("shortfall", 0.0) > _at_total(rule, 1.0, goals) + SLACK


def _goals(measured: Measured) -> Iterator[_PlaceTarget]:
    """Every pool, and every school with pupils; people of a place without a target count in the totals all the same."""
    places, streams = measured.scenario.places, measured.scenario.campaign.streams
    for place in places.values():
        for name, pool in place.pools.items():
            stream = streams[name]
            minimum, people = stream.minimum_share, float(pool.people)
            yield _PlaceTarget(float(pool.target), people, stream.weight, minimum, is_school=False, stream=name)
    for entry in measured.record.places:
        if places[entry.place].kind == "school":
            weight = streams[entry.stream].weight
            yield _PlaceTarget(entry.target, entry.target, weight, 0.0, is_school=True, stream=entry.stream)


def _largest_shortfall(rule: AcceptanceRule, limit: float, goals: list[_PlaceTarget]) -> float | None:
    """The largest shortfall of a plan that passes; ``None`` if the rule says nothing of it."""
    concerned = [goal for goal in goals if rule.subject in ("", goal.stream)]
    others = sum(goal.largest for goal in goals) - sum(goal.largest for goal in concerned)
    if rule.measure == "expected share":
        return _at_total(rule, limit, goals)
    if rule.measure == "shortfall":
        return others + limit * max((goal.weight * (1 + (goal.minimum_share > 0)) for goal in concerned), default=0.0)
    if rule.measure in ("commune share", "school share"):
        asks_schools = rule.measure == "school share"
        asked = (goal.at_share(limit) if goal.is_school == asks_schools else goal.largest for goal in concerned)
        return others + sum(asked)
    return None


def _at_total(rule: AcceptanceRule, share: float, goals: list[_PlaceTarget]) -> float:
    """The largest shortfall if at least this share of the sum of the targets is done, wherever.

    Shortfall is convex in what is done and nothing when all people are, so it lies below the line between both ends;
    along these lines a plan loses least where a person done saves least.
    """
    concerned = [goal for goal in goals if rule.subject in ("", goal.stream)]
    left = share * sum(goal.target for goal in concerned)
    saved = 0.0
    for goal in sorted((goal for goal in concerned if goal.people > 0), key=lambda goal: goal.largest / goal.people):
        done = min(left, goal.people)
        saved += done * goal.largest / goal.people
        left -= done
    return sum(goal.largest for goal in goals) - saved
