"""What of a scenario results are held against: its days, its places, and how many people can be done at each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.errors import Diagnostic
from optimizer.run.actuals import WHOLE_DAY, ActualRow
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.campaign import Campaign
from optimizer.scenario.schema.work import SchoolVisits
from optimizer.texts.diagnostics import records as texts
from optimizer.track.names import Directory, places_of, shifts_of, streams_of
from optimizer.track.totals import PlaceStream, day_totals
from optimizer.world.plan import OpeningRow, VisitRow

Eligible = Sequence[tuple[date, int]]
"""People, and the first day from which they can be done; in order of these days."""


@dataclass(frozen=True, slots=True)
class Served:
    """The campaign that results are of."""

    campaign: Campaign
    places: Directory
    streams: Directory
    shifts: Directory
    people: Mapping[PlaceStream, Eligible]
    """Who can be done from the first day on, by place and stream."""

    def people_by(self, subject: PlaceStream, day: date) -> int:
        """How many people can have been done by the end of a day, since the first."""
        return sum(count for since, count in self.people[subject] if since <= day)


def served_by(scenario: Scenario) -> Served:
    """What results of a scenario are held against."""
    people: dict[PlaceStream, list[tuple[date, int]]] = defaultdict(list)
    first = scenario.campaign.first_day
    for name, place in scenario.places.items():
        for stream, pool in place.pools.items():
            people[name, stream].append((first, pool.people - pool.already_done))
    for visits in scenario.visits.values():
        if isinstance(visits, SchoolVisits):
            stream = scenario.teams[visits.team].stream
            for name in visits.places:
                if (name, stream) not in people:
                    people[name, stream] = sorted(_pupils(scenario, visits, name))
    return Served(scenario.campaign, places_of(scenario), streams_of(scenario), shifts_of(scenario), dict(people))


def _pupils(scenario: Scenario, visits: SchoolVisits, place: str) -> Iterator[tuple[date, int]]:
    for born, count in scenario.places[place].pupils.items():
        yield _birthday(born, visits.eligible_age_years), count


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February
        return date(born.year + years, 3, 1)


def impossible_totals(
    served: Served, rows: Iterable[ActualRow], origins: Mapping[ActualRow, str]
) -> Iterator[Diagnostic]:
    """Places of which more people are said to be done than there are, each with the row by which that is so.

    Parameters
    ----------
    served
        The campaign.
    rows
        All results that would count.
    origins
        Where those stand that are to be recorded; places that none of them is about are left out.
    """
    told = {(row.date, row.place, row.stream): origin for row, origin in origins.items()}
    done: dict[PlaceStream, int] = defaultdict(int)
    last: dict[PlaceStream, str] = {}
    over: set[PlaceStream] = set()
    for (day, *_), total in day_totals(rows).items():
        subject = (total.place, total.stream)
        done[subject] += total.done
        last[subject] = told.get((day, *subject), last.get(subject, ""))
        people = served.people_by(subject, day) if subject in served.people else 0
        if done[subject] > people and last[subject] and subject not in over:
            over.add(subject)
            what = texts.MORE_THAN_WAIT(done=done[subject], day=day, people=people)
            yield Diagnostic(last[subject], what, texts.CORRECT_COUNT)


def odd_results(
    served: Served,
    planned: Iterable[OpeningRow | VisitRow],
    rows: Iterable[ActualRow],
    origins: Mapping[ActualRow, str],
) -> Iterator[Diagnostic]:
    """What is odd about results that are to be recorded: days of nothing planned, shifts that add up to too much."""
    open_days = {(row.date, row.place, row.stream) for row in planned}
    shifts: dict[tuple[date, str, str], int] = defaultdict(int)
    whole: dict[tuple[date, str, str], ActualRow] = {}
    for row in rows:
        key = (row.date, row.place, row.stream)
        if row.shift == WHOLE_DAY:
            whole[key] = row
        else:
            shifts[key] += row.done
    for row, origin in origins.items():
        key = (row.date, row.place, row.stream)
        if open_days and key not in open_days and row.done:
            names = {"place": served.places.ids[row.place], "stream": served.streams.ids[row.stream]}
            yield Diagnostic(origin, texts.NOT_PLANNED(day=row.date, **names), texts.COUNTS_ALL_THE_SAME)
        if key in whole and shifts[key] > whole[key].done:
            what = texts.SHIFTS_ADD_UP(shifts=shifts[key], day=whole[key].done)
            yield Diagnostic(origin, what, texts.DAY_COUNTS)
