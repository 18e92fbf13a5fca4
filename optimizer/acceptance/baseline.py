"""The figures that acceptance rules take from an earlier run, written into the scenario before it is planned."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from optimizer.acceptance.judgement import worst
from optimizer.acceptance.measures import Measured
from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.acceptance import AcceptanceRule, acceptance_rule
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics.acceptance import BASELINE_WITHOUT_FIGURE, OTHER_BASELINE
from optimizer.verify.verified_run import read_run


def with_baseline(scenario: Scenario, where: str) -> Scenario:
    """The scenario with the figures of its baseline that its rules need and that it does not have yet.

    Parameters
    ----------
    scenario
        A valid scenario.
    where
        Where the baseline is named, for messages.

    Raises
    ------
    CatrucError
        If the baseline's run cannot be read, does not verify, or has no such figure.
    """
    baseline = scenario.baseline
    rules = [rule for rule in map(acceptance_rule, scenario.acceptance) if rule.limit is None]
    if baseline is None or all(rule.text in baseline.figures for rule in rules):
        return scenario
    run = read_run(Path(baseline.run))
    measured = Measured(run.scenario, run.plan, run.record)
    figures = {rule.text: baseline_figure(rule, measured, where) for rule in rules} | baseline.figures
    return scenario.model_copy(update={"baseline": baseline.model_copy(update={"figures": figures})})


def baseline_figure(rule: AcceptanceRule, baseline: Measured, where: str) -> float | date:
    """The figure of an earlier run that a rule is relative to.

    Raises
    ------
    ScenarioError
        If that run has none.
    """
    try:
        found = worst(rule, baseline.samples(rule)).value
    except KeyError:
        found = None
    if found is None:
        raise ScenarioError(Diagnostic(where, BASELINE_WITHOUT_FIGURE(rule=rule.text), OTHER_BASELINE))
    return found
