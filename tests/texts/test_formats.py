from __future__ import annotations

from datetime import date, datetime

import pytest

from optimizer.publish.content.lookups import officer_order
from optimizer.texts.collation import name_order
from optimizer.texts.formats import Texts
from optimizer.world.calendar import days_between, iso_week
from tests.worlds.district import scenario

VI, EN = Texts("vi"), Texts("en")


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
