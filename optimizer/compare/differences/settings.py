"""What two scenarios set differently, and what of it keeps their plans from being compared as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from optimizer.scenario.reading.tree import Plain
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import scenario_data

NOT_COMPARED = frozenset({"acceptance", "baseline", "campaign.language"})
"""What judges or tells a plan and does not make it."""
LABELS = frozenset({"name", "code", "reason", "source", "rank", "position", "phone"})
"""Keys of what names things for people, in whatever language."""
GRAVE = frozenset({"days", "no_days", "streams"})
"""Obstacles that leave plans without a common measure; the others are to be borne in mind."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One value that is set differently, or the same change of one value in several entities."""

    path: str
    """Dotted; ``*`` stands for the ids of the entities."""
    before: Plain
    """``None`` if it is not set."""
    after: Plain
    count: int
    """Entities in which it is so."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that would be the same in plans that can simply be compared, and is not."""

    kind: str
    """``days``, ``no_days``, ``finish_by``, ``streams``, ``shifts``, ``officers``, ``posts`` or ``places``."""
    before: str
    after: str

    @property
    def is_grave(self) -> bool:
        """Whether the plans are not comparable as they stand."""
        return self.kind in GRAVE


def setting_changes(before: Scenario, after: Scenario) -> tuple[SettingChange, ...]:
    """Every value that differs, those alike in several entities of a section told once."""
    found: dict[tuple[str, str, str], list[tuple[str, Plain, Plain]]] = defaultdict(list)
    old, new = scenario_data(before), scenario_data(after)
    for section in dict.fromkeys([*old, *new]):
        for path, one, other in _differences((section,), old.get(section), new.get(section)):
            pattern = ".".join((path[0], "*", *path[2:]))
            if not NOT_COMPARED & {section, ".".join(path)} and not _only_tells(path, one, other):
                found[pattern, repr(one), repr(other)].append((".".join(path), one, other))
    return tuple(
        SettingChange(changes[0][0] if len(changes) == 1 else pattern, changes[0][1], changes[0][2], len(changes))
        for (pattern, _, _), changes in found.items()
    )


def obstacles(before: Scenario, after: Scenario) -> tuple[Obstacle, ...]:
    """What is other in the frame of the two, so that their figures do not mean the same."""
    return tuple(_obstacles(before, after))


def common_days(before: Scenario, after: Scenario) -> tuple[date, ...]:
    """The days that both campaigns cover."""
    first = max(before.campaign.first_day, after.campaign.first_day)
    last = min(before.campaign.last_day, after.campaign.last_day)
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def _only_tells(path: tuple[str, ...], one: Plain, other: Plain) -> bool:
    """Whether the values name or explain what is the same in both: an officer, a holiday, a day a school is closed."""
    are_texts = isinstance(one, str) and isinstance(other, str)
    if path[0] == "campaign" and path[1] in ("agency", "streams"):
        return are_texts
    return (are_texts and _is_day(path[-1])) or (path[-1] in LABELS and not isinstance(one or other, dict))


def _is_day(key: str) -> bool:
    try:
        date.fromisoformat(key)
    except ValueError:
        return False
    return True


def _differences(path: tuple[str, ...], one: Plain, other: Plain) -> Iterator[tuple[tuple[str, ...], Plain, Plain]]:
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            yield from _differences((*path, key), one.get(key), other.get(key))
    else:
        yield path, one, other


def _obstacles(before: Scenario, after: Scenario) -> Iterator[Obstacle]:
    spans = [f"{scenario.campaign.first_day} – {scenario.campaign.last_day}" for scenario in (before, after)]
    if spans[0] != spans[1]:
        yield Obstacle("days" if common_days(before, after) else "no_days", *spans)
    dates = [scenario.campaign.finish_by.isoformat() for scenario in (before, after)]
    if dates[0] != dates[1]:
        yield Obstacle("finish_by", *dates)
    sections: Mapping[str, tuple[set[str], set[str]]] = {
        "streams": (set(before.campaign.streams), set(after.campaign.streams)),
        "shifts": (_shifts(before), _shifts(after)),
        **{name: (set(getattr(before, name)), set(getattr(after, name))) for name in ("officers", "posts", "places")},
    }
    for name, (ours, theirs) in sections.items():
        if ours != theirs:
            yield Obstacle(name, _listed(ours - theirs), _listed(theirs - ours))


def _shifts(scenario: Scenario) -> set[str]:
    return {f"{name} {shift.start:%H:%M}–{shift.end:%H:%M}" for name, shift in scenario.shifts.items()}


def _listed(names: set[str]) -> str:
    """The names, the first few of many; a dash for none."""
    shown = sorted(names)[:5]
    return ", ".join(shown) + (f", … ({len(names)})" if len(names) > len(shown) else "") or "–"
