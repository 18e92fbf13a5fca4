"""Leave granted to officers who are away, in the scenario that a changed plan is for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING

from optimizer.workflows.revising import OpenRun

if TYPE_CHECKING:
    from optimizer.scenario.reading.tree import Plain
    from optimizer.track.asking import Away


def with_leave(opened: OpenRun, absences: Sequence[Away], origin: str) -> OpenRun:
    """The run with officers on leave; what is granted already is not granted twice.

    Parameters
    ----------
    opened
        As it was published.
    absences
        Who is away when.
    origin
        Where that was said.
    """
    from optimizer.scenario.changing import changed
    from optimizer.scenario.reading.tree import from_plain
    from optimizer.scenario.writing.resolved import resolved_text

    away: dict[str, set[date]] = {}
    for absence in absences:
        away.setdefault(absence.officer, set()).update(absence.days)
    leave: dict[str, dict[str, Plain]] = {}
    for officer, days in away.items():
        known = opened.scenario.officers[officer].leave
        fresh = {day for day in days if not any(each.first_day <= day <= each.last_day for each in known.values())}
        names = (name for n in count(1) if (name := f"absence_{n}") not in known)
        leave[officer] = {
            name: {"first_day": str(run[0]), "last_day": str(run[-1])}
            for name, run in zip(names, runs_of(fresh), strict=False)
        }
    granted_now: Plain = {officer: {"leave": entries} for officer, entries in leave.items() if entries}
    if not granted_now:
        return opened
    loaded = changed(opened.loaded, [lambda _: from_plain({"officers": granted_now}, origin)])
    text = resolved_text(loaded) + remarks_of(opened.text)
    return opened.with_scenario(loaded, text)


def runs_of(days: Collection[date]) -> list[list[date]]:
    """Days that follow each other, run by run."""
    ordered = sorted(days)
    begins = [n for n, day in enumerate(ordered) if n == 0 or day - ordered[n - 1] > timedelta(days=1)]
    return [ordered[begin:end] for begin, end in zip(begins, [*begins[1:], len(ordered)], strict=False)]


def remarks_of(text: str) -> str:
    """Where the values of a resolved scenario were set, as it says at its end."""
    lines = text.splitlines()
    content = max((number for number, line in enumerate(lines) if line and not line.startswith("#")), default=-1)
    remarks = [line for line in lines[content + 1 :] if line.startswith("#   ")]
    return "".join(f"{line}\n" for line in remarks)
