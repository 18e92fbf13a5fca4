"""The words of the terminal: one verdict for each outcome, in both languages, and tables that line up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from optimizer.commandline.terminal.plan_text import PlanText
from optimizer.commandline.terminal.tables import table
from optimizer.publish.content.publication import Publication
from optimizer.run.record import PlaceRecord
from optimizer.texts.figures import gap_text
from optimizer.texts.formats import Texts
from optimizer.world.plan import Tier
from tests.worlds.published import publication
from tests.worlds.records import judged, stream

FINISH_BY, LAST = date(2024, 4, 9), date(2024, 4, 12)


def published(language: str, *places: PlaceRecord, **changes: Any) -> Publication:
    found = publication(1, 7, 4, language)
    campaign = found.scenario.campaign
    missing = sum(place.missing for place in places)
    told = {"places": places, "streams": dict.fromkeys(campaign.streams, stream(missing))}
    return replace(found, record=replace(found.record, **(told | changes)))


def verdict(language: str = "en", *places: PlaceRecord, **changes: Any) -> str:
    return list(PlanText(published(language, *places, **changes), Path("runs/x")).lines())[1]


def place(name: str, expected: float, reached_on: date | None = None) -> PlaceRecord:
    return judged(name, "activation", 100.0, expected, FINISH_BY, reached_on)


def test_targets_that_are_met() -> None:
    met = place("a", 100.0, FINISH_BY), place("b", 130.0, FINISH_BY)
    assert verdict("en", *met).startswith("Every target REACHED in expectation on 9 Apr 2024 ")
    assert verdict("vi", *met).startswith("ĐẠT mọi chỉ tiêu theo kỳ vọng ngày 09/04/2024 ")


def test_a_total_that_is_met_and_a_place_that_is_not() -> None:
    said = verdict("en", place("a", 99.8), place("b", 130.0, FINISH_BY))
    assert said.startswith("PARTLY reached: totals are met in expectation, but 1 of the places' 2 targets are MISSED")
    # A fifth of a person is a person missing.
    assert ": 229 of 200 tài khoản (114.9\u202f%), 1 of 2 places short of 1; " in said


def test_targets_that_are_met_late() -> None:
    said = verdict("en", place("a", 90.0, LAST), place("b", 100.0, FINISH_BY))
    assert said.startswith("Every target reached LATE: in expectation on 12 Apr 2024, after ")


def test_targets_that_are_missed() -> None:
    assert verdict("en", place("a", 90.0)).startswith("Target MISSED in expectation, to be reached by ")


def test_nothing_to_reach() -> None:
    assert verdict().startswith("There are no targets to reach; ")


def test_a_plan_that_was_stopped_says_so() -> None:
    assert verdict(status="interrupted").endswith("; stopped early on request")
    assert "stopped" not in verdict()


def test_standing_duties_that_lack_people_are_counted() -> None:
    standing = Tier("standing", 3.0, 0.0, 1.0, 0.0, "crew members")
    assert "crew members missing at standing duties: 3" in verdict(tiers=(standing,))
    assert "crew members missing at standing duties: 1" in verdict(tiers=(replace(standing, value=1.0),))
    assert "standing duties fully staffed" in verdict(tiers=(replace(standing, value=0.0),))


def test_a_stream_just_short_of_its_target_is_not_rounded_up_to_it() -> None:
    assert ": 99 of 100 tài khoản (99.9\u202f%), 1 of 1 places short of 1; " in verdict("en", place("a", 99.98))


@pytest.mark.parametrize(
    ("gap", "text"), [(0.0, "0.0"), (0.001, "0.1"), (0.0015676, "0.2"), (1.0, "100.0"), (0.00001, "0.1")]
)
def test_a_gap_is_never_rounded_down(gap: float, text: str) -> None:
    assert gap_text(Texts("en"), gap) == f"{text}\u202f%"


def test_figures_stand_right_and_words_left() -> None:
    assert list(table(["Place", "Target"], [["Tân Phú", "9"], ["Xã", "1.200"]])) == [
        "Place    Target",
        "Tân Phú       9",
        "Xã        1.200",
    ]
