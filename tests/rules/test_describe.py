"""Every kind of rule explains itself: its statement and its labels hold all that ``catruc rules`` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

import optimizer.rules
from optimizer.commandline.terminal.rules_text import rule_lines, rules_list
from optimizer.errors import ScenarioError
from optimizer.rules.catalogue import KINDS, labels
from optimizer.rules.describe import describe
from optimizer.rules.statement import Statement
from optimizer.texts.messages import LANGUAGES, Language


def text_of(kind: str, language: Language) -> str:
    return "\n".join(rule_lines(describe(kind, language), language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_unsaid(kind: str, language: Language) -> None:
    description = describe(kind, language)
    for text in (description.title, description.rule, description.amount, description.borders, description.source):
        assert text
    assert all(parameter.meaning for parameter in description.parameters)
    assert [parameter.name for parameter in description.parameters][-3:] == ["enforcement", "scope", "source"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_labels_have_what_the_statement_says_and_nothing_else(kind: str) -> None:
    own = set(KINDS[kind].model_fields) - set(Statement.model_fields) - {"kind"}
    assert set(labels(kind).parameters) == own
    english, vietnamese = describe(kind, "en"), describe(kind, "vi")
    assert english.title != vietnamese.title
    assert [one.name for one in english.parameters] == [one.name for one in vietnamese.parameters]
    # Articles of law, numbers and values in a scenario stay as they are.
    for before, after in ((english.source, vietnamese.source), (english.rule, vietnamese.rule)):
        assert {word for word in before.split() if word.isdigit()} <= set(after.replace(",", "").split()), kind


def test_every_folder_is_in_the_catalogue() -> None:
    root = Path(optimizer.rules.__file__).parent
    for file in ("statement.py", "labels.py"):
        assert {path.parent.name for path in root.glob(f"*/{file}")} == set(KINDS)


def test_the_text_of_one_kind() -> None:
    text = text_of("rest_between_duties", "en")
    assert text.startswith("rest_between_duties: Rest between the last duty of a day and the first of a later one\n")
    assert "  hours: number (default 12)\n      Hours of rest." in text
    assert "Labour Code 2019, Article 110" in text
    assert "  enforcement: hard | off | {soft: number} (default hard)" in text


def test_the_same_in_vietnamese() -> None:
    text = text_of("rest_between_duties", "vi")
    assert text.startswith("rest_between_duties: Thời gian nghỉ từ ca cuối của một ngày đến ca đầu của ngày sau\n")
    assert "\nMức vi phạm\n  Số giờ nghỉ còn thiếu" in text
    assert "  hours: số (mặc định 12)\n      Số giờ nghỉ." in text
    assert "Bộ luật Lao động 2019, Điều 110" in text
    assert "  enforcement: hard | off | {soft: số} (mặc định hard)" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_line_is_wider_than_the_terminal(kind: str, language: Language) -> None:
    assert max(map(len, text_of(kind, language).splitlines())) <= 100


def test_types_are_written_as_in_a_scenario() -> None:
    of = {parameter.name: parameter for parameter in describe("hours_in_period").parameters}
    assert of["period"].type == "day | week | month | horizon | {rolling_days: whole number}"
    assert of["at_most"].type == "number | officer"
    (pairs, *_) = describe("forbidden_sequences").parameters
    assert pairs.type == "list of [name, name]"
    assert pairs.is_required
    assert describe("forbidden_sequences", "vi").parameters[0].type == "danh sách [tên, tên]"
    assert "  pairs: list of [name, name] (required)" in text_of("forbidden_sequences", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_a_line_for_each_kind(language: Language) -> None:
    descriptions = [describe(kind, language) for kind in KINDS]
    lines = list(rules_list(descriptions))
    assert [line.split()[0] for line in lines] == list(KINDS)
    assert max(map(len, lines)) <= 100


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ScenarioError, match="one_duty_at_a_time"):
        describe("rest")
