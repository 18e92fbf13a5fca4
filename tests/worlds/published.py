"""A plan for a made-up district, of any size: plausible to look at, not lawful and not optimal."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from optimizer.publish.content.publication import Publication
from optimizer.rules.facts import Breach, Key
from optimizer.run.record import OvertimeRecord
from optimizer.run.recording import place_records, stream_records
from optimizer.run.simulation import (
    By,
    CauseRecord,
    ChanceRecord,
    DeskRecord,
    FinishRecord,
    Simulation,
    SimulationRecord,
)
from optimizer.scenario.schema import Scenario
from optimizer.texts.messages import AS_IT_IS
from optimizer.verify.report import RuleResult, Verification
from optimizer.world.plan import (
    AbsenceRow,
    BurdenRow,
    HelperRow,
    OpeningRow,
    Plan,
    ProgressRow,
    QuotaRow,
    RosterRow,
    SimulationRow,
    Tier,
    VisitRow,
)
from tests.worlds.district import HOLIDAYS, SHIFTS, scenario
from tests.worlds.records import record

CREW = 2


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def plan(world: Scenario) -> Plan:
    """Rows for every file, from a fixed seed."""
    draw = random.Random(7)
    campaign = world.campaign
    days = [campaign.first_day + timedelta(days=n) for n in range((campaign.last_day - campaign.first_day).days + 1)]
    roster: list[RosterRow] = []
    absences: list[AbsenceRow] = []
    openings: list[OpeningRow] = []
    visits: list[VisitRow] = []
    schools = [key for key, place in world.places.items() if place.kind == "school"]
    for number, day in enumerate(days):
        for unit in world.units:
            staff = [key for key, officer in world.officers.items() if officer.unit == unit]
            off = staff[number % len(staff)] if len(staff) > CREW else None
            busy = _unit_day(world, unit, [key for key in staff if key != off], day, number, roster, openings, draw)
            if unit == "district_team" and day.weekday() < 5 and number % 5 == 1 and schools:
                _visit_day(world, schools.pop(0), day, [key for key in staff if key not in busy], roster, visits)
            for officer in staff:
                if not any(row.officer == officer and row.date == day for row in roster[-40:]):
                    kind = "rest" if day.weekday() > 4 or officer == off else "other_duty"
                    kind = "leave" if officer == staff[-1] and 20 <= number <= 26 else kind
                    absences.append(AbsenceRow(day, officer, "compensatory" if number % 17 == 3 else kind))
    ordered = sorted(roster, key=lambda row: (row.date, list(world.shifts).index(row.shift), row.post, row.officer))
    progress = _progress(world, days, visits)
    return Plan(
        roster=tuple(ordered), helpers=_helpers(world, days), absences=tuple(absences), openings=tuple(openings),
        visits=tuple(visits), quotas=_quotas(world, days), progress=progress, burden=_burden(world, ordered, len(days)),
        tiers=(Tier("standing", 0.0, 0.0, 0.0, 0.4, "crew members"),
               Tier("shortfall", 312.4, 180.0, 0.0045, 41.2, "people", (("activation", 300.4), ("id_card", 12.0))),
               Tier("burden", 4210.5, 4100.25, 0.026, 88.0, "burden"),
               Tier("fairness", 1.734, None, None, 12.0, "burden per available day"),
               Tier("preferences", 0.0, 0.0, 0.0, 0.1, "weight")),
    )  # fmt: skip


def _unit_day(
    world: Scenario,
    unit: str,
    staff: list[str],
    day: date,
    number: int,
    roster: list[RosterRow],
    openings: list[OpeningRow],
    draw: random.Random,
) -> set[str]:
    busy: set[str] = set()
    post = "desk_district" if unit == "district_team" else f"desk_{unit}"
    for index, shift in enumerate(world.shifts):
        if (number + index + len(unit)) % 5 == 0:
            continue
        _, _, start, end = SHIFTS[shift]
        crew = [staff[(number + index * 2 + place) % len(staff)] for place in range(min(CREW - index % 2, len(staff)))]
        row = partial(RosterRow, day, shift, _moment(day, start), _moment(day, end))
        place, stream = world.posts[post].place, world.posts[post].stream
        roster.extend(
            row(officer, world.officers[officer].name, world.officers[officer].unit, post, place, stream, "desk")
            for officer in sorted(set(crew))
        )
        arrivals = 34 * math.exp(-number / 50) * draw.uniform(0.6, 1.4)
        openings.append(
            OpeningRow(
                day,
                shift,
                post,
                place,
                stream,
                1,
                len(set(crew)),
                index % 2,
                arrivals,
                6.0,
                arrivals + 6,
                (arrivals + 6) * 0.9,
            )
        )
        busy |= set(crew)
    return busy


def _visit_day(
    world: Scenario, school: str, day: date, staff: list[str], roster: list[RosterRow], visits: list[VisitRow]
) -> None:
    start, end = _moment(day, 6, 20), _moment(day, 11, 40)
    commune = world.places[school].commune
    local = [key for key, officer in world.officers.items() if officer.unit == commune][:1]
    crew = [(officer, "team") for officer in staff[:3]] + [(officer, "local") for officer in local]
    roster.extend(
        RosterRow(
            day,
            "morning",
            start,
            end,
            officer,
            world.officers[officer].name,
            world.officers[officer].unit,
            "mobile",
            school,
            "id_card",
            role,
        )
        for officer, role in crew
        if not any(row.officer == officer and row.date == day and row.shift == "morning" for row in roster[-60:])
    )
    visits.append(
        VisitRow(
            day,
            "morning",
            start,
            end,
            "mobile",
            school,
            "district_office",
            "school",
            "id_card",
            61.0,
            0.95,
            57.95,
            52.155,
            len(crew),
            "kit_2",
            80,
            40,
        )
    )


def _progress(world: Scenario, days: list[date], visits: list[VisitRow]) -> tuple[ProgressRow, ...]:
    rows = []
    done = {(visit.date, visit.place): visit.expected_done for visit in visits}
    for key, place in world.places.items():
        if place.kind == "school":
            total = 0.0
            for day in days:
                step = done.get((day, key), 0.0)
                total += step
                rows.append(ProgressRow(day, key, "id_card", step, total, 60.0, total / 60))
        for stream, pool in place.pools.items():
            total, reach = float(pool.already_done), pool.target * (0.9 + len(key) % 4 * 0.06)
            for number, day in enumerate(days):
                fresh = reach * (1 - math.exp(-(number + 1) / (len(days) / 2.2))) / 0.89
                step = max(0.0, fresh - total)
                total += step
                rows.append(ProgressRow(day, key, stream, step, total, float(pool.target), total / pool.target))
    return tuple(sorted(rows, key=lambda row: row.date))


def _helpers(world: Scenario, days: list[date]) -> tuple[HelperRow, ...]:
    return tuple(
        HelperRow(day, "evening", key, helper.posts[0], world.posts[helper.posts[0]].place)
        for day in days
        for key, helper in world.helpers.items()
        if day.weekday() < 5
    )


def _quotas(world: Scenario, days: list[date]) -> tuple[QuotaRow, ...]:
    weeks = sorted({f"{day:%G-W%V}" for day in days})
    return tuple(
        QuotaRow(week, key, organisation.places[0], organisation.stream, segment, 90 * share, 45 * share)
        for week in weeks
        for key, organisation in world.organisations.items()
        for segment, share in organisation.segments.items()
    )


def _burden(world: Scenario, roster: list[RosterRow], days: int) -> tuple[BurdenRow, ...]:
    rows = []
    for key, officer in world.officers.items():
        mine = [row for row in roster if row.officer == key]
        hours = sum((row.end - row.start).total_seconds() / 3600 for row in mine)
        evenings = sum(row.shift == "evening" for row in mine)
        weekends = sum(row.date.weekday() > 4 for row in mine)
        rows.append(
            BurdenRow(
                key,
                officer.unit,
                len(mine),
                hours,
                evenings,
                weekends,
                sum(row.date in HOLIDAYS for row in mine),
                weekends * 4.0,
                evenings + weekends * 2.0,
                days,
            )
        )
    return tuple(rows)


OVERTIME = Breach(Key("overtime_month", "tan_phu_01", "2024-05"), 4.0, AS_IT_IS(text="44 h"))
VERIFICATION = Verification(
    rules=(
        RuleResult("night_rest", "rest_between_duties", None, "standing", ()),
        RuleResult("overtime_month", "hours_in_period", 2.5, "burden", (OVERTIME,)),
    ),
    figures=(),
    figures_compared={"roster.csv": 21000, "progress.csv": 734},
    tiers=(),
    finish_date=None,
    total_target=0.0,
    not_yet_eligible={},
)


def publication(communes: int, days: int, officers: int, language: str = "vi") -> Publication:
    """Everything there is to publish, of the size asked for."""
    world = scenario(communes, days, officers, language)
    rows = plan(world)
    found = record(
        tiers=rows.tiers,
        streams=stream_records(world, rows.progress),
        places=place_records(world, rows.progress),
        finish_date=date(2024, 6, 18),
        warnings=("Xã Đồng Tâm chạm trần giờ trong 5 tuần",),
        officer_weeks_at_limit={unit: (7 * n) % 6 for n, unit in enumerate(world.units)},
        overtime_over_cap=(OvertimeRecord(next(iter(world.officers)), "2024-05", 44.0),),
        not_yet_eligible={key: 3 for key, place in world.places.items() if place.kind == "school"},
    )
    return Publication(world, rows, found, VERIFICATION, "campaign: {}\n")


def simulated(of: Publication, chance: float = 0.42) -> Publication:
    """The same with made-up campaigns."""
    found = simulation(of, chance)
    return replace(of, record=replace(of.record, chances=found.record.chances), simulation=found)


def simulation(of: Publication, chance: float = 0.42, campaigns: int = 2000) -> Simulation:
    """Made-up campaigns: each place and stream reaches its target with the same chance."""
    campaign = of.scenario.campaign
    targets = {(row.stream, row.place): row.target for row in of.plan.progress if row.target > 0}
    aims: dict[tuple[str, str], float] = {}
    for stream in campaign.streams:
        places = {place: target for (name, place), target in targets.items() if name == stream}
        aims |= {(stream, place): target for place, target in places.items()}
        aims |= {(stream, ""): sum(places.values())} if places else {}
    days: Mapping[By, date] = {"finish_by": campaign.finish_by, "last_day": campaign.last_day}
    chances = tuple(
        ChanceRecord(stream, place, by, day, target, chance, chance - 0.02, chance + 0.02, 0.96 * target)
        for (stream, place), target in aims.items()
        for by, day in days.items()
    )
    dates = sorted({row.date for row in of.plan.progress})
    rows = tuple(
        SimulationRow(day, place, stream, *(target * (number + 1) / len(dates) * share for share in (1, 0.96, *FAN)))
        for number, day in enumerate(dates)
        for (stream, place), target in aims.items()
    )
    record = SimulationRecord(
        replications=campaigns,
        asked=2000,
        seed=1,
        settings={},
        chances=chances,
        all_places=tuple(
            replace(entry, target=2.0, median=1.0, chance=chance / 2) for entry in chances if not entry.place
        ),
        finish_dates=tuple(
            FinishRecord(stream, place, target, *([campaign.last_day] * 4), None, None, None)
            for (stream, place), target in aims.items()
        ),
        desks=tuple(
            DeskRecord(post, shift, 10, 21.5, 18.0, 2.5, 1.0, 14.25)
            for post in of.scenario.posts
            for shift in of.scenario.shifts
        ),
        cause_replications=500,
        causes=tuple(
            CauseRecord(stream, place, target, 1.02 * target, 0.96 * target, chance, WITHOUT, WITHOUT, "capacity")
            for (stream, place), target in aims.items()
        ),
    )
    return Simulation(record, rows)


FAN = (0.90, 0.92, 0.94, 0.96, 0.98, 1.01, 1.03)
WITHOUT = {"turnout": 0.5, "capacity": 0.8, "illness": 0.45, "outage": 0.42}
