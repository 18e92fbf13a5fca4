"""What ``run.json`` should say of the plan as a whole: totals, streams, places, hours at and above their limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from optimizer.rules.facts import Facts
from optimizer.scenario.schema import Scenario
from optimizer.verify.almanac import Almanac, iso_week
from optimizer.verify.evidence import Evidence
from optimizer.verify.figures import Goal
from optimizer.verify.forecast import Where
from optimizer.verify.report import RuleResult
from optimizer.verify.tiers import SLACK, Targets


def recompute_totals(
    evidence: Evidence, goals: Mapping[Where, Goal], targets: Targets, facts: Facts, rules: Sequence[RuleResult]
) -> dict[str, object]:
    """The parts of the record that follow from scenario and rows."""
    scenario, finish_by = evidence.scenario, evidence.scenario.campaign.finish_by
    expected = targets.cumulative[finish_by]
    return {
        "campaign": scenario.campaign.name,
        "finish_date": None if targets.finish_date is None else targets.finish_date.isoformat(),
        "total": {
            "target": targets.total,
            "expected_by_finish": expected,
            "share": _share(expected, targets.total),
        },
        "streams": _streams(evidence, goals),
        "places": [_place(evidence, where, goal) for where, goal in goals.items() if goal.target > 0],
        "officer_weeks_at_limit": _officer_weeks_at_limit(scenario, evidence.almanac, facts),
        "overtime_over_cap": [
            {"officer": officer, "month": month, "hours": hours}
            for (officer, month), hours in _overtime_over_cap(scenario, facts, rules).items()
        ],
        "not_yet_eligible": dict(evidence.pupils.not_yet_eligible),
    }


def _streams(evidence: Evidence, goals: Mapping[Where, Goal]) -> dict[str, object]:
    campaign = evidence.scenario.campaign
    by_stream: dict[str, list[Goal]] = defaultdict(list)
    for (_, stream), goal in goals.items():
        by_stream[stream].append(goal)
    records: dict[str, object] = {}
    for stream, mine in by_stream.items():
        target = float(sum(goal.target for goal in mine))
        expected = _together(mine, campaign.finish_by)
        records[stream] = {
            "target": target,
            "expected_by_finish": expected,
            "expected_by_deadline": _together(mine, campaign.last_day),
            "share": _share(expected, target),
            "missing": sum(max(0.0, goal.target - goal.by(_judged_on(evidence, goal))) for goal in mine),
            "date_reached": _date_reached(evidence.almanac, mine, target),
        }
    return records


def _place(evidence: Evidence, where: Where, goal: Goal) -> dict[str, object]:
    judged_on = _judged_on(evidence, goal)
    expected = goal.by(judged_on)
    return {
        "place": where[0],
        "stream": where[1],
        "target": float(goal.target),
        "judged_on": judged_on.isoformat(),
        "expected": expected,
        "share": _share(expected, goal.target),
        "missing": max(0.0, goal.target - expected),
        "date_reached": _date_reached(evidence.almanac, [goal], goal.target),
    }


def _judged_on(evidence: Evidence, goal: Goal) -> date:
    """Communes are judged by the date to finish by, schools on the last day."""
    return evidence.almanac.last_day if goal.is_school else evidence.scenario.campaign.finish_by


def _together(goals: Iterable[Goal], day: date) -> float:
    return sum(goal.by(day) for goal in goals)


def _date_reached(almanac: Almanac, goals: Sequence[Goal], target: float) -> str | None:
    days = (day.isoformat() for day in almanac.days if _together(goals, day) >= target - SLACK)
    return next(days, None)


def _share(reached: float, target: float) -> float:
    return reached / target if target > 0 else 1.0


def _officer_weeks_at_limit(scenario: Scenario, almanac: Almanac, facts: Facts) -> dict[str, int]:
    """Per unit, weeks of an officer on duty that leave less than the shortest shift of the weekly hours."""
    shortest = min(almanac.shift_minutes(shift) for shift in scenario.shifts) / 60
    counts = {officer.unit: 0 for officer in scenario.officers.values()}
    for name, officer in scenario.officers.items():
        hours: dict[str, float] = defaultdict(float)
        for duty in facts.duties_by_officer[name]:
            for day, worked in duty.hours_by_date().items():
                hours[iso_week(day)] += worked
        for week in almanac.weeks:
            if hours[week] > 0 and officer.hours_per_week - hours[week] < shortest - SLACK:
                counts[officer.unit] += 1
    return counts


def _overtime_over_cap(
    scenario: Scenario, facts: Facts, rules: Sequence[RuleResult]
) -> Mapping[tuple[str, str], float]:
    """Overtime hours per officer and month (history included) wherever a monthly limit is exceeded."""
    monthly = {name for name, rule in scenario.rules.items() if rule.monthly_overtime_cap is not None}
    exceeded = {
        (breach.key.entity, breach.key.when) for rule in rules if rule.rule in monthly for breach in rule.breaches
    }
    return {(officer, month): _overtime(facts, officer, month) for officer, month in sorted(exceeded)}


def _overtime(facts: Facts, officer: str, month: str) -> float:
    hours: dict[date, float] = defaultdict(float)
    for duty in facts.duties_by_officer[officer]:
        for day, worked in duty.hours_by_date().items():
            if f"{day:%Y-%m}" == month:
                hours[day] += worked
    return sum(
        worked if facts.is_rest_type(day) else max(0.0, worked - facts.normal_day_hours)
        for day, worked in hours.items()
    )
