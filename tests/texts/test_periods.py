"""Periods in rules' findings: words for people, ids for files."""

from __future__ import annotations

import pytest

from optimizer.texts.messages import Template
from optimizer.texts.periods import period_named

SENTENCE = Template("{hours:,.1f} giờ trong {period}", "{hours:,.1f} h in {period}")


@pytest.mark.parametrize(
    ("name", "vi", "en"),
    [
        ("horizon", "cả đợt", "the whole campaign"),
        ("2024-W05", "tuần 5/2024", "week 5 of 2024"),
        ("2024-05", "tháng 05/2024", "May 2024"),
        ("2024-05-12", "ngày 12/05/2024", "12 May 2024"),
        ("2024-W15..2024-W17", "tuần 15/2024 đến tuần 17/2024", "week 15 of 2024 to week 17 of 2024"),
        ("other", "other", "other"),
    ],
)
def test_people_read_words_and_files_have_the_id(name: str, vi: str, en: str) -> None:
    message = SENTENCE(hours=1234.5, period=period_named(name))
    assert message.in_language("vi") == f"1.234,5 giờ trong {vi}"
    assert message.in_language("en") == f"1,234.5 h in {en}"
    assert message.by_ids().in_language("en") == f"1,234.5 h in {name}"
