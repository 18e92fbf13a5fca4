"""What ``catruc simulate`` prints: the chances first, then who is likely to fail and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.publish.content.chances import (
    basis,
    cause_cells,
    cause_headings,
    cause_title,
    chance_headings,
    chance_line,
    desk_cells,
    desk_headings,
    stream_chances,
)
from optimizer.publish.content.publication import Publication
from optimizer.run.simulation import Simulation
from optimizer.texts import simulation as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language


class SimulateText:
    """A simulation in words.

    Parameters
    ----------
    publication, simulation, directory, language
        The plan, what was simulated of it, where its run lies, and the reader's language.
    """

    def __init__(self, publication: Publication, simulation: Simulation, directory: Path, language: Language) -> None:
        self.publication, self.simulation, self.directory = publication, simulation, directory
        self.texts = Texts(language)

    def verdict(self) -> str:
        """One line: the chance of each stream by the last day and by the day to finish by."""
        return chance_line(self.texts, self.publication.scenario, self.publication.record, self.simulation)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        return {"verdict": self.verdict(), "directory": str(self.directory), **self.simulation.record.to_json()}

    def lines(self) -> Iterator[str]:
        """The verdict, a table for each stream, what fails first, the longest queues, and where the files are."""
        yield self.verdict()
        for stream in stream_chances(self.texts, self.publication):
            yield ""
            yield f"{stream.name} ({stream.unit})"
            rows = [place.cells(self.texts) for place in (*stream.places, stream.whole)]
            yield from table(chance_headings(self.texts, self.publication), rows)
            yield stream.together
        if causes := cause_cells(self.texts, self.publication):
            yield ""
            yield cause_title(self.texts, self.publication)
            yield from table(cause_headings(self.texts), causes)
        if desks := list(desk_cells(self.texts, self.publication)):
            yield ""
            yield self.texts(words.DESKS)
            yield from table(desk_headings(self.texts), desks)
        yield ""
        yield basis(self.texts, self.publication)
        yield self.texts(words.FILES, directory=self.directory)
