"""The line on each pair of plans."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from optimizer.commandline.terminal.plan_text import PlanText
from optimizer.compare.comparison import FigureRow, compare_runs
from optimizer.compare.wording.verdicts import verdicts
from optimizer.compare.wording.words import Words
from optimizer.run.record import RunRecord
from optimizer.texts.messages import LANGUAGES
from optimizer.verify.verified_run import VerifiedRun
from tests.compare.test_page import run_of
from tests.worlds.published import publication
from tests.worlds.records import judged, stream

PLANNED = re.compile(r": ([\d,]+) of [\d,]+ [^,]*(?:, 1 of 1 places short of ([\d,]+))?;")


def told_by_plan(expected: float, missing: float) -> list[str]:
    """People expected and missing as the verdict on a plan tells them."""
    found = publication(1, 7, 4, "en")
    record = with_figures(found.record, expected, missing)
    expected_told, missing_told = PLANNED.search(
        PlanText(replace(found, record=record), Path("runs/x")).verdict()
    ).groups()
    return [expected_told, missing_told or "0"]


def with_figures(record: RunRecord, expected: float, missing: float) -> RunRecord:
    """The record of one place that expects so many and misses so many."""
    day = date(2024, 4, 5)
    places = (judged("tan_phu", "activation", expected + missing, expected, day, None),)
    return replace(record, streams={"activation": stream(missing)}, places=places)


def with_run(name: str, expected: float, missing: float) -> VerifiedRun:
    run = run_of(name)
    return replace(run, record=with_figures(run.record, expected, missing))


def cells(words: Words, row: FigureRow) -> list[str]:
    return [words.value(row.figure, value) for value in row.values]


@pytest.mark.parametrize(
    ("expected", "missing"), [(4310.7, 0.3), (4310.2, 12.999), (4309.9996, 0.0004), (29999.96, 0.04)]
)
def test_a_comparison_tells_people_as_each_plan_did(expected: float, missing: float) -> None:
    words, comparison = Words("en"), compare_runs([with_run("a", 100.0, 9.0), with_run("b", expected, missing)])
    rows = {row.figure.name: row for row in comparison.rows if row.figure.group == "targets"}
    told = told_by_plan(expected, missing)
    assert [cells(words, rows[name])[1] for name in ("stream_expected", "missing")] == told
    (line,) = verdicts(words, comparison)
    assert f"{told[0]} expected instead of 100 " in line
    fares = f"short of {told[1]} instead of 9" if told[1] != "0" else "reaches every target, where A is short of 9"
    assert fares in line
    assert "of 0" not in line


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ((9.0, 4.0), ("short of 4 instead of 9", "thiếu 4 thay vì 9")),
        ((9.0, 0.0), ("reaches every target, where A is short of 9", "đạt mọi chỉ tiêu, còn A thiếu 9")),
        ((0.0, 9.0), ("short of 9, where A reaches every target", "thiếu 9, còn A đạt mọi chỉ tiêu")),
        ((0.0, 0.0), ("both reach every target", "cả hai đạt mọi chỉ tiêu")),
    ],
)
def test_who_is_missing_is_told_as_a_person_would(missing: tuple[float, float], told: tuple[str, str]) -> None:
    comparison = compare_runs([with_run("a", 100.0, missing[0]), with_run("b", 120.0, missing[1])])
    lines = [verdicts(Words(language), comparison)[0] for language in LANGUAGES]
    assert sorted(text in line for line in lines for text in told) == [False, False, True, True]


def test_a_roster_that_is_the_same_is_told_so() -> None:
    (line,) = verdicts(Words("en"), compare_runs([with_run("a", 100.0, 9.0), with_run("b", 120.0, 4.0)]))
    assert line.endswith("the roster is the same")


def test_differences_of_people_are_those_of_what_is_told() -> None:
    words, comparison = Words("en"), compare_runs([with_run("a", 99.9, 0.1), with_run("b", 100.1, 2.0)])
    rows = {row.figure.name: row for row in comparison.rows if row.figure.group == "targets"}
    for name, values, difference in (("stream_expected", ["99", "100"], "+1"), ("missing", ["1", "2"], "+1")):
        row = rows[name]
        assert cells(words, row) == values
        assert words.difference(row.figure, row.values[1], row.values[0]) == difference
