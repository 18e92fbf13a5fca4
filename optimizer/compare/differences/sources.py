"""Where the expected result of a plan comes from, so that a difference between plans can be told by its sources.

The sources of one stream add up to what is expected by a day: what was done before, desks by kind of shift, visits by
kind. They say where people are served, not what causes it: people who find no desk open in the evening wait on, and
some of them come by day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from optimizer.scenario.calendar_view import CalendarView
from optimizer.verify.verified_run import VerifiedRun

DESKS = ("evening", "rest_day", "weekday")
"""Desks in evening shifts, by day on weekend days and holidays, by day on weekdays."""
VISITS = ("school", "commune", "home_visit")


@dataclass(slots=True)
class Source:
    """One source: how many shifts, where, and what they are expected to bring by the day."""

    shifts: int
    by_place: dict[str, int]
    done: float


def sources(run: VerifiedRun, stream: str) -> dict[str, Source]:
    """The sources of one stream, up to the day to finish by."""
    finish_by, calendar = run.scenario.campaign.finish_by, CalendarView(run.scenario)
    found: dict[str, Source] = defaultdict(lambda: Source(0, defaultdict(int), 0.0))
    for row in run.plan.openings:
        if row.stream == stream and row.date <= finish_by:
            done = row.expected_done * calendar.share_by(finish_by, row.date, row.shift)
            _add(found[_desk(run, row.date, row.shift)], row.place, done)
    for visit in run.plan.visits:
        if visit.stream == stream and visit.date <= finish_by:
            done = visit.expected_done * calendar.share_by(finish_by, visit.date, visit.shift)
            _add(found[visit.kind], visit.place, done)
    pools = [place.pools[stream] for place in run.scenario.places.values() if stream in place.pools]
    found["already_done"].done = float(sum(pool.already_done for pool in pools))
    return dict(found)


def standing_missing(run: VerifiedRun) -> Counter[str]:
    """Crew members missing in standing shifts, per post: to the size of the crew, or to its officers if more."""
    crews = {(row.date, row.shift, row.post): (row.officers, row.helpers) for row in run.plan.openings}
    missing: Counter[str] = Counter()
    calendar = CalendarView(run.scenario)
    for post_id, post in run.scenario.posts.items():
        for day, shift in calendar.standing_shifts(post):
            officers, helpers = crews.get((day, shift, post_id), (0, 0))
            missing[post_id] += max(post.crew.size - officers - helpers, post.crew.officers - officers, 0)
    return missing


def mobilised(run: VerifiedRun, stream: str) -> float:
    """People whom organisations bring to the desks by the day to finish by."""
    finish_by = run.scenario.campaign.finish_by
    return sum(row.mobilised_arrivals for row in run.plan.openings if row.stream == stream and row.date <= finish_by)


def _desk(run: VerifiedRun, day: date, shift: str) -> str:
    if run.scenario.shifts[shift].is_evening:
        return "evening"
    return "rest_day" if CalendarView(run.scenario).is_rest_day(day) else "weekday"


def _add(source: Source, place: str, done: float) -> None:
    source.shifts += 1
    source.by_place[place] += 1
    source.done += done
