"""Results in sentences: what is missed is never rounded up to the target."""

from __future__ import annotations

from dataclasses import replace

from optimizer.publish.content.notices import notices
from optimizer.publish.content.results import stream_results
from optimizer.publish.content.verdicts import verdict
from optimizer.texts.formats import Texts
from tests.publish.documents import SMALL


def test_a_met_target_is_told_as_met():
    progress = tuple(replace(row, expected_cumulative=row.target) for row in SMALL.plan.progress)
    met = replace(SMALL, plan=replace(SMALL.plan, progress=progress))
    result = stream_results(met)[0]
    assert verdict(Texts("vi"), result).startswith("Dự báo đạt chỉ tiêu: ")
    assert [place.rank for place in result.places] == [1, 1]
    assert result.is_met
    assert "chưa đạt" not in " ".join(notice.subject for notice in notices(met, stream_results(met)))


def test_a_figure_just_below_the_target_is_not_told_as_met():
    progress = tuple(replace(row, expected_cumulative=row.target - 0.01) for row in SMALL.plan.progress)
    missed = replace(SMALL, plan=replace(SMALL.plan, progress=progress))
    result = stream_results(missed)[0]
    assert not result.is_met
    assert verdict(Texts("en"), result).endswith(" 1 short.")
    assert Texts("vi").percent(result.judged / result.target).startswith("99,9")


def test_what_one_place_has_too_much_does_not_help_another():
    first = SMALL.plan.progress[0].place
    progress = tuple(
        replace(row, expected_cumulative=row.target - 3.2 if row.place == first else 3 * row.target)
        for row in SMALL.plan.progress
    )
    result = stream_results(replace(SMALL, plan=replace(SMALL.plan, progress=progress)))[0]
    assert result.is_total_met
    assert not result.is_met
    assert verdict(Texts("en"), result).startswith("The total is expected to be met: ")
    assert verdict(Texts("en"), result).endswith("but places miss their own target, 4 short.")
