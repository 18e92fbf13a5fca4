"""What ``catruc replan --alternatives`` prints: a row for each way to change least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.texts import revisions as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.workflows.alternatives import Alternative
from optimizer.workflows.replan import Replanned


class AlternativesText:
    """The ways in words."""

    def __init__(self, found: Replanned, language: Language) -> None:
        self.found, self.texts = found, Texts(language)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        return {
            "verdict": self.verdict(),
            "directory": str(self.found.directory),
            "alternatives": [asdict(each) for each in self.found.alternatives],
            "ways": [asdict(each) for each in self.found.ways],
        }

    def verdict(self) -> str:
        """One line: what is held beside each other."""
        return self.texts(words.ALTERNATIVES if self.found.alternatives else words.WAYS_ON)

    def lines(self) -> Iterator[str]:
        """A row for each, and how to choose one."""
        yield self.verdict()
        if self.found.alternatives:
            yield ""
            yield from self._alternatives()
        if self.found.ways:
            if self.found.alternatives:
                yield ""
                yield self.texts(words.WAYS_ON)
            yield ""
            yield from self._ways()

    def _ways(self) -> Iterator[str]:
        headings = (words.WAY_ON, words.DUTIES, words.PEOPLE, words.BURDEN, words.MISSING, words.LACKING)
        rows = [
            [
                self.texts(words.WAYS[each.way]) + (f" {self.texts(words.IS_TAKEN)}" if each.is_taken else ""),
                self.texts.number(each.duties),
                self.texts.number(each.people),
                self.texts.number(each.burden, 2),
                self.texts.missing(each.missing),
                self.texts.missing(each.lacking),
            ]
            for each in self.found.ways
        ]
        yield from table([self.texts(heading) for heading in headings], rows)

    def _name(self, alternative: Alternative) -> str:
        """What is fewest, and whether another one comes to the same roster."""
        fewest = self.texts(words.FEWEST[alternative.fewest])
        if alternative.same_as is None:
            return fewest
        return self.texts(words.SAME_AS, fewest=fewest, other=self.texts(words.FEWEST[alternative.same_as]))

    def _alternatives(self) -> Iterator[str]:
        headings = (
            words.CHANGED_LEAST,
            words.DUTIES,
            words.PEOPLE,
            words.BURDEN,
            words.PRICE,
            words.CLOSED_DUTIES,
            words.PROVED,
        )
        rows = [
            [
                self._name(each),
                self.texts.number(each.duties),
                self.texts.number(each.people),
                self.texts.number(each.burden, 2),
                self.texts.number(each.price, 1),
                self.texts.number(each.closed),
                self.texts(words.YES if each.is_proved else words.NO),
            ]
            for each in self.found.alternatives
        ]
        yield from table([self.texts(heading) for heading in headings], rows)
        yield ""
        yield self.texts(words.CHOOSE, command="catruc replan … --fewest duties|people|burden")
