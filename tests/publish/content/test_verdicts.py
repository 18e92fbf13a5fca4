"""Results in sentences: what is missed is never rounded up to the target."""

from __future__ import annotations

from dataclasses import replace

from optimizer.publish.content.notices import notices
from optimizer.publish.content.results import stream_results
from optimizer.publish.content.verdicts import outcome, verdict
from optimizer.texts.formats import Texts
from tests.publish.documents import SMALL


def test_a_met_target_is_told_as_met():
    progress = tuple(replace(row, expected_cumulative=row.target) for row in SMALL.plan.progress)
    met = replace(SMALL, plan=replace(SMALL.plan, progress=progress))
    result = stream_results(met)[0]
    assert verdict(Texts("vi"), result).startswith("Dự báo đạt chỉ tiêu: ")
    assert [place.rank for place in result.places] == [1, 1]
    assert outcome(stream_results(met)) == "met"
    assert outcome(stream_results(SMALL)) != "met"
    assert "chưa đạt" not in " ".join(notice.subject for notice in notices(met, stream_results(met)))


def test_a_figure_just_below_the_target_is_not_told_as_met():
    progress = tuple(replace(row, expected_cumulative=row.target - 0.01) for row in SMALL.plan.progress)
    missed = replace(SMALL, plan=replace(SMALL.plan, progress=progress))
    result = stream_results(missed)[0]
    assert not result.is_met
    assert verdict(Texts("en"), result).endswith(" 1 short.")
    assert Texts("vi").percent(result.judged / result.target).startswith("99,9")
