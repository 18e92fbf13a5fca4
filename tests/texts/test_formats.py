from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

import optimizer
from optimizer.publish.content.lookups import officer_order
from optimizer.texts.collation import name_order
from optimizer.texts.formats import Texts
from optimizer.world.calendar import days_between, iso_week
from tests.worlds.district import scenario

VI, EN = Texts("vi"), Texts("en")
KINDS = (".py", ".html")


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (30000, 0, "30.000", "30,000"),
        (83.3, 1, "83,3", "83.3"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (-0.2, 0, "0", "0"),
        (-5.25, 1, "-5,2", "-5.2"),
    ],
)
def test_numbers(value, decimals, vietnamese, english):
    assert VI.number(value, decimals) == vietnamese
    assert EN.number(value, decimals) == english


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.833, "83,3"), (0.9999, "99,9"), (1.0, "100,0"), (0.0, "0,0"), (0.29, "29,0"), (1.054, "105,4")],
)
def test_a_share_is_cut_so_that_a_missed_target_never_shows_as_whole(share, text):
    assert VI.percent(share) == f"{text}\u202f%"


@pytest.mark.parametrize(
    ("value", "decimals", "people", "missing"),
    [
        (4310.7, 0, "4,310", "4,311"),
        (4310.2, 0, "4,310", "4,311"),
        (29999.96, 1, "29,999.9", "30,000.0"),
        (0.04, 1, "0.0", "0.1"),
        (0.0, 0, "0", "0"),
        # What files cannot hold is no difference.
        (2999.9996, 0, "3,000", "3,000"),
        (3000.0004, 0, "3,000", "3,000"),
    ],
)
def test_people_are_cut_and_people_missing_are_raised(value, decimals, people, missing):
    assert EN.people(value, decimals) == people
    assert EN.missing(value, decimals) == missing


def test_no_surface_rounds_people_in_a_way_of_its_own():
    figures = r"(expected\w*|judged|by_finish|last|remaining|missing|done|served|eligible)\b"
    rounded = re.compile(rf"(number|round|int|ceil|floor)\(([\w.]*[._])?{figures}[,)]")
    room = Path(optimizer.__file__).parent
    shown = [room / name for name in ("publish", "compare", "sweep", "commandline")]
    sources = {path: path.read_text("utf-8") for part in shown for path in part.rglob("*") if path.suffix in KINDS}
    assert len(sources) > 60
    assert [(path.name, found[0]) for path, text in sources.items() for found in rounded.finditer(text)] == []


def test_dates_and_times():
    day = date(2024, 5, 5)
    assert (VI.day(day), EN.day(day)) == ("05/05/2024", "5 May 2024")
    assert (VI.weekday(day), VI.short_weekday(day)) == ("Chủ nhật", "CN")
    assert VI.weekday(date(2024, 5, 6)) == "Thứ Hai"
    assert VI.month("2024-04") == "04/2024"
    assert iso_week(date(2024, 12, 30)) == "2025-W01"
    assert VI.period(datetime(2024, 5, 5, 7), datetime(2024, 5, 5, 11)) == "07h00–11h00"
    assert VI.period(datetime(2024, 5, 5, 22), datetime(2024, 5, 6, 2)) == "22h00–02h00 (06/05)"
    assert len(days_between(date(2024, 4, 4), date(2024, 7, 3))) == 91


def test_names_are_sorted_by_given_name_in_the_order_of_the_vietnamese_alphabet():
    given = ["An", "Anh", "Ánh", "Ăn", "Ân", "Ấn", "Bình", "Dũng", "Đạt", "Đức", "Yến"]
    assert sorted(reversed(given), key=name_order) == given
    assert sorted(["Lê Văn An", "Bùi Văn Bình", "Bùi Thị An"], key=name_order) == [
        "Bùi Thị An",
        "Lê Văn An",
        "Bùi Văn Bình",
    ]


def test_placeholder_names_are_sorted_by_id():
    world = scenario(2, 8, 6)
    officers = {
        key: officer.model_copy(update={"name": f"Cán bộ {9 - index}"})
        for index, (key, officer) in enumerate(world.officers.items())
    }
    placeholders = world.model_copy(update={"officers": officers})
    assert officer_order(placeholders, officers) == sorted(officers)
    assert officer_order(world, officers) == sorted(officers, key=lambda key: name_order(world.officers[key].name))
