"""The form in which desks report: a row for each day, place and stream that is planned open, to be filled in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from optimizer.publish.content.publication import Publication
from optimizer.texts.tracking import RESULT_COLUMNS
from optimizer.world.plan import OpeningRow, VisitRow


@dataclass(frozen=True, slots=True)
class FormRow:
    """What is planned of one place and stream on one day."""

    date: date
    place: str
    """Its name; its id where the name is not its alone."""
    stream: str
    planned: float
    """People expected to be done."""


@dataclass(frozen=True, slots=True)
class ResultsForm:
    """The form, and what may be written in its columns."""

    headings: Mapping[str, str]
    """Of each column of a report."""
    rows: tuple[FormRow, ...]
    places: tuple[str, ...]
    streams: tuple[str, ...]
    shifts: tuple[str, ...]


def results_form(publication: Publication) -> ResultsForm:
    """The form of a plan, in the language of its documents."""
    scenario = publication.scenario
    places = _names({name: place.name for name, place in scenario.places.items()})
    streams = _names({name: stream.name for name, stream in scenario.campaign.streams.items()})
    shifts = _names({name: shift.name for name, shift in scenario.shifts.items()})
    planned: dict[tuple[date, str, str], float] = defaultdict(float)
    rows: tuple[OpeningRow | VisitRow, ...] = (*publication.plan.openings, *publication.plan.visits)
    for row in rows:
        planned[row.date, row.stream, row.place] += row.expected_done
    order = {name: number for number, name in enumerate((*streams, *places))}
    keys = sorted(planned, key=lambda key: (key[0], order[key[1]], order[key[2]]))
    served = {place for _, _, place in keys}
    return ResultsForm(
        headings={column: publication.texts(text) for column, text in RESULT_COLUMNS.items()},
        rows=tuple(FormRow(key[0], places[key[2]], streams[key[1]], planned[key]) for key in keys),
        places=tuple(told for name, told in places.items() if name in served),
        streams=tuple(streams.values()),
        shifts=tuple(shifts.values()),
    )


def _names(names: Mapping[str, str]) -> dict[str, str]:
    counts = Counter(names.values())
    return {name: told if counts[told] == 1 else name for name, told in names.items()}
