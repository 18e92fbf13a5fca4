"""What ``catruc record`` prints: how much was new, of each file, and where it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from optimizer.texts import tracking as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.workflows.record import RecordedFile, RecordedResults


class RecordText:
    """What was recorded, in words.

    Parameters
    ----------
    recorded, language
        What was recorded, and the reader's language.
    """

    def __init__(self, recorded: RecordedResults, language: Language) -> None:
        self.recorded, self.texts = recorded, Texts(language)

    def verdict(self) -> str:
        """One line: how many rows are new."""
        added = sum(file.added + file.corrected + file.withdrawn for file in self.recorded.files)
        return self.texts(words.RECORDED, added=added) if added else self.texts(words.NOTHING_NEW)

    def lines(self) -> Iterator[str]:
        """The verdict, a line for each file, who recorded it and where."""
        yield self.verdict()
        for file in self.recorded.files:
            yield self.texts(words.RECORDED_FILE, **_told(file))
        by = self.recorded.by or self.texts(words.NOBODY)
        yield self.texts(words.RECORDED_BY, by=by, folder=self.recorded.journal)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        return {
            "verdict": self.verdict(),
            "files": [_told(file) for file in self.recorded.files],
            "by": self.recorded.by,
            "journal": str(self.recorded.journal),
            "notices": [notice.to_json(self.texts.language) for notice in self.recorded.notices],
        }


def _told(file: RecordedFile) -> dict[str, Any]:
    return {field.name: getattr(file, field.name) for field in fields(file)} | {"file": str(file.file)}
