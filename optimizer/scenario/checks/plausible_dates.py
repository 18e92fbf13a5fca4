"""Checks on dates: what begins before it ends, what lies inside the campaign, what cannot have happened yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.people import Leave

LONGEST_CAMPAIGN = timedelta(days=1100)
"""About three years; more is a mistyped year."""


def check_dates(scenario: Scenario, findings: Findings) -> None:
    """Note every date that cannot be meant."""
    campaign = scenario.campaign
    first, last = campaign.first_day, campaign.last_day
    if last < first:
        findings.add(
            ("campaign", "last_day"),
            f"the deadline {last} lies before the first day {first}",
            "swap the dates, or correct the year",
        )
        return
    if last - first > LONGEST_CAMPAIGN:
        findings.add(("campaign", "last_day"), f"the campaign lasts {(last - first).days + 1} days", "check the years")
    if not first <= campaign.finish_by <= last:
        findings.require_within(campaign.finish_by, first, last, ("campaign", "finish_by"))
    _check_calendar(scenario, findings, first, last)
    _check_places(scenario, findings, first, last)
    _check_officers(scenario, findings, first, last)
    for key, helper in scenario.helpers.items():
        _check_leaves(helper.unavailable, findings, first, last, ("helpers", key, "unavailable"))
    _check_outages(scenario, findings, first, last)
    for key, programme in scenario.visits.items():
        for name, window in programme.windows.items():
            path = ("visits", key, "windows", name)
            findings.require_period(window.first_day, window.last_day, first, last, path)
    _check_shift_order(scenario, findings)


def _check_outages(scenario: Scenario, findings: Findings, first: date, last: date) -> None:
    for name, kit in scenario.kits.items():
        for key, outage in kit.unavailable.items():
            path = ("kits", name, "unavailable", key)
            findings.require_period(outage.first_day, outage.last_day, first, last, path)
    for stream, service in scenario.service.items():
        for key, slow in service.slow_days.items():
            path = ("service", stream, "slow_days", key)
            findings.require_period(slow.first_day, slow.last_day, first, last, path)


def _check_calendar(scenario: Scenario, findings: Findings, first: date, last: date) -> None:
    calendar = scenario.calendar
    for stream, blackouts in calendar.blackouts.items():
        for name, blackout in blackouts.items():
            path = ("calendar", "blackouts", stream, name)
            findings.require_period(blackout.first_day, blackout.last_day, first, last, path)
    for day in calendar.working_weekends:
        working = ("calendar", "working_weekends", day.isoformat())
        if day.weekday() < 5:
            findings.add(
                working, f"{day} is no Saturday or Sunday", "list only weekend days; weekdays are worked anyway"
            )
        if day in calendar.holidays:
            findings.add(working, f"{day} is a holiday and a working weekend", "remove one of the two")
    for day in calendar.school_term.closed if calendar.school_term is not None else ():
        findings.require_within(day, first, last, ("calendar", "school_term", "closed", day.isoformat()))


def _check_places(scenario: Scenario, findings: Findings, first: date, last: date) -> None:
    for key, place in scenario.places.items():
        for day in place.closed:
            findings.require_within(day, first, last, ("places", key, "closed", day.isoformat()))
        for day in place.pupils:
            if day > last:
                findings.add(
                    ("places", key, "pupils", day.isoformat()),
                    f"pupils born {day}, after the campaign's last day {last}",
                    "correct the date of birth",
                )


def _check_officers(scenario: Scenario, findings: Findings, first: date, last: date) -> None:
    for key, officer in scenario.officers.items():
        _check_leaves(officer.leave, findings, first, last, ("officers", key, "leave"))
        for name, request in officer.requests.items():
            findings.require_within(request.date, first, last, ("officers", key, "requests", name, "date"))
        for day in officer.history.days:
            if day >= first:
                findings.add(
                    ("officers", key, "history", "days", day.isoformat()),
                    f"the history has {day}, which is not before the first day {first}",
                    "history ends the day before the first day",
                )


def _check_leaves(
    leaves: Mapping[str, Leave], findings: Findings, first: date, last: date, path: tuple[str, ...]
) -> None:
    for name, leave in leaves.items():
        findings.require_period(leave.first_day, leave.last_day, first, last, (*path, name))
    lawful = {name: leave for name, leave in leaves.items() if leave.first_day <= leave.last_day}
    for earlier, later in pairwise(sorted(lawful, key=lambda name: (lawful[name].first_day, lawful[name].last_day))):
        if lawful[later].first_day <= lawful[earlier].last_day:
            findings.add(
                (*path, later),
                f"{later!r} begins {lawful[later].first_day}, before {earlier!r} ends {lawful[earlier].last_day}",
                "make them one, or correct the dates",
            )


def _check_shift_order(scenario: Scenario, findings: Findings) -> None:
    for (earlier, before), (later, after) in pairwise(scenario.shifts.items()):
        if after.start <= before.start:
            findings.add(
                ("shifts", later, "start"),
                f"shift {later!r} starts {after.start:%H:%M}, not after {earlier!r} at {before.start:%H:%M}",
                "list the shifts in order of time",
            )
    codes = [shift.code for shift in scenario.shifts.values()]
    for key, shift in scenario.shifts.items():
        if codes.index(shift.code) != list(scenario.shifts).index(key):
            findings.add(
                ("shifts", key, "code"), f"the code {shift.code!r} is another shift's too", "choose another code"
            )
