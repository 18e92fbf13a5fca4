"""What ``catruc simulate`` prints: the chances first, then who is likely to fail and why."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.run.chances import ChanceRecord
from optimizer.scenario.schema import Scenario
from optimizer.simulate.causes import SWITCHED_OFF
from optimizer.simulate.files import simulation_record
from optimizer.simulate.metrics import DISTRICT, MEDIAN, Progress
from optimizer.simulate.study import MOST_WITHOUT, Cause, Simulation
from optimizer.texts import documents, terminal
from optimizer.texts import simulation as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language

MOST_CAUSES = 5
"""Places of one stream that fail first."""
MOST_DESKS = 5
_NOISE = 1e-6


class SimulateText:
    """A simulation in words."""

    def __init__(self, scenario: Scenario, simulation: Simulation, directory: Path, language: Language) -> None:
        self.scenario, self.simulation, self.directory = scenario, simulation, directory
        self.texts = Texts(language)
        self.campaign = scenario.campaign
        self.chances = {(chance.stream, chance.place, chance.by): chance for chance in simulation.chances}

    def verdict(self) -> str:
        """One line: the chance of each stream by the last day and by the day to finish by."""
        parts = [self._of_stream(stream) for stream in dict.fromkeys(chance.stream for chance in self.chances.values())]
        if self.simulation.campaigns < self.simulation.asked:
            count = {"campaigns": self.simulation.campaigns, "asked": self.simulation.asked}
            told = {name: self.texts.number(number) for name, number in count.items()}
            parts.append(self.texts(words.STOPPED_EARLY, **told))
        return "; ".join(parts)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        return {
            "verdict": self.verdict(),
            "directory": str(self.directory),
            **simulation_record(self.simulation),
        }

    def lines(self) -> Iterator[str]:
        """The verdict, a table for each stream, what fails first, the longest queues, and where the files are."""
        yield self.verdict()
        for stream in self.campaign.streams:
            places = [progress for progress in self.simulation.progress if progress.goal.stream == stream]
            if places:
                yield ""
                yield from self._places(stream, places)
        yield from self._causes()
        yield from self._desks()
        yield ""
        campaigns = self.texts.number(self.simulation.campaigns)
        yield self.texts(words.BASIS, campaigns=campaigns, seed=self.simulation.seed)
        yield self.texts(words.FILES, directory=self.directory)

    def _of_stream(self, stream: str) -> str:
        late, early = (self.chances[stream, DISTRICT, by] for by in ("last_day", "finish_by"))
        return self.texts(
            words.CHANCE_OF_STREAM,
            stream=self.campaign.streams[stream].name,
            target=self.texts.number(late.target),
            unit=self.campaign.streams[stream].unit,
            last_day=self.texts.short_day(late.date),
            chance=chance_text(self.texts, late.chance),
            median=self.texts.people(late.median),
            finish_by=self.texts.short_day(early.date),
            early=chance_text(self.texts, early.chance),
        )

    def _places(self, stream: str, places: list[Progress]) -> Iterator[str]:
        described = self.campaign.streams[stream]
        late, early = (self.texts.short_day(day) for day in (self.campaign.last_day, self.campaign.finish_by))
        yield f"{described.name} ({described.unit})"
        headings = [
            self.texts(documents.PLACE),
            self.texts(documents.TARGET),
            self.texts(words.PLANNED_BY, day=late),
            self.texts(words.MEDIAN),
            self.texts(words.NINETY),
            self.texts(words.CHANCE_BY, day=early),
            self.texts(words.CHANCE_BY, day=late),
            self.texts(words.REACHED_MEDIAN),
        ]
        yield from table(headings, [self._place(progress) for progress in places])
        together = {chance.by: chance for chance in self.simulation.together if chance.stream == stream}
        yield self.texts(
            words.ALL_PLACES,
            count=len(places) - 1,
            chance=chance_text(self.texts, together["last_day"].chance),
            early=chance_text(self.texts, together["finish_by"].chance),
            last_day=late,
            finish_by=early,
        )

    def _place(self, progress: Progress) -> list[str]:
        goal = progress.goal
        last = next(
            row for row in reversed(self.simulation.rows) if (row.place, row.stream) == (goal.place, goal.stream)
        )
        by_day = [self.chances[goal.stream, goal.place, by] for by in ("finish_by", "last_day")]
        median = progress.finish[MEDIAN]
        return [
            self._name(goal.place),
            self.texts.number(goal.target),
            self.texts.people(last.planned),
            self.texts.people(last.q50),
            f"{self.texts.people(last.q05)}–{self.texts.people(last.q95)}",
            *(self._of_place(chance) for chance in by_day),
            self.texts(terminal.NEVER) if median is None else self.texts.day(median),
        ]

    def _of_place(self, chance: ChanceRecord) -> str:
        return chance_text(self.texts, chance.chance)

    def _name(self, place: str) -> str:
        return self.texts(documents.ALL_PLACES) if place == DISTRICT else self.scenario.places[place].name

    def _causes(self) -> Iterator[str]:
        causes = [
            cause
            for stream in self.campaign.streams
            for is_district in (False, True)
            for cause in self._first(stream, is_district=is_district)
        ]
        if not causes:
            return
        yield ""
        day = self.texts.short_day(self.campaign.last_day)
        campaigns = self.texts.number(min(self.simulation.campaigns, MOST_WITHOUT))
        yield self.texts(words.CAUSES, day=day, campaigns=campaigns)
        headings = [documents.PLACE, documents.STREAM, words.CHANCE, *words.SOURCES.values(), words.MAIN_CAUSE]
        yield from table([self.texts(heading) for heading in headings], [self._cause(cause) for cause in causes])

    def _first(self, stream: str, *, is_district: bool) -> list[Cause]:
        """The places of a stream that fail first, or the district."""
        found = [cause for cause in self.simulation.causes if cause.stream == stream]
        return [cause for cause in found if (cause.place == DISTRICT) == is_district][:MOST_CAUSES]

    def _cause(self, cause: Cause) -> list[str]:
        if cause.planned < cause.target - _NOISE:
            main = self.texts(words.PLANNED_SHORT)
        else:
            main = self.texts(words.NO_CAUSE if cause.main is None else words.SOURCES[cause.main])
        chances = (cause.chance, *(cause.without[source] for source in SWITCHED_OFF))
        stream = self.campaign.streams[cause.stream].name
        return [self._name(cause.place), stream, *(chance_text(self.texts, chance) for chance in chances), main]

    def _desks(self) -> Iterator[str]:
        busiest = sorted(self.simulation.desks, key=lambda desk: -desk.turned_away)[:MOST_DESKS]
        if not any(desk.turned_away for desk in busiest):
            return
        yield ""
        yield self.texts(words.DESKS)
        headings = (words.DESK, words.SHIFT, words.CAME, words.SERVED, words.TURNED_AWAY, words.WAIT)
        rows = [
            [
                self.scenario.posts[desk.post].name,
                self.scenario.shifts[desk.shift].name,
                *(
                    self.texts.number(value, 1)
                    for value in (desk.came, desk.served, desk.turned_away, desk.wait_minutes)
                ),
            ]
            for desk in busiest
        ]
        yield from table([self.texts(heading) for heading in headings], rows)


def chance_text(texts: Texts, chance: float) -> str:
    """A chance in whole per cent, cut; what is neither sure nor ruled out is never told as if it were."""
    if 0.0 < chance < 0.01:
        return "<\u202f1\u202f%"
    if 0.99 < chance < 1.0:
        return ">\u202f99\u202f%"
    return f"{texts.number(math.floor(chance * 100 + _NOISE))}\u202f%"
