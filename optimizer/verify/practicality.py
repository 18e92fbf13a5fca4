"""What ``run.json`` should say of how a plan is to be worked by: its invitations, evenings, poor yields and helpers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from optimizer.verify.burdens import Load
from optimizer.verify.evidence import Evidence
from optimizer.verify.facts import is_standing
from optimizer.verify.forecast import Forecast
from optimizer.verify.tiers import SLACK


def recompute_practicality(evidence: Evidence, forecast: Forecast, loads: Mapping[str, Load]) -> dict[str, object]:
    """Every figure of the record's ``practicality``, from scenario and rows."""
    return {
        "practicality": {
            "invitations": _invitations(evidence),
            "evenings": _evenings(evidence, loads),
            "low_yields": _low_yields(evidence, forecast),
            "helpers": _helpers(evidence),
        }
    }


def _invitations(evidence: Evidence) -> dict[str, object]:
    scenario, weeks = evidence.scenario, sorted(evidence.almanac.weeks)
    of_segments: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for located in evidence.tables.quotas:
        row = located.row
        of_segments[row.organisation, row.place][row.week] += row.invitations
    quotas: dict[tuple[str, str], dict[str, int]] = {}
    for (name, place), by_week in of_segments.items():
        whole = sum(scenario.organisations[name].segments.values())
        quotas[name, place] = {week: round(people / whole) for week, people in by_week.items()}
    odd = risen = followed = 0
    at_place: dict[tuple[str, str], int] = defaultdict(int)
    for (name, place), invited in quotas.items():
        organisation = scenario.organisations[name]
        odd += sum(number % 10 > 0 and number != organisation.weekly_capacity for number in invited.values())
        at_place[place, organisation.stream] += sum(invited.values())
        if len(organisation.places) > 1:
            for last, week in pairwise(weeks):
                risen += max(0, invited.get(week, 0) - invited.get(last, 0))
                followed += invited.get(week, 0)
    shares = []
    for organisation in scenario.organisations.values():
        for place in organisation.places:
            pool = scenario.places[place].pools.get(organisation.stream)
            segments = scenario.turnout[organisation.stream].segments.values()
            who_wait = 0.0 if pool is None else sum(s.share for s in segments) * (pool.people - pool.already_done)
            if who_wait:
                shares.append(at_place[place, organisation.stream] / who_wait)
    return {
        "odd": odd,
        "moved_share": risen / followed if followed else 0.0,
        "least_share": min(shares) if shares else 0.0,
        "most_share": max(shares) if shares else 0.0,
    }


def _evenings(evidence: Evidence, loads: Mapping[str, Load]) -> dict[str, object]:
    of_unit: dict[str, list[int]] = {}
    for name, officer in evidence.scenario.officers.items():
        if loads[name].available_days > 0:
            of_unit.setdefault(officer.unit, []).append(loads[name].evenings)
    return {unit: {"least": min(numbers), "most": max(numbers)} for unit, numbers in of_unit.items()}


def _low_yields(evidence: Evidence, forecast: Forecast) -> dict[str, object]:
    scenario, least_yields = evidence.scenario, evidence.scenario.objectives.least_yield
    days: dict[tuple[str, str, date], float] = defaultdict(float)
    for visit in evidence.tables.visits:
        if visit.line in forecast.visits:
            row = visit.row
            days[row.team, row.place, row.date] += forecast.visits[visit.line].expected_done
    second_officers = loans = 0
    for work, opening in evidence.staff.openings.items():
        if is_standing(scenario, evidence.almanac, *work):
            continue
        done = forecast.desks[opening.line].expected_done
        home = scenario.posts[work[2]].unit
        is_lent = any(
            scenario.officers[duty.row.officer].unit != home for duty in evidence.staff.officers.get(work, ())
        )
        second_officers += opening.row.officers >= 2 and done < least_yields.second_officer - SLACK
        loans += is_lent and done < least_yields.loan - SLACK
    return {
        "visits": sum(done < least_yields.visit - SLACK for done in days.values()),
        "second_officers": second_officers,
        "loans": loans,
    }


def _helpers(evidence: Evidence) -> dict[str, object]:
    shifts: dict[str, list[tuple[date, datetime, datetime]]] = defaultdict(list)
    for located in evidence.tables.helpers:
        row = located.row
        shifts[row.helper].append((row.date, *evidence.almanac.span(row.date, row.shift)))
    short_rests = busiest = longest = 0
    for name, own in shifts.items():
        rest = timedelta(hours=evidence.scenario.helpers[name].rest_hours)
        ends: dict[date, datetime] = {}
        begins: dict[date, datetime] = {}
        for day, start, end in own:
            ends[day], begins[day] = max(end, ends.get(day, end)), min(start, begins.get(day, start))
        days = sorted(ends)
        short_rests += sum(begins[after] - ends[day] < rest for day, after in pairwise(days))
        busiest = max(busiest, *Counter(day for day, _, _ in own).values())
        for first in days:
            if first - timedelta(days=1) not in ends:
                length = 1
                while first + timedelta(days=length) in ends:
                    length += 1
                longest = max(longest, length)
    return {"short_rests": short_rests, "most_shifts_a_day": busiest, "most_days_running": longest}
