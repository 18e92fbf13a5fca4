"""Compares what ``run.json`` claims of the plan as a whole: when it finishes, who cannot count, who works too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from optimizer.rules.facts import Facts
from optimizer.rules.hours_in_period.statement import HoursInPeriod
from optimizer.rules.statement import Statement
from optimizer.scenario.schema import Scenario
from optimizer.verify.findings import ROW_TOLERANCE, Findings
from optimizer.verify.report import RuleResult


def compare_run(
    run: Mapping[str, Any],
    finish_date: str | None,
    not_yet_eligible: Mapping[str, int],
    over_cap: Mapping[tuple[str, str], float],
    findings: Findings,
) -> None:
    """Compare the claims that stand in the record; tiers are compared elsewhere."""
    pairs: dict[str, tuple[object, object]] = {}
    if "finish_date" in run:
        pairs["finish_date"] = (run["finish_date"], finish_date)
    if "not_yet_eligible" in run:
        claimed = _as_mapping(run["not_yet_eligible"])
        for school in sorted(not_yet_eligible.keys() | claimed.keys()):
            pairs[f"not_yet_eligible.{school}"] = (claimed.get(school, 0), not_yet_eligible.get(school, 0))
    if "overtime_over_cap" in run:
        entries = run["overtime_over_cap"]
        listed = {
            (str(entry.get("officer")), str(entry.get("month"))): entry.get("hours")
            for entry in map(_as_mapping, entries if isinstance(entries, list | tuple) else ())
        }
        for officer, month in sorted(over_cap.keys() | listed.keys()):
            figures = (listed.get((officer, month)), over_cap.get((officer, month)))
            pairs[f"overtime_over_cap.{officer}.{month}"] = figures
    findings.compare("run.json", None, "", pairs, ROW_TOLERANCE)


def overtime_over_cap(scenario: Scenario, facts: Facts, rules: Sequence[RuleResult]) -> Mapping[tuple[str, str], float]:
    """Overtime hours per officer and month (history included) wherever a monthly limit is exceeded."""
    monthly = {name for name, rule in scenario.rules.items() if _caps_monthly_overtime(rule)}
    exceeded = {
        (breach.key.entity, breach.key.when) for rule in rules if rule.rule in monthly for breach in rule.breaches
    }
    return {(officer, month): _overtime(facts, officer, month) for officer, month in sorted(exceeded)}


def _caps_monthly_overtime(rule: Statement) -> bool:
    return (
        isinstance(rule, HoursInPeriod)
        and (rule.of, rule.period) == ("overtime", "month")
        and rule.at_most is not None
        and rule.at_least is None
    )


def _overtime(facts: Facts, officer: str, month: str) -> float:
    hours: dict[date, float] = defaultdict(float)
    for duty in facts.duties_by_officer[officer]:
        if f"{duty.date:%Y-%m}" == month:
            hours[duty.date] += duty.hours
    return sum(
        worked if facts.is_rest_type(day) else max(0.0, worked - facts.normal_day_hours)
        for day, worked in hours.items()
    )


def _as_mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
