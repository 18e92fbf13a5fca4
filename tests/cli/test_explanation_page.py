"""Explanations on a page, about plans of the past, and about what is not there."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from optimizer.texts.prices import remedy
from tests.cli.running import QUICK, all_files, catruc, parsed
from tests.worlds.short_target import short_target
from tests.worlds.small import write_world

CLASH = Path(__file__).parents[1] / "explain" / "corpus" / "scenarios" / "weekly_rest.yaml"
pytestmark = pytest.mark.usefixtures("explained_once")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run planned twice, with more people aimed at the second time."""
    folder = tmp_path_factory.mktemp("twice")
    run = folder / "run"
    for target in (40, 115):
        scenario = write_world(folder, short_target(target=target))
        result = catruc(f"plan {{scenario}} -o {{run}} {QUICK} -q", scenario=scenario, run=run)
        assert result.exit_code == 0, result.output
    return run


def text_of(page: Path) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", page.read_text("utf-8").partition("</style>")[2]))


def test_a_whole_plan_is_explained_on_a_page_in_either_language(twice: Path) -> None:
    before = all_files(twice)
    titles = {
        "en": ("What binds, and what one more", "What is short by counting alone", "The roster's score, and wishes"),
        "vi": ("Vướng gì, thêm gì", "Thiếu gì khi đếm sơ bộ", "Điểm của bảng phân công, nguyện vọng"),
    }
    page = twice.with_name("run.journal") / "explanation.html"
    for language, expected in titles.items():
        result = catruc(f"explain {{run}} -q --lang {language}", run=twice)
        assert result.exit_code == 0, result.output
        *_, last = result.stdout.splitlines()
        assert last.endswith(str(page))
        told, written = text_of(page), page.read_text("utf-8")
        assert all(title in told for title in expected)
        assert result.stdout.splitlines()[0].split(";")[0] in told
        assert f'<html lang="{language}">' in written
        assert not re.search(r"<script|https?://|<link|<img", written)
        # All prices, also where the terminal tells but the first lines.
        assert {"en": "one more officer: Công an xã 1", "vi": "thêm 1 cán bộ: Công an xã 1"}[language] in told
    assert all_files(twice) == before, "a question changes nothing"


def test_a_single_question_has_a_page_of_its_own_and_spares_that_of_the_plan(twice: Path) -> None:
    journal = twice.with_name("run.journal")
    (journal / "explanation.html").write_text("kept", "utf-8")
    record = parsed(catruc("explain {run} --desk desk_tan_phu --date 2024-04-06 -q --json", run=twice))
    assert record["page"] == str(journal / "answer.html")
    assert all(each["why"] in text_of(journal / "answer.html") for each in record["desks"])
    catruc("explain {run} --score -q --json --lang en", run=twice)
    assert "The roster's score" in text_of(journal / "answer.html")
    assert (journal / "explanation.html").read_text("utf-8") == "kept"


def test_a_scenario_has_a_page_where_one_is_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "clash.html"
    assert parsed(catruc("explain {scenario} -q --json", scenario=CLASH))["page"] is None
    record = parsed(catruc("explain {scenario} -q --json --lang en --page {page}", scenario=CLASH, page=page))
    told = text_of(page)
    assert record["page"] == str(page)
    assert record["verdict"] in told
    assert "mend 1: do not open" in told
    assert "Weekly rest (at least 1) of An in week 14" in told


def test_a_page_that_cannot_be_written_is_told_and_the_answer_stands(tmp_path: Path) -> None:
    result = catruc("explain {scenario} -q --lang en --page {page}", scenario=CLASH, page=tmp_path / "no" / "a.html")
    assert result.exit_code == 0
    assert result.stdout.startswith("NO PLAN is possible")
    assert "the page cannot be written" in result.stderr
    assert "Page:" not in result.stdout


def test_a_plan_of_the_past_is_asked_about_by_its_number_or_its_folder(twice: Path) -> None:
    """The first plan reached its target, the second does not."""
    past = twice.with_name("run.journal") / "revisions" / "0001"
    before = (twice.with_name("run.journal") / "explanation.html").read_bytes()
    assert "nothing to price" in catruc("explain {run} --revision 1 -q --lang en", run=twice).stdout
    assert "nothing to price" in catruc("explain {run} -q --lang en", run=past).stdout
    record = parsed(catruc("explain {run} --revision 1 --score -q --json", run=twice))
    assert record["directory"] == str(past)
    assert (twice.with_name("run.journal") / "explanation.html").read_bytes() == before, "that of the plan that holds"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("{run} --revision 7", ("there is no revision 7, only 1, 2", "name one of them")),
        ("{run}.journal/revisions/0007", ("revisions/0002",)),
        ("{run}n --score", ("did you mean", "/run'")),
        ("{clash} --revision 1", ("a scenario has no revisions",)),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(twice: Path, question: str, told: tuple[str, ...]) -> None:
    result = catruc(f"explain {question} -q --lang en", run=twice, clash=CLASH)
    assert result.exit_code not in (0, 1)
    assert all(part in result.stderr for part in told), result.stderr


def test_one_more_is_no_plural() -> None:
    assert [str(remedy(kind, 1)) for kind in ("officers", "days")] == ["1 more officer", "1 more day"]
    assert [str(remedy(kind, 2)) for kind in ("officers", "days")] == ["2 more officers", "2 more days"]
