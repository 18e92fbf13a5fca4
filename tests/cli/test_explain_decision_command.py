"""Asking why a desk is open, a team comes, people are invited: answers in both languages, refusals with the nearest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import all_files, catruc, parsed
from tests.cli.test_explain_target_command import short

__all__ = ["short"]


def test_a_desk_is_explained_shift_by_shift(short: Path) -> None:
    before = all_files(short)
    result = catruc("explain {run} --desk desk_tan_phu --date 2024-04-06 -q --lang en", run=short)
    assert result.exit_code == 0
    verdicts = [line for line in result.stdout.splitlines() if line.startswith("Điểm tan_phu, 6 Apr 2024, ")]
    assert len(verdicts) == 3
    told = [
        re.search(r": OPEN, because Xã 1 is short: (\d+) of 115 expected, (\d+) without it", each) for each in verdicts
    ]
    assert any(found and int(found[2]) < int(found[1]) < 115 for found in told)
    vietnamese = catruc("explain {run} --desk desk_tan_phu --date 06/04/2024 -q --lang vi", run=short)
    assert len(vietnamese.stdout.splitlines()) == len(result.stdout.splitlines())
    assert "MỞ, vì Xã 1 thiếu" in vietnamese.stdout
    assert all_files(short) == before


def test_invitations_are_explained_place_by_place(short: Path) -> None:
    record = parsed(catruc("explain {run} --invitations youth_union --week 2024-W15 -q --json", run=short))
    assert [each["place"] for each in record["invitations"]] == ["tan_phu", "thuan_phu"]
    assert sum(each["invited"] for each in record["invitations"]) <= 10
    assert all(each["why"] for each in record["invitations"])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("--desk desk_tan_phuu --date 2024-04-06", "'desk_tan_phu'"),
        ("--desk desk_tan_phu", "--date"),
        ("--desk desk_tan_phu --date 2024-06-01", "--date"),
        ("--desk desk_tan_phu --date 2024-04-06 --shift morningg", "'morning'"),
        ("--visit school_1 --date 2024-04-06", "school_1"),
        ("--invitations youth --week 2024-W15", "youth_union"),
        ("--invitations youth_union --week 2024-W30", "2024-W30"),
        ("--desk desk_tan_phu --visit school_1", "--visit"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_meant(short: Path, question: str, told: str) -> None:
    result = catruc(f"explain {{run}} {question} --lang en", run=short)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not result.stdout
