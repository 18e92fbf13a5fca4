"""Compares every expected figure the files claim with what was recomputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

from optimizer.texts import findings as texts
from optimizer.texts.messages import Message, Named
from optimizer.verify.burdens import Load
from optimizer.verify.discrepancies import ROW_TOLERANCE, Discrepancies
from optimizer.verify.evidence import Evidence
from optimizer.verify.forecast import Forecast, Where
from optimizer.verify.naming import named, side_by_side


@dataclass(frozen=True, slots=True)
class Goal:
    """Where one place stands in one stream: what is wanted, and what is expected at the end of each day."""

    target: float
    already_done: float
    is_school: bool
    done: Mapping[date, float]

    def by(self, day: date) -> float:
        """Persons done by the end of the day, those done before the first day included."""
        return self.already_done + sum(done for when, done in self.done.items() if when <= day)


def goals_of(evidence: Evidence, forecast: Forecast) -> dict[Where, Goal]:
    """Every place and stream with a pool, then every school that is visited with its pupils who can count."""
    goals = {
        (place_id, stream): Goal(pool.target, pool.already_done, False, forecast.done.get((place_id, stream), {}))
        for place_id, place in evidence.scenario.places.items()
        for stream, pool in place.pools.items()
    }
    for where, countable in evidence.pupils.countable.items():
        goals.setdefault(where, Goal(countable, 0.0, True, forecast.done.get(where, {})))
    return goals


def compare_figures(
    evidence: Evidence,
    forecast: Forecast,
    goals: Mapping[Where, Goal],
    loads: Mapping[str, Load],
    discrepancies: Discrepancies,
) -> None:
    """Compare openings, visits, progress and burden with what was recomputed."""
    names = partial(named, evidence.scenario)
    for opening in evidence.tables.openings:
        desk_row, desk = opening.row, asdict(forecast.desks[opening.line])
        about = side_by_side(names("posts", desk_row.post), desk_row.date, names("shifts", desk_row.shift))
        _compare_row(discrepancies, "openings.csv", opening.line, about, desk_row, desk)
    for visit in evidence.tables.visits:
        if visit.line in forecast.visits:
            row, result = visit.row, asdict(forecast.visits[visit.line])
            about = side_by_side(
                names("teams", row.team), row.date, names("shifts", row.shift), names("places", row.place)
            )
            _compare_row(discrepancies, "visits.csv", visit.line, about, row, result)
    _compare_progress(evidence, goals, discrepancies)
    for burden in evidence.tables.burden:
        load = asdict(loads[burden.row.officer])
        about = side_by_side(names("officers", burden.row.officer))
        _compare_row(discrepancies, "burden.csv", burden.line, about, burden.row, load)
    listed = {burden.row.officer for burden in evidence.tables.burden}
    for officer in loads:
        if officer not in listed:
            text = texts.NO_ROW(file="burden.csv", whom=names("officers", officer))
            discrepancies.breach("complete_rows", officer, "", text)


def progress_of(days: Iterable[date], goal: Goal) -> Iterator[tuple[date, float, float, float]]:
    """Per day: done, cumulative, and share of the target (1 if nothing is wanted)."""
    cumulative = goal.already_done
    for day in days:
        done = goal.done.get(day, 0.0)
        cumulative += done
        yield day, done, cumulative, cumulative / goal.target if goal.target else 1.0


def _compare_progress(evidence: Evidence, goals: Mapping[Where, Goal], discrepancies: Discrepancies) -> None:
    claimed = {(at.row.date, at.row.place, at.row.stream): at for at in evidence.tables.progress}
    for (place, stream), goal in goals.items():
        for day, done, cumulative, share in progress_of(evidence.almanac.days, goal):
            located = claimed.pop((day, place, stream), None)
            if located is None:
                discrepancies.breach(
                    "complete_rows", place, day, texts.NO_PROGRESS_ROW(**_where(evidence, place, stream))
                )
                continue
            recomputed = {
                "expected_done": done,
                "expected_cumulative": cumulative,
                "target": float(goal.target),
                "share": share,
            }
            about = side_by_side(*_where(evidence, place, stream).values(), day)
            _compare_row(discrepancies, "progress.csv", located.line, about, located.row, recomputed)
    for (day, place, stream), located in claimed.items():
        text = texts.NOTHING_TO_REACH(row=located.line, **_where(evidence, place, stream))
        discrepancies.breach("complete_rows", place, day, text)


def _where(evidence: Evidence, place: str, stream: str) -> dict[str, Named]:
    scenario = evidence.scenario
    return {"place": named(scenario, "places", place), "stream": named(scenario, "streams", stream)}


def _compare_row(
    discrepancies: Discrepancies, file: str, line: int, about: Message, row: object, recomputed: Mapping[str, object]
) -> None:
    pairs = {column: (getattr(row, column), value) for column, value in recomputed.items()}
    discrepancies.compare(file, line, about, pairs, ROW_TOLERANCE)
