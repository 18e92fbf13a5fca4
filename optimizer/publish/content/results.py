"""What a plan is expected to reach: results per stream and place, drawn from its rows.

Published figures are restated, and none is computed beyond sums, shares and ranks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from optimizer.acceptance.outcome import is_met
from optimizer.publish.content.lookups import place_name
from optimizer.publish.content.publication import Publication
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.world.plan import ProgressRow


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """What one place is expected to reach in one stream (persons)."""

    place: str
    label: str
    """Name of the unit that answers for the place, or of the place."""
    target: float
    judged: float
    """Expected on the day the place is judged."""
    by_finish: float
    """Expected by ``finish_by``."""
    last: float
    """Expected on the last day."""
    rank: int
    """1 for the highest share; equal shares have equal ranks."""
    curve: tuple[float, ...]
    """Expected cumulative figure of each campaign day."""

    @property
    def share(self) -> float:
        """Share of the target on the judging day."""
        return self.judged / self.target

    @property
    def is_met(self) -> bool:
        """Whether the target is met on the judging day."""
        return is_met(self.judged, self.target)

    @property
    def remaining(self) -> float:
        """What is missing on the judging day."""
        return max(0.0, self.target - self.judged)


@dataclass(frozen=True, slots=True)
class StreamResult:
    """Results of one stream at the places of one kind: those with a pool, or schools."""

    stream: str
    name: str
    unit: str
    at_schools: bool
    judging_day: date
    """``finish_by``; for schools the last day, since the last pupils become eligible only then."""
    places: tuple[PlaceResult, ...]
    """In order of the scenario."""

    @property
    def target(self) -> float:
        """Sum of the places' targets."""
        return sum(place.target for place in self.places)

    @property
    def judged(self) -> float:
        """Expected in all places on the judging day."""
        return sum(place.judged for place in self.places)

    @property
    def last(self) -> float:
        """Expected in all places on the last day."""
        return sum(place.last for place in self.places)

    @property
    def is_met(self) -> bool:
        """Whether every place meets its target on the judging day."""
        return all(place.is_met for place in self.places)

    @property
    def is_total_met(self) -> bool:
        """Whether the sum of the targets is met on the judging day, by whichever places."""
        return is_met(self.judged, self.target)

    @property
    def by_finish(self) -> float:
        """Expected in all places by ``finish_by``."""
        return sum(place.by_finish for place in self.places)

    @property
    def share(self) -> float:
        """Share of the sum of the targets on the judging day."""
        return self.judged / self.target

    @property
    def remaining(self) -> float:
        """What the places that miss their targets lack on the judging day."""
        return sum(place.remaining for place in self.places)

    @property
    def curve(self) -> tuple[float, ...]:
        """Expected cumulative figure of all places, per campaign day."""
        return tuple(sum(values) for values in zip(*(place.curve for place in self.places), strict=True))

    def met_on(self, days: Sequence[date]) -> date | None:
        """First day on which the sum of the targets is expected to be met."""
        return next((day for day, done in zip(days, self.curve, strict=True) if is_met(done, self.target)), None)


def stream_results(publication: Publication) -> tuple[StreamResult, ...]:
    """Results per stream and kind of place, in order of the scenario; places without a target are left out."""
    scenario = publication.scenario
    curves: dict[tuple[str, bool], dict[str, list[ProgressRow]]] = defaultdict(lambda: defaultdict(list))
    for row in publication.plan.progress:
        if row.target > 0:
            is_school = scenario.places[row.place].kind == "school"
            curves[row.stream, is_school][row.place].append(row)
    results = []
    for stream in scenario.campaign.streams:
        for is_school in (False, True):
            if by_place := curves.get((stream, is_school)):
                results.append(_stream_result(scenario, stream, is_school, by_place))
    return tuple(results)


def _stream_result(
    scenario: Scenario, stream: str, is_school: bool, by_place: Mapping[str, list[ProgressRow]]
) -> StreamResult:
    texts = Texts(scenario.campaign.language)
    judging_day = scenario.campaign.last_day if is_school else scenario.campaign.finish_by
    ordered = {place: sorted(rows, key=lambda row: row.date) for place, rows in by_place.items()}
    days = CalendarView(scenario).days
    judged = {place: _reached(rows, judging_day) for place, rows in ordered.items()}
    shares = {place: round(judged[place] / rows[-1].target, 6) for place, rows in ordered.items()}
    places = tuple(
        PlaceResult(
            place=place,
            label=_answerable(scenario, place),
            target=ordered[place][-1].target,
            judged=judged[place],
            by_finish=_reached(ordered[place], scenario.campaign.finish_by),
            last=ordered[place][-1].expected_cumulative,
            rank=1 + sum(share > shares[place] for share in shares.values()),
            # Of a plan that does not verify, a day without a row stands where the one before it did.
            curve=tuple(_reached(ordered[place], day) for day in days),
        )
        for place in scenario.places
        if place in ordered
    )
    name = scenario.campaign.streams[stream].name
    name = f"{name} – {texts(documents.AT_SCHOOLS)}" if is_school else name
    return StreamResult(stream, name, scenario.campaign.streams[stream].unit, is_school, judging_day, places)


def _reached(rows: list[ProgressRow], day: date) -> float:
    """Expected cumulative figure at the end of a day; rows in order of date."""
    return next((row.expected_cumulative for row in reversed(rows) if row.date <= day), 0.0)


def _answerable(scenario: Scenario, place: str) -> str:
    units = [unit.name for unit in scenario.units.values() if unit.place == place]
    return units[0] if len(units) == 1 and scenario.places[place].kind == "commune" else place_name(scenario, place)
