"""Cross checks of acceptance rules and of chances asked for: each can be read, and asks about what the scenario has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from optimizer.scenario.acceptance import CHANCES, AcceptanceRule, MalformedRuleError, acceptance_rule
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import acceptance as texts
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics.references import NONE
from optimizer.texts.diagnostics.simulation import ADD_UNCERTAINTY


def check_acceptance(scenario: Scenario, findings: Findings) -> None:
    """Note every rule that cannot be judged, and every chance that is asked for and cannot be known."""
    relative: list[str] = []
    for number, text in enumerate(scenario.acceptance):
        path = ("acceptance", number)
        try:
            rule = acceptance_rule(text)
        except MalformedRuleError as error:
            findings.add(path, error.what, error.remedy)
            continue
        if rule.measure in ("value", "bound", "gap"):
            _check_tier(scenario, findings, rule, path)
        else:
            _check_subject(scenario, findings, rule, path)
        if rule.measure in CHANCES and scenario.uncertainty is None:
            findings.add(path, texts.CHANCE_UNKNOWN, ADD_UNCERTAINTY)
        if rule.limit is None and scenario.baseline is None:
            findings.add(path, texts.NO_BASELINE, texts.NAME_BASELINE)
        relative += [text] * (rule.limit is None)
    _check_baseline(scenario, findings, relative)
    if scenario.uncertainty is None:
        for where in _confidences(scenario):
            findings.add(where, texts.CONFIDENCE_UNKNOWN, ADD_UNCERTAINTY)


def _confidences(scenario: Scenario) -> Iterator[tuple[str | int, ...]]:
    """Where a chance is asked for."""
    campaign = scenario.campaign
    if campaign.confidence is not None:
        yield "campaign", "confidence"
    for name, stream in campaign.streams.items():
        if stream.confidence is not None:
            yield "campaign", "streams", name, "confidence"
    for place, described in scenario.places.items():
        for name, pool in described.pools.items():
            if pool.confidence is not None:
                yield "places", place, "pools", name, "confidence"


def _check_tier(scenario: Scenario, findings: Findings, rule: AcceptanceRule, path: tuple[str | int, ...]) -> None:
    if rule.subject == "finish" and scenario.objectives.goal != "earliest":
        findings.add(path, texts.NO_FINISH_TIER(goal=scenario.objectives.goal), texts.WRITE_FINISH_DATE)


def _check_subject(scenario: Scenario, findings: Findings, rule: AcceptanceRule, path: tuple[str | int, ...]) -> None:
    stream = rule.subject
    if stream and not findings.require_known(stream, scenario.campaign.streams, nouns.STREAM, path):
        return
    if findings.is_partial:
        return
    pools = {name for place in scenario.places.values() for name in place.pools}
    taught = {
        scenario.teams[programme.team].stream
        for programme in scenario.visits.values()
        if programme.kind == "school" and programme.team in scenario.teams
    }
    concerned = {"commune share": pools, "school share": taught}.get(rule.measure, pools | taught)
    if not concerned or (stream and stream not in concerned):
        what = (
            texts.NOTHING_TO_REACH_OF(measure=rule.measure, stream=stream)
            if stream
            else texts.NOTHING_TO_REACH(measure=rule.measure)
        )
        findings.add(path, what, texts.STREAMS_WITH_TARGETS(streams=", ".join(sorted(concerned)) or NONE))


def _check_baseline(scenario: Scenario, findings: Findings, relative: list[str]) -> None:
    """Note it if the run is not there from which figures are still to be taken."""
    baseline = scenario.baseline
    if baseline is None or all(text in baseline.figures for text in relative):
        return
    if not (Path(baseline.run) / "run.json").is_file():
        folders = sorted(str(found.parent) for found in Path(baseline.run).parent.glob("*/run.json"))
        remedy = texts.RUNS_THERE(runs=", ".join(folders[:6])) if folders else texts.PLAN_IT_FIRST
        findings.add(("baseline", "run"), texts.NO_RUN_FOLDER(run=baseline.run), remedy)
