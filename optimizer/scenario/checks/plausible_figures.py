"""Checks on quantities: shares that sum to 1, pools that can yield their target, arrivals for every open shift."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, hypot
from statistics import median

from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.schema import Scenario

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
                findings.add(
                    (*here, "people"),
                    f"the pool of {pool.people} people is smaller than the target {pool.target}",
                    "people counts everybody who can be done, already_done included",
                )
            if pool.already_done > pool.people:
                findings.add(
                    (*here, "already_done"),
                    f"{pool.already_done} are already done of {pool.people} people",
                    "people counts everybody who can be done, already_done included",
                )
        if place.kind == "school" and not sum(place.pupils.values()):
            findings.add(
                ("places", key, "pupils"),
                f"school {key!r} has no pupils",
                "give their number by date of birth, e.g. 2010-03-15: 2, or in a table 'pupils'",
            )


def _check_shares(scenario: Scenario, findings: Findings) -> None:
    for stream, turnout in scenario.turnout.items():
        shares = [segment.share for segment in turnout.segments.values()]
        _require_whole(shares, findings, ("turnout", stream, "segments"), "shares of the segments")
    for key, organisation in scenario.organisations.items():
        shares = list(organisation.segments.values())
        _require_whole(shares, findings, ("organisations", key, "segments"), "shares of the invited")


def _require_whole(shares: Iterable[float], findings: Findings, path: tuple[str, ...], what: str) -> None:
    total = fsum(shares)
    if abs(total - 1) > TOLERANCE:
        findings.add(path, f"the {what} sum to {total:g}, not 1", "correct them; 45 % is 0.45")


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
                    findings.require_known(shift, scenario.shifts, "shift", "shifts", (*here, day_type, shift))
            missing = [
                f"{day_type} {shift}"
                for day_type in day_types
                for shift in scenario.shifts
                if shift in open_shifts and shift not in segment.arrival.get(day_type, {})
            ]
            if missing:
                findings.add(here, f"no arrival for {', '.join(missing)}", "add it; 0 if nobody comes then")


def _check_distances(scenario: Scenario, findings: Findings) -> None:
    for key, place in scenario.places.items():
        for other, distance in place.road_km.items():
            back = scenario.places[other].road_km.get(key) if other in scenario.places else None
            if back is not None and back != distance and key < other:
                findings.add(
                    ("places", key, "road_km", other),
                    f"{key!r} to {other!r} is {distance:g} km, the way back {back:g} km",
                    "a road distance holds both ways; write it once",
                )


def _check_locations(scenario: Scenario, findings: Findings) -> None:
    """Note places so far from the others that a digit of their coordinates must be wrong."""
    latitude = median(place.latitude for place in scenario.places.values())
    longitude = median(place.longitude for place in scenario.places.values())
    for key, place in scenario.places.items():
        degrees = hypot(place.latitude - latitude, place.longitude - longitude)
        if degrees * KM_PER_DEGREE > FARTHEST_KM:
            findings.add(
                ("places", key, "latitude"),
                f"{key!r} at {place.latitude:g}, {place.longitude:g} lies some {degrees * KM_PER_DEGREE:.0f} km "
                "from the other places",
                "check latitude and longitude, in degrees",
            )


def _check_sizes(findings: Findings) -> None:
    for path, leaf in findings.leaves():
        if isinstance(leaf.value, int | float) and abs(leaf.value) > LARGEST:
            findings.add(path, f"{path[-1]} is {leaf.value:g}", f"no quantity here is above {LARGEST:g}")
