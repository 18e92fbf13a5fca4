"""How sure a plan is: the first line of every surface, and what its simulation says of places, causes and desks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from optimizer.acceptance.outcome import ChanceOutcome, Odds, StreamOutcome, outcome_of
from optimizer.publish.content.lookups import place_name
from optimizer.publish.content.publication import Publication
from optimizer.run.record import RunRecord
from optimizer.run.simulation import DISTRICT, SOURCES, CauseRecord, DeskRecord, Simulation
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents, terminal
from optimizer.texts import simulation as words
from optimizer.texts.formats import TOLERANCE, Texts
from optimizer.world.plan import SimulationRow

MOST_CAUSES = 5
"""Places of one stream that fail first."""
MOST_DESKS = 5
JUDGED_COLUMN = 6
"""Of the figures of places, the chance that decides on :attr:`PlaceChances.odds`, counted from 0."""


def chance_line(texts: Texts, scenario: Scenario, record: RunRecord, simulation: Simulation | None) -> str:
    """The first line of every surface: how probable each stream's target is, the least probable first.

    Parameters
    ----------
    texts
        The reader's language.
    scenario, record
        Of the run.
    simulation
        Of the run, if it was simulated.
    """
    if record.chances is None:
        return texts(words.NO_CHANCE_KNOWN if scenario.uncertainty is None else words.NOT_SIMULATED)
    parts = [_of_stream(texts, scenario, stream, chance) for stream, chance in outcome_of(record).least_sure_first]
    if simulation is not None and simulation.record.replications < simulation.record.asked:
        campaigns, asked = map(texts.number, (simulation.record.replications, simulation.record.asked))
        is_late = any(each.what == "simulation" for each in record.cut_short or ())
        told = words.TIME_WAS_UP if is_late and record.status == "complete" else words.STOPPED_EARLY
        parts.append(texts(told, campaigns=campaigns, asked=asked))
    return "; ".join(parts or [texts(words.NOTHING_TO_REACH)])


def _of_stream(texts: Texts, scenario: Scenario, stream: StreamOutcome, chance: ChanceOutcome) -> str:
    described, late, early = scenario.campaign.streams[stream.stream], chance.last_day, chance.finish_by
    return texts(
        words.CHANCE_OF_STREAM,
        stream=described.name,
        target=texts.number(late.target),
        unit=described.unit,
        last_day=texts.short_day(late.date),
        chance=texts.chance(late.chance),
        median=texts.people(late.median),
        finish_by=texts.short_day(early.date),
        early=texts.chance(early.chance),
    )


ChanceDay: TypeAlias = SimulationRow
"""What campaigns come to by the end of a day, beside what is planned."""


@dataclass(frozen=True, slots=True)
class PlaceChances:
    """One place in one stream, or all of them together."""

    label: str
    target: float
    planned: float
    """By the last day, as the two figures that follow."""
    row: SimulationRow
    chance: ChanceOutcome
    reached: date | None
    """Day on which the target is reached in the middle one of the campaigns."""
    cause: str
    """What keeps it most from being reached; nothing if nothing does."""

    @property
    def odds(self) -> Odds:
        """How sure it is."""
        return self.chance.odds

    def cells(self, texts: Texts) -> list[str]:
        """Below :func:`chance_headings`."""
        late, early = self.chance.last_day, self.chance.finish_by
        return [
            self.label,
            texts.number(self.target),
            texts.people(self.planned),
            texts.people(self.row.q50),
            f"{texts.people(self.row.q05)}–{texts.people(self.row.q95)}",
            texts.chance(early.chance),
            texts.chance(late.chance),
            texts(terminal.NEVER) if late.asked is None else texts.chance(late.asked),
            texts(terminal.NEVER) if self.reached is None else texts.day(self.reached),
        ]


@dataclass(frozen=True, slots=True)
class StreamChances:
    """One stream: its places, then all of them."""

    stream: str
    name: str
    unit: str
    places: tuple[PlaceChances, ...]
    whole: PlaceChances
    together: str
    """How probable it is that every place reaches its own target."""
    by_day: tuple[ChanceDay, ...]
    """What all places come to."""


def stream_chances(texts: Texts, publication: Publication) -> tuple[StreamChances, ...]:
    """What was simulated of each stream with a target, in order of the scenario."""
    simulation, streams = publication.simulation, publication.scenario.campaign.streams
    if simulation is None:
        return ()
    found = outcome_of(publication.record).streams
    known = {stream.stream: (stream, stream.chance) for stream in found}
    return tuple(
        _stream_chances(texts, publication, simulation, outcome, chance)
        for name in streams
        for outcome, chance in [known.get(name, (None, None))]
        if outcome is not None and chance is not None
    )


def _stream_chances(
    texts: Texts, publication: Publication, simulation: Simulation, outcome: StreamOutcome, whole: ChanceOutcome
) -> StreamChances:
    described = publication.scenario.campaign.streams[outcome.stream]
    last = {row.place: row for row in simulation.rows if row.stream == outcome.stream}
    finish = {entry.place: entry.q50 for entry in simulation.record.finish_dates if entry.stream == outcome.stream}

    causes = {cause.place: cause for cause in simulation.record.causes if cause.stream == outcome.stream}

    def chances(place: str, chance: ChanceOutcome) -> PlaceChances:
        row, target = last[place], chance.last_day.target
        label = _label(texts, publication, place)
        cause = _main_cause(texts, causes[place]) if place in causes else ""
        return PlaceChances(label, target, row.planned, row, chance, finish.get(place), cause)

    return StreamChances(
        stream=outcome.stream,
        name=described.name,
        unit=described.unit,
        places=tuple(chances(place, chance) for place, chance in outcome.chances.items()),
        whole=chances(DISTRICT, whole),
        together=_together(texts, simulation, outcome),
        by_day=tuple(row for row in simulation.rows if (row.stream, row.place) == (outcome.stream, DISTRICT)),
    )


def _label(texts: Texts, publication: Publication, place: str) -> str:
    return texts(documents.ALL_PLACES) if place == DISTRICT else place_name(publication.scenario, place)


def _together(texts: Texts, simulation: Simulation, outcome: StreamOutcome) -> str:
    chances = {chance.by: chance for chance in simulation.record.all_places if chance.stream == outcome.stream}
    late, early = chances["last_day"], chances["finish_by"]
    return texts(
        words.ALL_PLACES,
        count=texts.number(len(outcome.chances)),
        chance=texts.chance(late.chance),
        early=texts.chance(early.chance),
        last_day=texts.short_day(late.date),
        finish_by=texts.short_day(early.date),
    )


def chance_headings(texts: Texts, publication: Publication) -> list[str]:
    """Of the places' figures."""
    campaign = publication.scenario.campaign
    late, early = (texts.short_day(day) for day in (campaign.last_day, campaign.finish_by))
    return [
        texts(documents.PLACE),
        texts(documents.TARGET),
        texts(words.PLANNED_BY, day=late),
        texts(words.MEDIAN),
        texts(words.NINETY),
        texts(words.CHANCE_BY, day=early),
        texts(words.CHANCE_BY, day=late),
        texts(words.ASKED),
        texts(words.REACHED_MEDIAN),
    ]


def cause_title(texts: Texts, publication: Publication) -> str:
    """What the table of causes is about."""
    assert publication.simulation is not None
    count = publication.simulation.record.cause_replications
    day = texts.short_day(publication.scenario.campaign.last_day)
    return texts(words.CAUSES, day=day, campaigns=texts.number(count))


def cause_headings(texts: Texts) -> list[str]:
    """Of the causes."""
    sources = (words.SOURCES[source] for source in SOURCES)
    return [texts(heading) for heading in (documents.PLACE, documents.STREAM, words.CHANCE, *sources, words.MAIN_CAUSE)]


def cause_cells(texts: Texts, publication: Publication) -> list[list[str]]:
    """The places of each stream that fail first, then its district: chances without each source by itself."""
    if publication.simulation is None:
        return []
    causes = publication.simulation.record.causes
    return [
        _cause(texts, publication, cause)
        for stream in publication.scenario.campaign.streams
        for is_district in (False, True)
        for cause in [c for c in causes if c.stream == stream and (c.place == DISTRICT) == is_district][:MOST_CAUSES]
    ]


def _cause(texts: Texts, publication: Publication, cause: CauseRecord) -> list[str]:
    streams = publication.scenario.campaign.streams
    chances = (cause.chance, *(cause.without[source] for source in SOURCES))
    names = _label(texts, publication, cause.place), streams[cause.stream].name
    return [*names, *map(texts.chance, chances), _main_cause(texts, cause)]


def _main_cause(texts: Texts, cause: CauseRecord) -> str:
    if cause.planned < cause.target - TOLERANCE:
        return texts(words.PLANNED_SHORT)
    return texts(words.NO_CAUSE if cause.main is None else words.SOURCES[cause.main])


def desk_headings(texts: Texts) -> list[str]:
    """Of the desks."""
    headings = (words.DESK, words.SHIFT, words.CAME, words.SERVED, words.QUEUEING, words.TURNED_AWAY, words.WAIT)
    return [texts(heading) for heading in headings]


def desk_cells(texts: Texts, publication: Publication) -> Iterator[list[str]]:
    """The desks where most people leave unserved, by shift of the day; those where nobody does are left out."""
    if publication.simulation is None:
        return
    scenario = publication.scenario
    busiest = sorted(publication.simulation.record.desks, key=_unserved, reverse=True)[:MOST_DESKS]
    for desk in filter(_unserved, busiest):
        figures = (desk.came, desk.served, desk.queueing, desk.turned_away, desk.wait_minutes)
        names = scenario.posts[desk.post].name, scenario.shifts[desk.shift].name
        yield [*names, *(texts.number(figure, 1) for figure in figures)]


def _unserved(desk: DeskRecord) -> float:
    return desk.queueing + desk.turned_away


def basis(texts: Texts, publication: Publication) -> str:
    """How many campaigns the chances rest on."""
    assert publication.simulation is not None
    record = publication.simulation.record
    return texts(words.BASIS, campaigns=texts.number(record.replications), seed=record.seed)
