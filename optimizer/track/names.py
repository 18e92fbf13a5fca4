"""What desks write for a column, a place, a stream or a shift: ids, names, codes, with accents or without."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from optimizer.scenario.schema import Scenario
from optimizer.texts.messages import LANGUAGES
from optimizer.texts.tracking import RESULT_COLUMNS

_OTHER_HEADINGS = {
    "date": ("ngày tháng", "ngày báo cáo", "day"),
    "place": ("nơi", "xã", "xã, thị trấn", "đơn vị", "nơi làm", "địa bàn", "commune"),
    "stream": ("loại", "việc", "loại việc", "công việc", "loại công việc", "nội dung công việc"),
    "shift": ("ca trực",),
    "done": ("hoàn thành", "đã hoàn thành", "đã thực hiện", "thực hiện", "số lượng"),
    "came": ("đã đến", "đến", "số người đã đến", "lượt người", "arrivals"),
    "failed": ("chưa xong", "không thành", "không làm được"),
    "turned_away": ("chưa được phục vụ", "phải ra về", "quay về"),
    "officers_absent": ("vắng", "số cán bộ vắng", "absent"),
}
"""What desks also call the columns."""


def plain(text: str) -> str:
    """A text without capitals, accents, underscores and signs, by which names are recognised."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("_", " "))
    letters = "".join(sign if sign.isalnum() else " " for sign in parts if not unicodedata.combining(sign))
    return " ".join(letters.split())


_WRITTEN = {
    column: (column, *_OTHER_HEADINGS[column], *(text.in_language(spoken) for spoken in LANGUAGES))
    for column, text in RESULT_COLUMNS.items()
}
HEADINGS: Mapping[str, str] = {plain(name): column for column, names in _WRITTEN.items() for name in names}
"""Headings that are read, plain, to the column that each means."""
AS_WRITTEN: Mapping[str, str] = {plain(name): name for names in _WRITTEN.values() for name in names}
"""The same to how people write them."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The things of one kind by whatever they are called."""

    ids: Mapping[str, str]
    """Id to name."""
    known: Mapping[str, tuple[str, ...]]
    """What may be written, plain, to the ids that it may mean."""
    names: tuple[str, ...] = ()
    """What may be written, as people write it."""

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that a text may mean, one of them if it is clear; an id means itself."""
        return (text,) if text in self.ids else self.known.get(plain(text), ())


def places_of(scenario: Scenario) -> Directory:
    """Places by their names, and by that of the only unit at home there."""
    called = {name: [place.name] for name, place in scenario.places.items()}
    for unit in scenario.units.values():
        at_home = [other.name for other in scenario.units.values() if other.place == unit.place]
        called[unit.place] += at_home if len(at_home) == 1 else []
    return _directory({name: place.name for name, place in scenario.places.items()}, called)


def streams_of(scenario: Scenario) -> Directory:
    """Streams by their names."""
    names = {name: stream.name for name, stream in scenario.campaign.streams.items()}
    return _directory(names, {name: [told] for name, told in names.items()})


def shifts_of(scenario: Scenario) -> Directory:
    """Shifts by their names and codes."""
    names = {name: shift.name for name, shift in scenario.shifts.items()}
    return _directory(names, {name: [shift.name, shift.code] for name, shift in scenario.shifts.items()})


def _directory(names: Mapping[str, str], called: Mapping[str, Iterable[str]]) -> Directory:
    known: dict[str, dict[str, None]] = {}
    for name, others in called.items():
        for text in (name, *others):
            known.setdefault(plain(text), {})[name] = None
    written = dict.fromkeys(text for others in called.values() for text in others)
    return Directory(names, {text: tuple(ids) for text, ids in known.items()}, tuple(written))
