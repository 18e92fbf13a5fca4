"""Draws the record of a plan from the world and the plan's own rows.

The verifier recomputes the same figures from the files; nothing here may ask it for them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.rules.catalogue import AnyStatement
from optimizer.run.duty_hours import minutes_by_date
from optimizer.run.practicality import practicality_of
from optimizer.run.record import (
    CutRecord,
    CutShortRecord,
    OvertimeRecord,
    Parameters,
    PlaceRecord,
    RunRecord,
    StartRecord,
    StreamRecord,
    TotalRecord,
)
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import iso_week
from optimizer.world.plan import Plan, ProgressRow
from optimizer.world.roster_problem import NORMAL_DAY_MINUTES, Person
from optimizer.world.world import World

SLACK = 1e-6
"""Float noise allowed when an expectation is held against a target, and hours against a limit."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the plan came about."""

    scenario_id: str
    """File names of the scenario and its overlays without folders and endings, e.g. ``dong_phu+office_hours``."""
    scenario_hash: str
    seed: int
    deterministic: bool
    was_interrupted: bool
    versions: Mapping[str, str]
    parameters: Parameters
    first_verified_seconds: float
    seconds: float
    warnings: Sequence[str]
    cuts: Sequence[tuple[str, str, int]]
    """(unit, week, minutes) learnt from rosters that could not be staffed."""
    cut_short: Mapping[str, Sequence[str]]
    """What the time did not suffice for, and for which units."""
    start: StartRecord | None = None
    """The run that planning began from."""


def run_record(scenario: Scenario, world: World, plan: Plan, how: Circumstances) -> RunRecord:
    """The record of a plan but for how it stands by its acceptance rules, which are judged by this."""
    return RunRecord(
        status="interrupted" if how.was_interrupted else "complete",
        scenario=how.scenario_id,
        campaign=scenario.campaign.name,
        scenario_hash=how.scenario_hash,
        seed=how.seed,
        deterministic=how.deterministic,
        versions=dict(how.versions),
        parameters=how.parameters,
        tiers=plan.tiers,
        finish_date=finish_date(world, plan.progress),
        total=total_record(scenario, world, plan.progress),
        streams=stream_records(scenario, plan.progress),
        places=place_records(scenario, plan.progress),
        first_verified_seconds=round(how.first_verified_seconds, 3),
        seconds=round(how.seconds, 3),
        warnings=tuple(how.warnings),
        officer_weeks_at_limit=officer_weeks_at_limit(world, plan),
        overtime_over_cap=overtime_over_cap(scenario.rules, world, plan),
        not_yet_eligible={school.place: round(school.not_yet_eligible) for school in world.schools.values()},
        cuts=tuple(CutRecord(unit, week, minutes) for unit, week, minutes in how.cuts),
        cut_short=tuple(CutShortRecord(what, tuple(units)) for what, units in how.cut_short.items()),
        acceptance=(),
        practicality=practicality_of(world, plan),
        start=how.start,
    )


def scenario_hash(resolved_text: str) -> str:
    """SHA-256 of the resolved scenario without its comments, so that it tells the content and not its origins."""
    lines = [line for line in resolved_text.splitlines() if line and not line.startswith("#")]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def finish_date(world: World, progress: Iterable[ProgressRow]) -> date | None:
    """First day on which the district's expected total over all streams meets the total of the targets."""
    return _first_reached(progress, world.total_target)


def total_record(scenario: Scenario, world: World, progress: Iterable[ProgressRow]) -> TotalRecord:
    """The district over all streams: target, expected by ``finish_by``, and its share."""
    finish_by = scenario.campaign.finish_by
    reached = sum(row.expected_cumulative for row in progress if row.date == finish_by)
    target = world.total_target
    return TotalRecord(target, round(reached, 3), _share(reached, target))


def stream_records(scenario: Scenario, progress: Sequence[ProgressRow]) -> dict[str, StreamRecord]:
    """Per stream: target, expected by ``finish_by`` and at the end, persons missing, and the day it is reached.

    Missing is counted place by place, since one commune's surplus does not help another: communes by ``finish_by``,
    schools by the last day.
    """
    rows: dict[str, list[ProgressRow]] = defaultdict(list)
    for row in progress:
        rows[row.stream].append(row)
    finish_by, last_day = scenario.campaign.finish_by, scenario.campaign.last_day
    places = place_records(scenario, progress)
    records = {}
    for stream, of_stream in rows.items():
        mine = [place for place in places if place.stream == stream]
        target = sum(place.target for place in mine)
        reached = sum(row.expected_cumulative for row in of_stream if row.date == finish_by)
        records[stream] = StreamRecord(
            target=target,
            expected_by_finish=round(reached, 3),
            expected_by_deadline=round(sum(r.expected_cumulative for r in of_stream if r.date == last_day), 3),
            share=_share(reached, target),
            missing=round(sum(place.missing for place in mine), 3),
            date_reached=_first_reached(of_stream, target),
        )
    return records


def place_records(scenario: Scenario, progress: Iterable[ProgressRow]) -> tuple[PlaceRecord, ...]:
    """Per place and stream with a target: what is expected on the day it is judged, and when the target is reached."""
    rows: dict[tuple[str, str], list[ProgressRow]] = defaultdict(list)
    for row in progress:
        if row.target > 0:
            rows[row.stream, row.place].append(row)
    records = []
    for (stream, place), of_place in rows.items():
        is_school = scenario.places[place].kind == "school"
        judged_on = scenario.campaign.last_day if is_school else scenario.campaign.finish_by
        reached = sum(row.expected_cumulative for row in of_place if row.date == judged_on)
        target = of_place[0].target
        records.append(
            PlaceRecord(
                place=place,
                stream=stream,
                target=target,
                judged_on=judged_on,
                expected=round(reached, 3),
                share=_share(reached, target),
                missing=round(max(0.0, target - reached), 3),
                date_reached=_first_reached(of_place, target),
            )
        )
    return tuple(records)


def officer_weeks_at_limit(world: World, plan: Plan) -> dict[str, int]:
    """Per unit, officer-weeks in which less than the shortest shift of the officer's weekly hours is left."""
    minutes = {officer.id: _past_minutes_by_week(world, officer) for officer in world.officers}
    for row in plan.roster:
        for day, worked in minutes_by_date(row).items():
            minutes[row.officer][iso_week(day)] += worked
    shortest = min(shift.minutes for shift in world.shifts)
    counts: dict[str, int] = {officer.unit: 0 for officer in world.officers}
    for officer in world.officers:
        for week in world.weeks:
            worked = minutes[officer.id][week]
            if worked > 0 and officer.minutes_per_week - worked < shortest - SLACK:
                counts[officer.unit] += 1
    return counts


def overtime_over_cap(rules: Mapping[str, AnyStatement], world: World, plan: Plan) -> tuple[OvertimeRecord, ...]:
    """Officers and months above a monthly limit of overtime hours, with all their overtime of the month."""
    caps = [
        (rule.scope, rule.monthly_overtime_cap)
        for rule in rules.values()
        if rule.monthly_overtime_cap is not None and rule.enforcement != "off"
    ]
    months = tuple(dict.fromkeys(day.month for day in world.days))
    overtime = _Overtime(world, plan)
    found = {
        (officer.id, month): overtime.hours(officer, month)
        for scope, cap in caps
        for officer in world.officers
        if scope.selects(officer.id, officer.unit)
        for month in months
        if overtime.exceeds(cap, officer, month)
    }
    return tuple(OvertimeRecord(officer, month, round(hours, 3)) for (officer, month), hours in sorted(found.items()))


class _Overtime:
    """Overtime hours per officer and month, the history's apart from the plan's."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.days = {day.index: day for day in (*world.history, *world.days, world.day_after)}
        first = world.days[0].date
        self.worked: dict[str, dict[int, float]] = {
            officer.id: defaultdict(float, _past_minutes_by_day(officer)) for officer in world.officers
        }
        for row in plan.roster:
            for day, worked in minutes_by_date(row).items():
                self.worked[row.officer][(day - first).days] += worked
        self.past = {officer.id: _past_minutes_by_day(officer) for officer in world.officers}

    def hours(self, officer: Person, month: str) -> float:
        """All overtime of the month."""
        return sum(self._by_day(self.worked[officer.id], month))

    def exceeds(self, cap: float, officer: Person, month: str) -> bool:
        """Whether the plan adds to more than the limit allows; what the history alone has above it is no breach."""
        past = sum(self._by_day(self.past[officer.id], month))
        return self.hours(officer, month) - max(cap, past) > SLACK

    def _by_day(self, worked: Mapping[int, float], month: str) -> Iterator[float]:
        for index, minutes in worked.items():
            day = self.days[index]
            if day.month == month:
                normal = NORMAL_DAY_MINUTES if day.day_type == "weekday" else 0
                yield max(0.0, minutes - normal) / 60


def _past_minutes_by_day(officer: Person) -> dict[int, float]:
    minutes: dict[int, float] = defaultdict(float)
    for duty in officer.past_duties:
        minutes[duty.day] += duty.end - duty.start - duty.minutes_after_midnight
        if duty.minutes_after_midnight:
            minutes[duty.day + 1] += duty.minutes_after_midnight
    return minutes


def _past_minutes_by_week(world: World, officer: Person) -> dict[str, float]:
    week_of = {day.index: day.week for day in (*world.history, world.days[0])}
    minutes: dict[str, float] = defaultdict(float)
    for day, worked in _past_minutes_by_day(officer).items():
        minutes[week_of[day]] += worked
    return minutes


def _first_reached(rows: Iterable[ProgressRow], target: float) -> date | None:
    cumulative: dict[date, float] = defaultdict(float)
    for row in rows:
        cumulative[row.date] += row.expected_cumulative
    return next((day for day in sorted(cumulative) if cumulative[day] >= target - SLACK), None)


def _share(reached: float, target: float) -> float:
    return round(reached / target, 6) if target > 0 else 1.0
