"""How one roster becomes another: drawn rosters, and what the counts must add up to whatever the rosters are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

import pytest

from optimizer.compare.differences.roster_changes import roster_changes
from optimizer.world.plan import RosterRow

MONDAY = date(2024, 4, 8)
DAYS = [MONDAY + timedelta(days=number) for number in range(7)]
HOURS = {"M": ("morning", 7), "A": ("afternoon", 13), "E": ("evening", 18)}


def drawn(*lines: str) -> list[RosterRow]:
    """Rosters as text: an officer, then per day the shifts worked; a figure after a shift is another desk."""
    rows = []
    for line in lines:
        officer, *days = line.split()
        for number, duties in enumerate(days):
            for position, letter in enumerate(duties):
                if letter in HOURS:
                    desk = duties[position + 1 : position + 2]
                    rows.append(duty(officer, DAYS[number], letter, f"desk{desk if desk.isdigit() else ''}"))
    return rows


def duty(officer: str, day: date, letter: str, post: str) -> RosterRow:
    shift, hour = HOURS[letter]
    start = datetime(day.year, day.month, day.day, hour)
    end = start + timedelta(hours=4)
    return RosterRow(day, shift, start, end, officer, officer.title(), "unit", post, f"at_{post}", "activation", "desk")


def told(before: list[RosterRow], after: list[RosterRow]) -> list[str]:
    """Every change in short."""
    found = []
    for change in roster_changes(before, after, DAYS).changes:
        sides = [f"{row.officer}:{row.shift}@{row.post}" if row else "-" for row in (change.before, change.after)]
        found.append(f"{change.change} {' > '.join(sides)}")
    return found


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (["an M"], ["an M"], []),
        (["an M"], ["an E"], ["moved an:morning@desk > an:evening@desk"]),
        (["an M"], ["an M2"], ["moved an:morning@desk > an:morning@desk2"]),
        (["an M", "bi -"], ["an -", "bi M"], ["handed an:morning@desk > bi:morning@desk"]),
        (["an M -"], ["an - M"], ["vanishes an:morning@desk > -", "appears - > an:morning@desk"]),
        # Two officers who change shifts on one day both move; on different days they hand duties over.
        (
            ["an M", "bi E"],
            ["an E", "bi M"],
            ["moved an:morning@desk > an:evening@desk", "moved bi:evening@desk > bi:morning@desk"],
        ),
        (
            ["an M -", "bi - M"],
            ["an - M", "bi M -"],
            ["handed an:morning@desk > bi:morning@desk", "handed bi:morning@desk > an:morning@desk"],
        ),
        # The same shift is kept together first, then the same desk.
        (
            ["an MA2"],
            ["an M3E2"],
            ["moved an:morning@desk > an:morning@desk3", "moved an:afternoon@desk2 > an:evening@desk2"],
        ),
        # What is left over of a day of two duties vanishes.
        (["an MA"], ["an E"], ["moved an:morning@desk > an:evening@desk", "vanishes an:afternoon@desk > -"]),
    ],
)
def test_changes_are_told_in_the_fewest_words(before: list[str], after: list[str], changes: list[str]) -> None:
    assert told(drawn(*before), drawn(*after)) == changes


def test_only_days_that_both_cover_are_compared() -> None:
    before, after = drawn("an M M M"), drawn("an - E M")
    changes = roster_changes(before, after, DAYS[1:])
    assert [change.change for change in changes.changes] == ["moved"]
    assert changes.counts() == {"same": 1, "moved": 1}


def test_officers_are_counted_on_both_sides_of_a_duty_handed_over() -> None:
    changes = roster_changes(drawn("an M E", "bi - -"), drawn("an - E", "bi M -"), DAYS)
    assert changes.by_officer() == {"an": {"same": 1, "given": 1}, "bi": {"taken": 1}}


@pytest.mark.parametrize("seed", range(20))
def test_every_duty_is_counted_once(seed: int) -> None:
    random = Random(seed)
    days = ("-", "M", "E", "MA", "A2")
    rosters = [drawn(*(" ".join([officer, *random.choices(days, k=len(DAYS))]) for officer in "abc")) for _ in range(2)]
    changes = roster_changes(rosters[0], rosters[1], DAYS)
    counts = changes.counts()
    kept = counts["same"] + counts["moved"] + counts["handed"]
    assert (kept + counts["vanishes"], kept + counts["appears"]) == tuple(map(len, rosters))
    befores = [*changes.same, *(change.before for change in changes.changes if change.before)]
    afters = [*changes.same, *(change.after for change in changes.changes if change.after)]
    assert sorted(befores, key=repr) == sorted(rosters[0], key=repr)
    assert sorted(afters, key=repr) == sorted(rosters[1], key=repr)
    for officer in "abc":
        mine: Mapping[str, int] = changes.by_officer().get(officer, {})
        worked = [sum(row.officer == officer for row in roster) for roster in rosters]
        both = mine["same"] + mine["moved"] if mine else 0
        assert both + mine.get("given", 0) + mine.get("vanishes", 0) == worked[0]
        assert both + mine.get("taken", 0) + mine.get("appears", 0) == worked[1]
