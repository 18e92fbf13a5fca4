"""Checks on dates: what begins before it ends, what lies inside the campaign, what cannot have happened yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.people import Leave
from optimizer.texts.diagnostics import plausibility as texts

LONGEST_CAMPAIGN = timedelta(days=1100)
"""About three years; more is a mistyped year."""
MARGIN = timedelta(days=92)
"""Days before the first day and after the last whose holidays may matter (history, quarters)."""


def check_dates(scenario: Scenario, findings: Findings) -> None:
    """Note every date that cannot be meant."""
    campaign = scenario.campaign
    first, last = campaign.first_day, campaign.last_day
    if last < first:
        what = texts.DEADLINE_BEFORE_START(last=last, first=first)
        findings.add(("campaign", "last_day"), what, texts.SWAP_DATES_OR_YEAR)
        return
    if last - first > LONGEST_CAMPAIGN:
        what = texts.CAMPAIGN_LASTS(days=(last - first).days + 1)
        findings.add(("campaign", "last_day"), what, texts.CHECK_YEARS)
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
    # Lists are kept by the year, so any day of a year that the campaign and what it reckons with touch is fine.
    years = range((first - MARGIN).year, (last + MARGIN).year + 1)
    for key, days in (("holidays", calendar.holidays), ("working_weekends", calendar.working_weekends)):
        for day in days:
            if day.year not in years:
                findings.add(("calendar", key, day.isoformat()), texts.OTHER_YEAR(day=day), texts.CHECK_YEARS)
    for day in calendar.working_weekends:
        working = ("calendar", "working_weekends", day.isoformat())
        if day.weekday() < 5:
            findings.add(working, texts.NO_WEEKEND(day=day), texts.ONLY_WEEKEND_DAYS)
        if day in calendar.holidays:
            findings.add(working, texts.HOLIDAY_AND_WORKING(day=day), texts.REMOVE_ONE)
    for day in calendar.school_term.closed if calendar.school_term is not None else ():
        findings.require_within(day, first, last, ("calendar", "school_term", "closed", day.isoformat()))


def _check_places(scenario: Scenario, findings: Findings, first: date, last: date) -> None:
    for key, place in scenario.places.items():
        for day in place.closed:
            findings.require_within(day, first, last, ("places", key, "closed", day.isoformat()))
        for day in place.pupils:
            if day > last:
                path = ("places", key, "pupils", day.isoformat())
                findings.add(path, texts.BORN_AFTER_CAMPAIGN(born=day, last=last), texts.CORRECT_BIRTH_DATE)


def _check_officers(scenario: Scenario, findings: Findings, first: date, last: date) -> None:
    for key, officer in scenario.officers.items():
        _check_leaves(officer.leave, findings, first, last, ("officers", key, "leave"))
        for name, request in officer.requests.items():
            findings.require_within(request.date, first, last, ("officers", key, "requests", name, "date"))
        for day in officer.history.days:
            if day >= first:
                path = ("officers", key, "history", "days", day.isoformat())
                findings.add(path, texts.HISTORY_TOO_LATE(day=day, first=first), texts.HISTORY_ENDS)


def _check_leaves(
    leaves: Mapping[str, Leave], findings: Findings, first: date, last: date, path: tuple[str, ...]
) -> None:
    for name, leave in leaves.items():
        findings.require_period(leave.first_day, leave.last_day, first, last, (*path, name))
    lawful = {name: leave for name, leave in leaves.items() if leave.first_day <= leave.last_day}
    for earlier, later in pairwise(sorted(lawful, key=lambda name: (lawful[name].first_day, lawful[name].last_day))):
        if lawful[later].first_day <= lawful[earlier].last_day:
            begin, end = lawful[later].first_day, lawful[earlier].last_day
            what = texts.LEAVES_OVERLAP(later=later, begin=begin, earlier=earlier, end=end)
            findings.add((*path, later), what, texts.MAKE_THEM_ONE)


def _check_shift_order(scenario: Scenario, findings: Findings) -> None:
    for (earlier, before), (later, after) in pairwise(scenario.shifts.items()):
        if after.start <= before.start:
            what = texts.SHIFT_TOO_EARLY(later=later, start=after.start, earlier=earlier, before=before.start)
            findings.add(("shifts", later, "start"), what, texts.ORDER_OF_TIME)
    codes = [shift.code for shift in scenario.shifts.values()]
    for key, shift in scenario.shifts.items():
        if codes.index(shift.code) != list(scenario.shifts).index(key):
            findings.add(("shifts", key, "code"), texts.CODE_TWICE(code=shift.code), texts.OTHER_CODE)
