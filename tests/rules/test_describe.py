"""Every kind of rule explains itself: its statement holds all that ``catruc rules`` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

import optimizer.rules
from optimizer.errors import ScenarioError
from optimizer.rules.catalogue import KINDS
from optimizer.rules.describe import describe, list_kinds


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_unsaid(kind: str) -> None:
    description = describe(kind)
    for text in (description.title, description.rule, description.amount, description.borders, description.source):
        assert text
    assert all(parameter.meaning for parameter in description.parameters)
    assert [parameter.name for parameter in description.parameters][-3:] == ["enforcement", "scope", "source"]


def test_every_folder_is_in_the_catalogue() -> None:
    root = Path(optimizer.rules.__file__).parent
    folders = {path.parent.name for path in root.glob("*/statement.py")}
    assert folders == set(KINDS)


def test_the_text_of_one_kind() -> None:
    text = str(describe("rest_between_duties"))
    assert text.startswith("rest_between_duties: Rest between the last duty of a day and the first of a later one\n")
    assert "  hours: number (default 12)\n      Hours of rest." in text
    assert "Labour Code 2019, Article 110" in text
    assert "  enforcement: hard | off | {soft: number} (default hard)" in text
    assert max(map(len, text.splitlines())) <= 100


def test_types_are_written_as_in_a_scenario() -> None:
    of = {parameter.name: parameter for parameter in describe("hours_in_period").parameters}
    assert of["period"].type == "day | week | month | horizon | {rolling_days: whole number}"
    assert of["at_most"].type == "number | officer"
    assert describe("forbidden_sequences").parameters[0].type == "list of [name, name]"
    assert describe("forbidden_sequences").parameters[0].default == "required"


def test_the_list_has_a_line_for_each_kind() -> None:
    lines = list_kinds().splitlines()
    assert [line.split()[0] for line in lines] == list(KINDS)
    assert max(map(len, lines)) <= 100


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ScenarioError, match="one_duty_at_a_time"):
        describe("rest")
