"""The figures by which plans are compared, drawn from one run: targets, work, fairness, tiers, acceptance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from optimizer.acceptance.outcome import outcome_of
from optimizer.publish.content.lookups import post_unit
from optimizer.scenario.acceptance import CHANCES, SHARES, acceptance_rule
from optimizer.texts.figures import decimals_of
from optimizer.verify.verified_run import VerifiedRun

Value: TypeAlias = float | date | None
GROUPS = ("targets", "work", "fairness", "tiers", "acceptance")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one run."""

    group: str
    """One of :data:`GROUPS`."""
    name: str
    of: str
    """Stream, tier or acceptance rule it is about; empty for the plan as a whole."""
    value: Value
    form: str
    """``share``, ``gap``, ``people`` (served or expected), ``missing`` (people), ``count`` (a whole number),
    ``decimal``, ``weight`` (two decimals), ``fine`` (three), ``chance`` or ``day``."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same figure in two runs."""
        return self.group, self.name, self.of


def figures(run: VerifiedRun) -> tuple[Figure, ...]:
    """Every figure of a run, in the order in which they are told."""
    return (*_targets(run), *_work(run), *_fairness(run), *_tiers(run), *_acceptance(run))


def difference(value: Value, base: Value) -> float | None:
    """What a value is above the base; days of dates; ``None`` where one of them is missing."""
    if isinstance(value, date) and isinstance(base, date):
        return float((value - base).days)
    if isinstance(value, float | int) and isinstance(base, float | int):
        return value - base
    return None


def _targets(run: VerifiedRun) -> Iterator[Figure]:
    record, places, outcome = run.record, run.scenario.places, outcome_of(run.record)
    for stream in outcome.streams:
        yield Figure("targets", "stream_share", stream.stream, stream.share, "share")
        yield Figure("targets", "stream_expected", stream.stream, stream.expected, "people")
        yield Figure("targets", "stream_total", stream.stream, stream.total_on, "day")
        yield Figure("targets", "missing", stream.stream, stream.missing, "missing")
    yield Figure("targets", "places_short", "", outcome.short, "count")
    communes = [entry for entry in record.places if places[entry.place].kind != "school"]
    schools = [entry for entry in record.places if places[entry.place].kind == "school"]
    yield Figure("targets", "least_share", "", min((entry.share for entry in communes), default=None), "share")
    if schools:
        expected, target = sum(entry.expected for entry in schools), sum(entry.target for entry in schools)
        yield Figure("targets", "pupils", "", expected / target, "share")
        visited = {row.place for row in run.plan.visits if row.kind == "school"}
        yield Figure("targets", "schools_visited", "", len(visited), "count")


def _work(run: VerifiedRun) -> Iterator[Figure]:
    plan, scenario = run.plan, run.scenario
    sums: Counter[str] = Counter()
    for row in plan.burden:
        for name in ("duties", "hours", "evenings", "weekend_duties", "holiday_duties", "overtime_hours"):
            sums[name] += getattr(row, name)
    yield Figure("work", "officers", "", len(scenario.officers), "count")
    yield Figure("work", "officers_on_duty", "", sum(row.duties > 0 for row in plan.burden), "count")
    for name in ("duties", "hours", "evenings", "weekend_duties", "holiday_duties", "overtime_hours"):
        yield Figure("work", name, "", sums[name], "count")
    yield Figure("work", "overtime_breaches", "", len(run.record.overtime_over_cap), "count")
    at_limit = sum(run.record.officer_weeks_at_limit.values())
    yield Figure("work", "weeks_at_limit", "", at_limit, "count")
    units = {officer: described.unit for officer, described in scenario.officers.items()}
    loans = sum(row.role != "local" and post_unit(scenario, row.post) != units.get(row.officer) for row in plan.roster)
    yield Figure("work", "loans", "", loans, "count")
    yield Figure("work", "openings", "", len(plan.openings), "count")
    evenings = {shift for shift, described in scenario.shifts.items() if described.is_evening}
    yield Figure("work", "evening_openings", "", sum(row.shift in evenings for row in plan.openings), "count")
    yield Figure("work", "visits", "", len(plan.visits), "count")
    yield Figure("work", "helper_shifts", "", len(plan.helpers), "count")
    yield Figure("work", "invitations", "", sum(row.invitations for row in plan.quotas), "count")


def _fairness(run: VerifiedRun) -> Iterator[Figure]:
    fairness = run.record.tier("fairness")
    spreads = [spread for unit, spread in fairness.terms if unit in run.scenario.units] if fairness is not None else []
    yield Figure("fairness", "widest_spread", "", max(spreads, default=0.0), "fine")
    yield Figure("fairness", "most_evenings", "", max((row.evenings for row in run.plan.burden), default=0), "count")
    yield Figure("fairness", "most_hours", "", max((row.hours for row in run.plan.burden), default=0.0), "decimal")


def _tiers(run: VerifiedRun) -> Iterator[Figure]:
    for tier in run.record.tiers:
        form = "fine" if decimals_of(tier.name) == 3 else "weight"
        yield Figure("tiers", "value", tier.name, tier.value, form)
        yield Figure("tiers", "bound", tier.name, tier.bound if tier.is_bounded else None, form)
        yield Figure("tiers", "gap", tier.name, tier.gap if tier.is_bounded else None, "gap")


_FORMS: Mapping[str, str] = {
    "finish date": "day",
    **dict.fromkeys(SHARES, "share"),
    **dict.fromkeys(CHANCES, "chance"),
}
"""How results of acceptance rules are told, by measure."""


def _acceptance(run: VerifiedRun) -> Iterator[Figure]:
    results = run.record.acceptance
    if results:
        yield Figure("acceptance", "passed", "", sum(result.passed for result in results), "count")
        yield Figure("acceptance", "failed", "", sum(not result.passed for result in results), "count")
    for result in results:
        measure = acceptance_rule(result.rule).measure
        form = _FORMS.get(measure, "fine")
        yield Figure("acceptance", "rule", result.rule, result.value, form)
