"""Shifts whose times were changed while the people who come in them were not.

Arrivals are probabilities of a whole shift: an evening that ends at 20:00 instead of 22:00 cannot be expected to bring
as many people. Whoever changes the one has to look at the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.explain.precheck.shortage import Shortage, Situation
from optimizer.scenario.layers.changes import Change
from optimizer.texts import shortages as texts
from optimizer.world.calendar import MINUTES_PER_DAY


@dataclass(slots=True)
class _Times:
    """Start and end of a shift before and after."""

    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    origin: str = ""


def shift_time_shortages(situation: Situation, changes: Sequence[Change]) -> Iterator[Shortage]:
    """Shifts that got longer or shorter than in the base of the scenario, with the arrivals of the base."""
    world = situation.world
    for shift, times in _changed_times(changes).items():
        if any(_is_arrival(change, shift) for change in changes) or shift not in situation.scenario.shifts:
            continue
        own = situation.scenario.shifts[shift]
        now = {"start": f"{own.start:%H:%M}", "end": f"{own.end:%H:%M}"}
        before = now | times.before
        required, available = (_hours(each["start"], each["end"]) for each in (before, now))
        if required == available:
            continue
        what = texts.ARRIVALS_UNCHANGED(**{f"{name}_before": before[name] for name in now}, **now)
        yield Shortage(
            argument="shift_times",
            subjects={"shift": shift},
            where=texts.SHIFT_CHANGED(origin=times.origin, shift=own.name),
            first_day=world.days[0].date,
            last_day=world.days[-1].date,
            required=required,
            available=available,
            measure=texts.HOURS,
            what=what,
            remedy=texts.CHANGE_ARRIVALS(shift=shift),
        )


def _changed_times(changes: Sequence[Change]) -> dict[str, _Times]:
    found: dict[str, _Times] = {}
    for change in changes:
        section, *path = change.path.split(".")
        if section == "shifts" and len(path) == 2 and path[1] in ("start", "end") and change.old is not None:
            times = found.setdefault(path[0], _Times())
            times.before[path[1]] = str(change.old)
            times.origin = change.origin
    return found


def _is_arrival(change: Change, shift: str) -> bool:
    return change.path.startswith("turnout.") and ".arrival" in change.path and change.path.endswith(f".{shift}")


def _hours(start: str, end: str) -> float:
    first, last = (60 * int(hours) + int(minutes) for hours, minutes in (each.split(":") for each in (start, end)))
    return ((last - first) % MINUTES_PER_DAY or MINUTES_PER_DAY) / 60
