"""Verifies a plan before it is published, or a run folder at any later time, also one edited by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from optimizer.rules.catalogue import checker
from optimizer.rules.facts import Breach, Facts
from optimizer.run.actuals import ActualRow
from optimizer.run.reading import read_folder
from optimizer.run.record import RunRecord
from optimizer.run.seal import SCENARIO_FILE
from optimizer.run.simulation import Simulation
from optimizer.scenario.schema import Scenario
from optimizer.verify.acceptance import Judge
from optimizer.verify.burdens import Load, measure_loads
from optimizer.verify.discrepancies import STRUCTURE, Discrepancies
from optimizer.verify.evidence import Evidence, gather_evidence
from optimizer.verify.facts import build_facts
from optimizer.verify.figures import Goal, compare_figures, goals_of
from optimizer.verify.forecast import Forecast, Reported, Where, forecast
from optimizer.verify.naming import all_names
from optimizer.verify.people_checks import check_people
from optimizer.verify.practicality import recompute_practicality
from optimizer.verify.published import compare_published
from optimizer.verify.report import RuleResult, Verification
from optimizer.verify.run_claims import compare_run
from optimizer.verify.run_totals import recompute_totals
from optimizer.verify.simulated import compare_simulation
from optimizer.verify.tiers import Targets, check_tiers, district_targets, recompute_tiers
from optimizer.verify.work_checks import check_work
from optimizer.world.plan import Plan, PublishedRoster, Tier

SMALLEST_BREACH = 1e-6
"""Amounts below are float noise."""


def verify_folder(path: Path) -> Verification:
    """Verify the run in a folder by its files alone.

    Raises
    ------
    RunFolderError
        If this is no run folder.
    DamagedRunError
        If a file is missing or malformed; every such place is named.
    ScenarioError
        If the resolved scenario cannot be read.
    """
    from optimizer.scenario.loading import load_resolved

    files = read_folder(path)
    scenario = load_resolved(path / SCENARIO_FILE).scenario
    found = verify_plan(scenario, files.plan, files.record, files.simulation, files.actuals or (), files.replaced)
    return compare_published(path, files.record, files.report, found)


def verify_plan(
    scenario: Scenario,
    plan: Plan,
    record: RunRecord | None = None,
    simulation: Simulation | None = None,
    actuals: Sequence[ActualRow] = (),
    published: PublishedRoster | None = None,
) -> Verification:
    """Recompute everything the plan claims and check every rule; all discrepancies are collected.

    Parameters
    ----------
    scenario
        The resolved scenario.
    plan
        The rows of all files.
    record
        The run's record, whose figures are compared too; without it, only the plan's own tiers are.
    simulation
        What is said of many campaigns, if they were simulated. It is held against a plan that is else verified: it
        cannot agree with rows that were changed, and each change is named once.
    actuals
        What was reported of days, which go as reported.
    published
        The roster that the plan changes, if it changes one.
    """
    return check_plan(scenario, plan, actuals, published).verification(record, simulation)


def check_plan(
    scenario: Scenario, plan: Plan, actuals: Sequence[ActualRow] = (), published: PublishedRoster | None = None
) -> CheckedPlan:
    """Recompute what the rows of a plan come to and check every rule; arguments as for :func:`verify_plan`."""
    discrepancies = Discrepancies()
    evidence = gather_evidence(scenario, plan, discrepancies)
    check_people(evidence, discrepancies)
    check_work(evidence, discrepancies)
    known = reported_by_day(actuals)
    expected = forecast(scenario, evidence.almanac, evidence.tables, evidence.legs, evidence.pupils, known)
    goals = goals_of(evidence, expected)
    loads = measure_loads(scenario, evidence.almanac, evidence.staff)
    compare_figures(evidence, expected, goals, loads, discrepancies)
    facts = build_facts(scenario, evidence.almanac, evidence.tables, evidence.staff, published)
    rules = _check_rules(scenario, facts)
    return CheckedPlan(plan.tiers, evidence, expected, goals, loads, facts, rules, discrepancies)


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """What the rows of a plan come to, before anything else that is claimed of it is looked at."""

    tiers: tuple[Tier, ...]
    """As the plan has them."""
    evidence: Evidence
    expected: Forecast
    goals: Mapping[Where, Goal]
    loads: Mapping[str, Load]
    facts: Facts
    rules: Sequence[RuleResult]
    discrepancies: Discrepancies
    """Of its rows."""

    def verification(self, record: RunRecord | None = None, simulation: Simulation | None = None) -> Verification:
        """Hold tiers, record and simulation against it; arguments as for :func:`verify_plan`."""
        evidence, goals, rules, discrepancies = self.evidence, self.goals, self.rules, self.discrepancies.copied()
        targets = district_targets(evidence, goals)
        tiers = recompute_tiers(evidence, goals, targets, self.loads, rules)
        claimed = self.tiers if record is None else record.tiers
        if claimed or record is not None:
            check_tiers(claimed, tiers, targets.total, discrepancies)
        if record is not None:
            recomputed = recompute_totals(evidence, goals, targets, self.facts, rules)
            if record.practicality is not None:
                recomputed |= recompute_practicality(evidence, self.expected, self.loads)
            compare_run(record, recomputed, discrepancies)
            chances = () if simulation is None else simulation.record.chances
            Judge(evidence, goals, targets, {tier.name: tier for tier in claimed}, chances).check(record, discrepancies)
            if not (discrepancies.figures or discrepancies.breaches or any(rule.is_broken for rule in rules)):
                compare_simulation(evidence, goals, record, simulation, discrepancies)
        return Verification(
            rules=(*_structure_results(discrepancies), *rules),
            figures=tuple(discrepancies.figures),
            figures_compared=discrepancies.compared,
            tiers=tuple(tiers),
            finish_date=_iso(targets),
            total_target=targets.total,
            not_yet_eligible=evidence.pupils.not_yet_eligible,
            names=all_names(evidence.scenario),
        )


def reported_by_day(rows: Sequence[ActualRow]) -> Reported:
    """What was done by place, stream and day: the day's figure if there is one, else all of its shifts."""
    days = {((row.place, row.stream), row.date): float(row.done) for row in rows if not row.shift}
    shifts: dict[tuple[tuple[str, str], date], float] = defaultdict(float)
    for row in rows:
        if row.shift:
            shifts[(row.place, row.stream), row.date] += row.done
    return {**shifts, **days}


def _check_rules(scenario: Scenario, facts: Facts) -> list[RuleResult]:
    """Measure every rule of the scenario that is not off with the check of its kind."""
    results = []
    for name, rule in scenario.rules.items():
        if rule.enforcement == "off":
            continue
        found = [breach for breach in checker(rule.kind)(name, rule, facts) if breach.amount > SMALLEST_BREACH]
        results.append(RuleResult(name, rule.kind, rule.weight, rule.tier, tuple(found)))
    return results


def _structure_results(discrepancies: Discrepancies) -> list[RuleResult]:
    by_rule: dict[str, list[Breach]] = {rule: [] for rule in STRUCTURE}
    for breach in discrepancies.breaches:
        by_rule[breach.key.rule].append(breach)
    return [RuleResult(rule, "structure", None, "standing", tuple(found)) for rule, found in by_rule.items()]


def _iso(targets: Targets) -> str | None:
    return None if targets.finish_date is None else targets.finish_date.isoformat()
