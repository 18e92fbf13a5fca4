"""Checks on quantities: shares that sum to 1, pools that can yield their target, arrivals for every open shift."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, hypot
from statistics import median

from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import plausibility as texts
from optimizer.texts.messages import Template

LARGEST = 1e9
"""More people, minutes or kilometres than any province has; the solver's integers stay far from overflow."""
FARTHEST_KM = 500
KM_PER_DEGREE = 111
TOLERANCE = 1e-6
"""By how much shares may miss 1; thirds are written with more than six decimals."""


def check_figures(scenario: Scenario, findings: Findings) -> None:
    """Note every quantity that cannot be meant."""
    _check_pools(scenario, findings)
    _check_shares(scenario, findings)
    _check_arrivals(scenario, findings)
    _check_distances(scenario, findings)
    _check_locations(scenario, findings)
    _check_sizes(findings)


def _check_pools(scenario: Scenario, findings: Findings) -> None:
    for key, place in scenario.places.items():
        for stream, pool in place.pools.items():
            here = ("places", key, "pools", stream)
            if pool.people < pool.target:
                what = texts.POOL_BELOW_TARGET(people=pool.people, target=pool.target)
                findings.add((*here, "people"), what, texts.PEOPLE_COUNTS)
            if pool.already_done > pool.people:
                what = texts.DONE_ABOVE_POOL(done=pool.already_done, people=pool.people)
                findings.add((*here, "already_done"), what, texts.PEOPLE_COUNTS)
        if place.kind == "school" and not sum(place.pupils.values()):
            what = texts.SCHOOL_WITHOUT_PUPILS(school=key)
            findings.add(("places", key, "pupils"), what, texts.GIVE_PUPIL_NUMBERS)


def _check_shares(scenario: Scenario, findings: Findings) -> None:
    for stream, turnout in scenario.turnout.items():
        shares = [segment.share for segment in turnout.segments.values()]
        _require_whole(shares, findings, ("turnout", stream, "segments"), texts.SEGMENT_SHARES)
    for key, organisation in scenario.organisations.items():
        shares = list(organisation.segments.values())
        _require_whole(shares, findings, ("organisations", key, "segments"), texts.INVITED_SHARES)
    if scenario.uncertainty is not None:
        path = ("uncertainty", "household_sizes")
        _require_whole(scenario.uncertainty.household_sizes, findings, path, texts.HOUSEHOLD_SHARES)


def _require_whole(shares: Iterable[float], findings: Findings, path: tuple[str, ...], what: Template) -> None:
    total = fsum(shares)
    if abs(total - 1) > TOLERANCE:
        findings.add(path, texts.SHARES_DO_NOT_SUM(what=what, total=total), texts.CORRECT_SHARES)


def _check_arrivals(scenario: Scenario, findings: Findings) -> None:
    day_types = CalendarView(scenario).day_types()
    for stream, turnout in scenario.turnout.items():
        open_shifts = {
            shift
            for post in scenario.posts.values()
            if post.stream == stream
            for shift in (scenario.shifts if post.shifts is None else post.shifts)
        }
        for key, segment in turnout.segments.items():
            here = ("turnout", stream, "segments", key, "arrival")
            for day_type, arrivals in segment.arrival.items():
                for shift in arrivals:
                    findings.require_known(shift, scenario.shifts, nouns.SHIFT, (*here, day_type, shift))
            missing = [
                f"{day_type} {shift}"
                for day_type in day_types
                for shift in scenario.shifts
                if shift in open_shifts and shift not in segment.arrival.get(day_type, {})
            ]
            if missing:
                findings.add(here, texts.NO_ARRIVAL(periods=", ".join(missing)), texts.ADD_OR_ZERO)


def _check_distances(scenario: Scenario, findings: Findings) -> None:
    for key, place in scenario.places.items():
        for other, distance in place.road_km.items():
            back = scenario.places[other].road_km.get(key) if other in scenario.places else None
            if back is not None and back != distance and key < other:
                what = texts.ROAD_DIFFERS(start=key, end=other, there=distance, back=back)
                findings.add(("places", key, "road_km", other), what, texts.ROAD_BOTH_WAYS)


def _check_locations(scenario: Scenario, findings: Findings) -> None:
    """Note places so far from the others that a digit of their coordinates must be wrong."""
    latitude = median(place.latitude for place in scenario.places.values())
    longitude = median(place.longitude for place in scenario.places.values())
    for key, place in scenario.places.items():
        degrees = hypot(place.latitude - latitude, place.longitude - longitude)
        distance = degrees * KM_PER_DEGREE
        if distance > FARTHEST_KM:
            what = texts.FAR_AWAY(place=key, latitude=place.latitude, longitude=place.longitude, distance=distance)
            findings.add(("places", key, "latitude"), what, texts.CHECK_COORDINATES)


def _check_sizes(findings: Findings) -> None:
    for path, value in findings.values_above(LARGEST):
        findings.add(path, texts.TOO_LARGE(name=path[-1], value=value), texts.LARGEST_QUANTITY(limit=LARGEST))
