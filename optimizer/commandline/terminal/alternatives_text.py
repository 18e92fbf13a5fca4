"""What ``catruc replan --alternatives`` prints: a row for each way to change least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.texts import revisions as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.workflows.replan import Replanned


class AlternativesText:
    """The ways in words."""

    def __init__(self, found: Replanned, language: Language) -> None:
        self.found, self.texts = found, Texts(language)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        rows = [asdict(each) for each in self.found.alternatives]
        return {"verdict": self.texts(words.ALTERNATIVES), "directory": str(self.found.directory), "alternatives": rows}

    def lines(self) -> Iterator[str]:
        """A row for each, and how to choose one."""
        yield self.texts(words.ALTERNATIVES)
        yield ""
        headings = (
            words.CHANGED_LEAST,
            words.DUTIES,
            words.PEOPLE,
            words.BURDEN,
            words.CLOSED_DUTIES,
            words.PROVED,
        )
        rows = [
            [
                self.texts(words.FEWEST[each.fewest]),
                self.texts.number(each.duties),
                self.texts.number(each.people),
                self.texts.number(each.burden, 2),
                self.texts.number(each.closed),
                self.texts(words.YES if each.is_proved else words.NO),
            ]
            for each in self.found.alternatives
        ]
        yield from table([self.texts(heading) for heading in headings], rows)
        yield ""
        yield self.texts(words.CHOOSE, command="catruc replan … --fewest duties|people|burden")
