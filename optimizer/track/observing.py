"""Reported days as observations of the turnout: what each is expected to bring, and what that depends on.

A day's expectation starts from those who still wait, as reported so far, so that one day's surprise is not the next
one's. Who waits is told apart by segment only in expectation: those who were done are taken from the segments in
proportion to who is expected to have come. The share of the arrivals that is served is the plan's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import TypeAlias

from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import CommuneVisits, HomeVisits
from optimizer.track.totals import DayTotal, PlaceStream
from optimizer.world.calendar import iso_week
from optimizer.world.plan import OpeningRow, Plan, VisitRow

Parameter: TypeAlias = tuple[str, ...]
"""Kind and ids of a factor on the turnout: ``("place", stream, place)``."""
CLOSED_ABOVE = 8.0
"""Where so many people or more were expected and nobody was done, a desk was closed: not what people do."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one place and stream brought on one day, and what it was expected to."""

    date: date
    subject: PlaceStream
    done: float
    expected: float
    fixed: float
    """Of what is expected, what does not depend on any factor."""
    slopes: Mapping[Parameter, float]
    """Expected people that each factor multiplies."""


@dataclass(frozen=True, slots=True)
class _Term:
    """People of one segment expected in one shift, and the factors on them."""

    segment: str
    people: float
    done_share: float
    """Of those who come, who is served and done at the first try."""
    factors: tuple[Parameter, ...]


class Observer:
    """Turns days into observations, given the factors so far.

    Parameters
    ----------
    scenario, plan
        The campaign as it was planned.
    totals
        What was reported, by date, place and stream.
    """

    def __init__(self, scenario: Scenario, plan: Plan, totals: Mapping[tuple[date, str, str], DayTotal]) -> None:
        self.scenario, self._totals = scenario, totals
        self._calendar = CalendarView(scenario)
        self._events: dict[PlaceStream, dict[date, list[OpeningRow | VisitRow]]] = defaultdict(
            lambda: defaultdict(list)
        )
        rows: list[OpeningRow | VisitRow] = [*plan.openings, *plan.visits]
        for row in rows:
            self._events[row.place, row.stream][row.date].append(row)
        self._invited = self._invitations(plan)
        self._last = max((day for day, *_ in totals), default=date.min)

    def observe(self, factors: Mapping[Parameter, float]) -> Iterator[Observation]:
        """Every day, place and stream that was reported and planned open; factors are logarithms, 0 if left out."""
        for subject, days in self._events.items():
            place, stream = subject
            pool = self.scenario.places[place].pools.get(stream)
            if pool is None or stream not in self.scenario.turnout:
                continue
            people = pool.people - pool.already_done
            segments = self.scenario.turnout[stream].segments
            waiting = {name: segment.share * people for name, segment in segments.items()}
            for day in sorted(day for day in days if day <= self._last):
                yield from self._day(subject, day, days[day], waiting, factors)

    def _day(
        self,
        subject: PlaceStream,
        day: date,
        rows: Sequence[OpeningRow | VisitRow],
        waiting: dict[str, float],
        factors: Mapping[Parameter, float],
    ) -> Iterator[Observation]:
        """The observation of one day, if there is one; then fewer wait."""
        slopes: dict[Parameter, float] = defaultdict(float)
        by_segment: dict[str, float] = defaultdict(float)
        fixed = expected = 0.0
        left = dict(waiting)
        for row in rows:
            # All who come in one shift come from those who wait at its beginning.
            for term in tuple(self._terms(subject, row, left)):
                factor = exp(sum(factors.get(name, 0.0) for name in term.factors))
                done = min(left[term.segment], term.people * factor) * term.done_share
                left[term.segment] -= done
                by_segment[term.segment] += done
                expected += done
                fixed += 0.0 if term.factors else done
                for name in term.factors:
                    slopes[name] += done
        total = self._totals.get((day, *subject))
        is_closed = total is not None and total.done == 0 and expected >= CLOSED_ABOVE
        if total is not None and not is_closed and expected > 0:
            yield Observation(day, subject, total.done, expected, fixed, dict(slopes))
        gone = expected if total is None else float(total.done)
        for segment, done in by_segment.items():
            waiting[segment] = max(0.0, waiting[segment] - (gone * done / expected if expected else 0.0))

    def _terms(self, subject: PlaceStream, row: OpeningRow | VisitRow, waiting: Mapping[str, float]) -> Iterator[_Term]:
        success = self.scenario.service[subject[1]].first_try_success
        if isinstance(row, VisitRow):
            yield from self._visit_terms(row, waiting, success)
            return
        place, stream = subject
        kind = self._calendar.day_type(row.date)
        came = row.own_arrivals + row.mobilised_arrivals
        served = min(1.0, row.expected_served / came) if came > 0 else 1.0
        here = self.scenario.places[place].pools[stream].turnout_factor
        for name, people in waiting.items():
            rate = self.scenario.turnout[stream].segments[name].arrival.get(kind, {}).get(row.shift, 0.0)
            own: tuple[Parameter, ...] = (
                ("all", stream),
                ("place", stream, place),
                ("segment", stream, name),
                ("day_type", stream, kind),
                ("shift", stream, row.shift),
                ("week", stream, iso_week(row.date)),
            )
            yield _Term(name, rate * here * people, served * success, own)
        for (organisation, name), invited in self._invited.get((*subject, iso_week(row.date)), {}).items():
            yield _Term(name, invited, served * success, (("organisation", organisation),))

    def _visit_terms(self, row: VisitRow, waiting: Mapping[str, float], success: float) -> Iterator[_Term]:
        for name, programme in self.scenario.visits.items():
            if row.place not in programme.places or row.team not in (programme.team, *programme.lenders):
                continue
            if isinstance(programme, CommuneVisits) and row.kind == "commune":
                came = row.eligible * row.attendance
                served = min(1.0, row.expected_served / came) if came > 0 else 1.0
                for segment, rate in programme.arrival.items():
                    own = (("all", row.stream), ("visits", name), ("week", row.stream, iso_week(row.date)))
                    yield _Term(segment, rate * waiting.get(segment, 0.0), served * success, own)
            elif isinstance(programme, HomeVisits) and row.kind == "home_visit":
                yield _Term(programme.segment, row.expected_done, 1.0, ())

    def _invitations(self, plan: Plan) -> dict[tuple[str, str, str], dict[tuple[str, str], float]]:
        """Of each place, stream and week the people expected in each open shift, by organisation and segment."""
        shifts: dict[tuple[str, str, str], int] = defaultdict(int)
        for row in plan.openings:
            shifts[row.place, row.stream, iso_week(row.date)] += 1
        found: dict[tuple[str, str, str], dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
        for quota in plan.quotas:
            where = (quota.place, quota.stream, quota.week)
            if shifts[where]:
                found[where][quota.organisation, quota.segment] += quota.expected_arrivals / shifts[where]
        return found
