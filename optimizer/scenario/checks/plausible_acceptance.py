"""Cross checks of acceptance rules: each can be read, and asks about something the scenario has."""

from __future__ import annotations

from pathlib import Path

from optimizer.scenario.acceptance import AcceptanceRule, MalformedRuleError, acceptance_rule
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.schema import Scenario


def check_acceptance(scenario: Scenario, findings: Findings) -> None:
    """Note every rule that cannot be judged."""
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
        if rule.limit is None and scenario.baseline is None:
            remedy = "name the run: 'baseline: {run: runs/dong_phu}'"
            findings.add(path, "the rule is relative to a baseline, and none is named", remedy)
        relative += [text] * (rule.limit is None)
    _check_baseline(scenario, findings, relative)


def _check_tier(scenario: Scenario, findings: Findings, rule: AcceptanceRule, path: tuple[str | int, ...]) -> None:
    if rule.subject == "finish" and scenario.objectives.goal != "earliest":
        remedy = "write 'finish date <= 2024-06-24', or set objectives.goal to earliest"
        findings.add(path, f"there is no tier 'finish' with the goal {scenario.objectives.goal!r}", remedy)


def _check_subject(scenario: Scenario, findings: Findings, rule: AcceptanceRule, path: tuple[str | int, ...]) -> None:
    stream = rule.subject
    if stream and not findings.require_known(stream, scenario.campaign.streams, "stream", "streams", path):
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
        what = f"nothing is to be reached that {rule.measure!r} could tell" + (f" of stream {stream!r}" * bool(stream))
        findings.add(path, what, f"streams with such targets: {', '.join(sorted(concerned)) or 'none'}")


def _check_baseline(scenario: Scenario, findings: Findings, relative: list[str]) -> None:
    """Note it if the run is not there from which figures are still to be taken."""
    baseline = scenario.baseline
    if baseline is None or all(text in baseline.figures for text in relative):
        return
    if not (Path(baseline.run) / "run.json").is_file():
        folders = sorted(str(found.parent) for found in Path(baseline.run).parent.glob("*/run.json"))
        remedy = f"runs there: {', '.join(folders[:6])}" if folders else "plan it first, or correct the path"
        findings.add(("baseline", "run"), f"{baseline.run!r} is no run folder", remedy)
