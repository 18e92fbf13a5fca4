"""The words of the terminal: one verdict for each outcome, in both languages, and tables that line up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimizer.commandline.terminal.figures import gap_text
from optimizer.commandline.terminal.plan_text import PlanText
from optimizer.commandline.terminal.tables import table
from optimizer.publish.content.publication import Publication
from optimizer.run.record import StreamRecord, TotalRecord
from optimizer.texts.formats import Texts
from optimizer.world.plan import Tier
from tests.worlds.published import publication
from tests.worlds.records import stream


def published(language: str, **changes: Any) -> Publication:
    found = publication(1, 7, 4, language)
    told = {"finish_date": found.scenario.campaign.finish_by, "streams": {}, "total": TotalRecord(60.0, 59.9, 0.998)}
    return replace(found, record=replace(found.record, **(told | changes)))


def verdict(language: str = "en", **changes: Any) -> str:
    return PlanText(published(language, **changes), Path("runs/x")).verdict()


def streams(missing: float) -> Mapping[str, StreamRecord]:
    return {"activation": stream(missing)}


def test_a_target_that_is_met() -> None:
    assert verdict(streams=streams(0.0)).startswith("Target REACHED in expectation on ")
    assert verdict("vi", streams=streams(0.0)).startswith("ĐẠT chỉ tiêu theo kỳ vọng ngày ")


def test_a_district_that_is_met_and_a_place_that_is_not() -> None:
    said = verdict(streams=streams(0.2))
    assert said.startswith("District total reached in expectation on ")
    # A fifth of a person is a person missing.
    assert re.search(r"short of 1 \S", said)


def test_a_target_that_is_met_late() -> None:
    last = publication(1, 7, 4, "en").scenario.campaign.last_day
    assert verdict(finish_date=last).startswith("Target reached LATE: in expectation on ")


def test_a_target_that_is_missed() -> None:
    assert verdict(finish_date=None).startswith("Target MISSED in expectation, to be reached by ")


def test_a_plan_that_was_stopped_says_so() -> None:
    assert verdict(status="interrupted").endswith("; stopped early on request")
    assert "stopped" not in verdict()


def test_standing_duties_that_lack_people_are_counted() -> None:
    standing = Tier("standing", 3.0, 0.0, 1.0, 0.0, "crew members")
    assert "standing duties lack 3 crew members" in verdict(tiers=(standing,))
    assert "standing duties fully staffed" in verdict(tiers=(replace(standing, value=0.0),))


def test_a_total_just_short_of_its_target_is_not_rounded_up_to_it() -> None:
    assert "; 59 of 60 (99.8\u202f%); " in verdict(finish_date=None)


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
