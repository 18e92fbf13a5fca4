"""Forecasting from a file: what is said first, what is written, what is left alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import write_totals
from tests.cli.running import catruc, parsed

LINE = "forecast {totals} --as-of 2024-04-20 --by 2024-05-01 -o {out} -q"
COLUMNS = ["series", "date", "q05", "q10", "q25", "q50", "q75", "q90", "q95"]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Two communes that ran last year and run now, reported each fifth day."""
    rows = [
        f"{commune} {year},{year}-04-{day:02},{day * (20 + 10 * number)},2000,{commune}"
        for number, commune in enumerate(("Tân Phú", "=Tân Lập"))
        for year in (2023, 2024)
        for day in range(5, 31, 5)
    ]
    heading = "series,date,cumulative,base,place"
    return {"totals": write_totals(tmp_path / "totals.csv", rows, heading), "out": tmp_path / "new" / "out.csv"}


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_first_line_says_what_was_forecast(files: dict[str, Path]) -> None:
    result = catruc(f"{LINE} --lang en", **files)
    assert result.exit_code == 0
    assert result.stderr == ""
    first = result.stdout.splitlines()[0]
    assert first.startswith("2 series forecast to 1 May 2024: medians from ")
    assert first.endswith("; from reports up to 20 Apr 2024 and 2 series that ended")
    vietnamese = catruc(LINE, **files).stdout.splitlines()
    assert vietnamese[0].startswith("dự báo 2 chuỗi đến 01/05/2024: trung vị từ ")
    assert len(vietnamese) == len(result.stdout.splitlines())


def test_what_is_written(files: dict[str, Path]) -> None:
    record = parsed(catruc(f"{LINE} --json", **files))
    rows = written(files["out"])
    assert list(rows[0]) == COLUMNS
    assert [(row["series"], row["date"]) for row in rows] == [
        (series, day)
        for series in ("Tân Phú 2024", "'=Tân Lập 2024")
        for day in ("2024-04-25", "2024-04-30", "2024-05-01")
    ]
    for row in rows:
        quantiles = [float(row[name]) for name in COLUMNS[2:]]
        assert quantiles == sorted(quantiles)
        assert quantiles[-1] <= 2000
    assert [one["series"] for one in record["series"]] == ["Tân Phú 2024", "=Tân Lập 2024"]
    assert [one["teachers"] for one in record["series"]] == [2, 2]
    told = [entry["q50"] for one in record["series"] for entry in one["forecast"]]
    assert told == pytest.approx([float(row["q50"]) for row in rows])


def test_later_rows_change_nothing(files: dict[str, Path]) -> None:
    assert catruc(LINE, **files).exit_code == 0
    before = files["out"].read_bytes()
    lines = files["totals"].read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if ",2024-04-25," not in line and ",2024-04-30," not in line]
    assert len(kept) == len(lines) - 4
    files["totals"].write_text("\n".join(kept), encoding="utf-8")
    assert catruc(LINE, **files).exit_code == 0
    assert files["out"].read_bytes() == before


def test_one_series_says_how_much_and_how_sure(files: dict[str, Path]) -> None:
    write_totals(files["totals"], [f"Tân Phú,2024-04-{day:02},{10 * day},1000" for day in range(1, 21)])
    result = catruc(f"{LINE} --lang en", **files)
    first = result.stdout.splitlines()[0]
    assert first.startswith("Tân Phú: ")
    assert " of 1,000 by 1 May 2024, 80\u202f% between " in first
    assert first.endswith("no series having ended, so the interval is wide")


def test_an_earlier_forecast_is_replaced_and_nothing_else(files: dict[str, Path]) -> None:
    assert [catruc(LINE, **files).exit_code for _ in range(2)] == [0, 0]
    before = files["totals"].read_bytes()
    refused = catruc(f"{LINE} --lang en".replace("{out}", "{totals}"), **files)
    assert refused.exit_code == 2
    assert "the file exists and is no forecast" in refused.stderr
    assert files["totals"].read_bytes() == before


def test_what_cannot_be_written_is_told(files: dict[str, Path]) -> None:
    inside_a_file = files | {"out": files["totals"] / "out.csv"}
    assert catruc(LINE, **inside_a_file).exit_code == 2


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["a,2024-04-20,1,9"], "the series 'a' has one row only"),
        (
            ["a,2023-04-19,1,9", "a,2023-04-20,2,9"],
            "no series runs on 2024-04-20 any more; the last row is of 2023-04-20",
        ),
    ],
)
def test_nothing_to_forecast_is_told(files: dict[str, Path], rows: list[str], told: str) -> None:
    write_totals(files["totals"], rows)
    result = catruc(f"{LINE} --lang en", **files)
    assert result.exit_code == 3
    assert told in result.stderr
    assert not files["out"].exists()


def test_a_point_alone_is_told_beside_what_is_forecast(files: dict[str, Path]) -> None:
    write_totals(files["totals"], ["a,2024-04-15,1,9", "a,2024-04-20,2,9", "b,2024-04-20,1,9"])
    result = catruc(f"{LINE} --lang en", **files)
    assert result.exit_code == 0
    assert {row["series"] for row in written(files["out"])} == {"a"}
    assert "the series 'b' has one row only" in result.stdout
