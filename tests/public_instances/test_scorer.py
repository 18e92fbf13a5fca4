"""The scorer knows every hard rule of the format, its borders, and what each wish and each person short weighs."""

from __future__ import annotations

import pytest

from optimizer.public_instances.scorer import Row, score

SMALL = """\
SECTION_HORIZON
14
SECTION_SHIFTS
D,480,
N,600,D
SECTION_STAFF
An,D=14|N=2,4800,960,4,2,2,1
SECTION_DAYS_OFF
An,3
SECTION_SHIFT_ON_REQUESTS
An,4,D,5
SECTION_SHIFT_OFF_REQUESTS
An,0,D,7
SECTION_COVER
0,D,1,100,10
4,D,1,1000,10
5,N,0,100,20
"""


def drawn(days: str) -> list[Row]:
    """Rows of An from a drawing: a letter for a shift, a point for a day off."""
    return [("An", day, shift) for day, shift in enumerate(days.replace(" ", "")) if shift != "."]


def rules_broken(days: str, text: str = SMALL) -> list[str]:
    return [violation.rule for violation in score(text, drawn(days)).hard_violations]


@pytest.mark.parametrize(
    "days",
    [
        "DD..DD. .......",  # nothing out of the ordinary
        "D...DD. ......D",  # runs of one day at both ends; a weekend that ends the horizon
        ".DD..DD ....DD.",  # a day off alone at both ends
        "DDN..DD ..DDN..",  # a night after days
    ],
)
def test_lawful_rosters(days: str) -> None:
    assert rules_broken(days, SMALL.replace("4,2,2,1", "4,2,2,2")) == []


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        ("DDDD... .......", "day off"),
        ("....DDD DD.....", "MaxConsecutiveShifts"),
        ("DD..D.. .......", "MinConsecutiveShifts"),
        ("DD..DD. DD.....", "MinConsecutiveDaysOff"),
        (".......  ...ND..", "succession"),
        ("....... NNN....", "MaxShifts"),
        ("D...... .......", "MinTotalMinutes"),
        ("DD..DDD ..DDDD.", "MaxWeekends"),
    ],
)
def test_each_rule_by_itself(days: str, rule: str) -> None:
    assert rules_broken(days) == [rule]


def test_too_many_minutes() -> None:
    text = SMALL.replace("4800", "1900")
    assert rules_broken("DD..DD. .......", text) == ["MaxTotalMinutes"]


def test_a_weekend_counts_once_and_the_horizon_may_end_with_one() -> None:
    assert rules_broken(".....DD .......") == []
    assert rules_broken(".....DD .....D.", SMALL.replace("4,2,2,1", "4,1,2,1")) == ["MaxWeekends"]


def test_two_shifts_on_a_day_and_a_row_listed_twice() -> None:
    rows = drawn("DD..DD. .......")
    assert [v.rule for v in score(SMALL, [*rows, ("An", 4, "N")]).hard_violations][:1] == ["one shift a day"]
    assert [v.rule for v in score(SMALL, [*rows, rows[0]]).hard_violations] == ["one shift a day"]


def test_rows_about_nobody_and_nothing() -> None:
    rows: list[Row] = [*drawn("DD..DD. ......."), ("Zu", 0, "D"), ("An", 14, "D"), ("An", 9, "Q"), ("An", 10, "D")]
    assert [v.rule for v in score(SMALL, rows).hard_violations] == ["unknown day", "unknown shift", "unknown employee"]


def test_what_a_roster_weighs() -> None:
    # Nobody at all: the wish for day 4, and two people short.
    assert score(SMALL, []).value == 5 + 100 + 1000
    # Day 0 staffed against the wish, day 4 as wished.
    assert score(SMALL, drawn("D...D.. .......")).value == 7
    # One too many on day 5.
    assert score(SMALL, drawn("....DN. .......")).value == 100 + 20


def test_lines_may_end_in_any_way() -> None:
    assert score("\ufeff" + SMALL.replace("\n", "\r\n"), drawn("D...D..")) == score(SMALL, drawn("D...D.."))
