"""Whether a published plan passes the acceptance rules of its scenario: the results in its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from optimizer.acceptance.measures import Measured, Measurement, Sample
from optimizer.acceptance.proofs import is_out_of_reach
from optimizer.run.record import AcceptanceResult, RunRecord
from optimizer.scenario.acceptance import AcceptanceRule, acceptance_rule
from optimizer.scenario.schema import Scenario
from optimizer.world.plan import Plan

SLACK = 1e-6
"""Float noise allowed when a figure is held against its limit."""


def acceptance_results(scenario: Scenario, plan: Plan, record: RunRecord) -> tuple[AcceptanceResult, ...]:
    """Judge a plan by every rule of its scenario, in their order.

    Parameters
    ----------
    scenario, plan
        The scenario as solved, any baseline's figures in it, and the rows to be published.
    record
        The rest of its record.
    """
    measured = Measured(scenario, plan, record)
    return tuple(_result(acceptance_rule(text), measured) for text in scenario.acceptance)


def rules_out_of_reach(scenario: Scenario, record: RunRecord, bounds: Mapping[str, float]) -> tuple[str, ...]:
    """The rules of a scenario that no plan passes for which these bounds hold.

    Parameters
    ----------
    scenario
        The scenario, any baseline's figures in it.
    record
        Of a plan of the same campaign, for its places; its own bounds are not looked at.
    bounds
        Tier to its bound.
    """
    tiers = tuple(replace(tier, bound=bounds.get(tier.name)) for tier in record.tiers)
    measured = Measured(scenario, Plan(*((),) * len(fields(Plan))), replace(record, tiers=tiers))
    rules = [acceptance_rule(text) for text in scenario.acceptance]
    return tuple(rule.text for rule in rules if is_out_of_reach(rule, _limit(rule, scenario), measured))


def worst(rule: AcceptanceRule, samples: list[Sample]) -> Sample:
    """The sample that decides: the first without a figure, else the least or greatest; nothing asked, no figure."""
    missing = next((sample for sample in samples if sample.value is None), None)
    if missing is not None or not samples:
        return missing or Sample(None)
    choose = min if rule.is_floor else max
    return choose(samples, key=lambda sample: sample.value)  # type: ignore[arg-type, return-value]


def _result(rule: AcceptanceRule, measured: Measured) -> AcceptanceResult:
    limit = _limit(rule, measured.scenario)
    samples = measured.samples(rule)
    found = worst(rule, samples)
    passed = not samples or _keeps(rule, found.value, limit)
    proved = not passed and is_out_of_reach(rule, limit, measured)
    value = None if found.value is None else _rounded(found.value)
    return AcceptanceResult(rule.text, value, _rounded(limit), passed, proved, found.at)


def _limit(rule: AcceptanceRule, scenario: Scenario) -> float | date:
    if rule.limit is not None:
        return rule.limit
    assert scenario.baseline is not None
    figure = scenario.baseline.figures[rule.text]
    return figure if isinstance(figure, date) else rule.factor * figure


def _keeps(rule: AcceptanceRule, value: Measurement, limit: float | date) -> bool:
    if isinstance(value, date) and isinstance(limit, date):
        return value >= limit if rule.is_floor else value <= limit
    if isinstance(value, float | int) and isinstance(limit, float | int):
        return value >= limit - SLACK if rule.is_floor else value <= limit + SLACK
    return False


def _rounded(value: float | date) -> float | date:
    return value if isinstance(value, date) else round(value, 6)
