"""The value of each objective tier, recomputed, and the claims of ``run.json`` held against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, product

from optimizer.rules.statement import Statement
from optimizer.texts import findings as texts
from optimizer.texts.messages import AS_IT_IS
from optimizer.verify.burdens import Load
from optimizer.verify.discrepancies import TOTAL_TOLERANCE, Discrepancies
from optimizer.verify.evidence import Evidence
from optimizer.verify.facts import is_standing
from optimizer.verify.figures import Goal
from optimizer.verify.forecast import Where
from optimizer.verify.report import RuleResult, TierResult
from optimizer.verify.work_checks import present
from optimizer.world.plan import Tier

SLACK = 1e-6
"""Float noise allowed when an expected total is held against a target."""

GAP_TOLERANCE = 1e-5
"""A gap follows from value and bound as they are claimed, so that only its rounding may differ."""

BOUND_TOLERANCE = 1e-5
"""Two bounds of one tier are claimed together, so that only their rounding may put them in the wrong order."""

GIVEN_OPENINGS = frozenset({"burden", "fairness", "preferences"})
"""Tiers that may have a bound over all rosters of the published openings; the earlier ones follow from these."""

UNITS = {
    "standing": "crew members",
    "shortfall": "weighted people",
    "finish": "day of the campaign",
    "burden": "weighted duties",
    "fairness": "spread of shares",
    "preferences": "weighted wishes",
}


@dataclass(frozen=True, slots=True)
class Targets:
    """The district as a whole: what is wanted and when it is expected to be reached."""

    total: float
    """Sum of the targets of all streams, pupils who can count included."""
    cumulative: Mapping[date, float]
    """Expected total at the end of each day."""
    finish_date: date | None
    """First day on which the total is reached."""


def district_targets(evidence: Evidence, goals: Mapping[Where, Goal]) -> Targets:
    """Add up all places and streams."""
    total = float(sum(goal.target for goal in goals.values()))
    already_done = float(sum(goal.already_done for goal in goals.values()))
    done: dict[date, float] = defaultdict(float)
    for goal in goals.values():
        for day, persons in goal.done.items():
            done[day] += persons
    days = evidence.almanac.days
    sums = list(accumulate((done[day] for day in days), initial=already_done))[1:]
    cumulative = dict(zip(days, sums, strict=True))
    finish_date = next((day for day, reached in cumulative.items() if reached >= total - SLACK), None)
    return Targets(total, cumulative, finish_date)


def recompute_tiers(
    evidence: Evidence,
    goals: Mapping[Where, Goal],
    targets: Targets,
    loads: Mapping[str, Load],
    rules: Sequence[RuleResult],
) -> list[TierResult]:
    """Return the tiers in order of importance.

    Weighted breaches of soft rules enter the tiers ``burden`` and ``preferences``, and those on a fair share of
    something else than burden the tier ``fairness``. What ``standing`` and the spreads of burden measure is fixed by
    the published roster itself, so soft rules on these steer the search and are reported, but are not counted a
    second time.
    """
    terms = {
        "standing": {"crew_missing": _crew_missing(evidence)},
        "shortfall": _shortfall(evidence, goals),
        "finish": {"day": float(_day_number(evidence, targets.finish_date))},
        "burden": {"duties": float(sum(load.burden for load in loads.values()))},
        "fairness": _spreads(evidence, loads),
        "preferences": {},
    }
    if evidence.scenario.objectives.goal != "earliest":
        del terms["finish"]
    for rule in rules:
        if rule.weight is not None and _is_counted(evidence.scenario.rules[rule.rule]):
            terms[rule.tier][rule.rule] = rule.weight * rule.amount
    return [TierResult(name, float(sum(parts.values())), UNITS[name], parts) for name, parts in terms.items()]


def _is_counted(statement: Statement) -> bool:
    return statement.tier in ("burden", "preferences") or statement.shared_load is not None


def check_tiers(
    claimed: Sequence[Tier], recomputed: Sequence[TierResult], total_target: float, discrepancies: Discrepancies
) -> None:
    """Compare claimed values, terms, bounds and gaps with what was recomputed."""
    expected = {tier.name: tier for tier in recomputed}
    claims = {claim.name: claim for claim in claimed}
    for name in dict.fromkeys([*expected, *claims]):
        claim, tier = claims.get(name), expected.get(name)
        pairs: dict[str, tuple[object, object]] = {
            f"tiers.{name}.value": (claim.value if claim else None, tier.value if tier else None)
        }
        if claim is not None and tier is not None:
            terms, parts = dict(claim.terms), tier.terms
            for part in dict.fromkeys([*parts, *terms]):
                pairs[f"tiers.{name}.terms.{part}"] = (terms.get(part, 0.0), parts.get(part, 0.0))
            pairs[f"tiers.{name}.unit"] = (claim.unit or tier.unit, tier.unit)
        discrepancies.compare("run.json", None, AS_IT_IS(text=name), pairs, TOTAL_TOLERANCE)
        if claim is not None:
            gap = {f"tiers.{name}.gap": (claim.gap, _gap(claim, total_target))}
            discrepancies.compare("run.json", None, AS_IT_IS(text=name), gap, GAP_TOLERANCE)
            _check_bound(claim, discrepancies)
            _check_bound_given_openings(claim, discrepancies)
    _check_order([claim.name for claim in claimed if claim.name in expected], list(expected), discrepancies)


def _check_order(claimed: list[str], expected: list[str], discrepancies: Discrepancies) -> None:
    """Tiers are strict, so their order is a claim; one that is missing is told by its value."""
    in_order = [name for name in expected if name in claimed]
    discrepancies.compare("run.json", None, None, {"tiers": (", ".join(claimed), ", ".join(in_order))}, 0.0)


def _check_bound(claim: Tier, discrepancies: Discrepancies) -> None:
    if claim.bound is not None and claim.bound > claim.value + TOTAL_TOLERANCE:
        text = texts.BOUND_ABOVE(bound=claim.bound, tier=claim.name, value=claim.value)
        discrepancies.breach("bounds_hold", claim.name, "", text, claim.bound - claim.value)


def _check_bound_given_openings(claim: Tier, discrepancies: Discrepancies) -> None:
    """The published roster is one of those of its openings, and these are some of all: bound, this one, value."""
    given = claim.bound_given_openings
    if given is None:
        return
    if claim.name not in GIVEN_OPENINGS:
        pair: dict[str, tuple[object, object]] = {f"tiers.{claim.name}.bound_given_openings": (given, None)}
        discrepancies.compare("run.json", None, AS_IT_IS(text=claim.name), pair, 0.0)
        return
    if given > claim.value + BOUND_TOLERANCE:
        text = texts.GIVEN_ABOVE(given=given, tier=claim.name, value=claim.value)
        discrepancies.breach("bounds_hold", claim.name, "", text, given - claim.value)
    if claim.bound is not None and given < claim.bound - BOUND_TOLERANCE:
        text = texts.GIVEN_BELOW(given=given, tier=claim.name, bound=claim.bound)
        discrepancies.breach("bounds_hold", claim.name, "", text, claim.bound - given)


def _gap(claim: Tier, total_target: float) -> float | None:
    if claim.bound is None:
        return None
    scale = total_target if claim.name == "shortfall" else claim.value
    return (claim.value - claim.bound) / max(scale, 1.0)


def _crew_missing(evidence: Evidence) -> float:
    """Crew members missing in standing shifts: to the size of the crew, or to its officers if that is more."""
    missing = 0
    for post_id, post in evidence.scenario.posts.items():
        if post.standing is None:
            continue
        for day, shift in product(evidence.almanac.days, post.standing.shifts):
            if is_standing(evidence.scenario, evidence.almanac, day, shift, post_id):
                officers, helpers = present(evidence, (day, shift, post_id))
                missing += max(post.crew.size - officers - helpers, post.crew.officers - officers, 0)
    return float(missing)


def _shortfall(evidence: Evidence, goals: Mapping[Where, Goal]) -> dict[str, float]:
    campaign = evidence.scenario.campaign
    terms: dict[str, float] = defaultdict(float)
    for (_, stream), goal in goals.items():
        settings = campaign.streams[stream]
        if goal.is_school:
            terms[f"{stream}.pupils"] += settings.weight * max(0.0, goal.target - goal.by(campaign.last_day))
            continue
        done = goal.by(campaign.finish_by)
        terms[f"{stream}.targets"] += settings.weight * max(0.0, goal.target - done)
        least = settings.minimum_share * goal.target
        terms[f"{stream}.minimum_shares"] += settings.weight * max(0.0, least - done)
    return dict(terms)


def _spreads(evidence: Evidence, loads: Mapping[str, Load]) -> dict[str, float]:
    """Spread of burden per available day within each unit, history included; not of who is away all campaign."""
    rates: dict[str, list[float]] = defaultdict(list)
    for name, officer in evidence.scenario.officers.items():
        if loads[name].available_days > 0:
            available = loads[name].available_days + officer.history.available_days
            rates[officer.unit].append((loads[name].burden + officer.history.burden) / available)
    return {unit: max(shares) - min(shares) for unit, shares in rates.items()}


def _day_number(evidence: Evidence, day: date | None) -> int:
    """Number of the day, the first being 1; one more than there are days if the target is never reached."""
    days = evidence.almanac.days
    return len(days) + 1 if day is None else (day - days[0]).days + 1
