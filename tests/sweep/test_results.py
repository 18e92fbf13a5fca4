"""Results of a sweep: rows, table, front, page and what is kept on disk."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from optimizer.commandline.terminal.sweep_text import SweepText
from optimizer.errors import ExistingFileError
from optimizer.run.simulation import By, ChanceRecord
from optimizer.sweep.charts import axis_charts, front_chart
from optimizer.sweep.front import pareto_front
from optimizer.sweep.grid import Case
from optimizer.sweep.job import job, plan_job
from optimizer.sweep.page import page_html
from optimizer.sweep.records import Records
from optimizer.sweep.results import RESULT_COLUMNS, CaseRow, results_csv, row_of
from optimizer.sweep.schema import Limits, Sweep
from optimizer.texts import sweeps
from optimizer.texts.formats import Texts
from tests.worlds.records import accepted, judged, stream
from tests.worlds.records import record as run_record

SWEEP = Sweep.model_validate(
    {
        "purpose": "Kết thúc sớm hơn có đủ không?",
        "base": "x.yaml",
        "parameters": {"end": {"kind": "set", "path": "shifts.evening.end", "title": "Ca tối <kết thúc>"}},
        "grid": {"end": ["21:00", "22:00"]},
    }
)


def case(number: int, end: str = "21:00") -> Case:
    return Case(number, Path("scenarios/dong_phu.yaml"), {"end": end}, 1)


FINISH_BY, LAST = date(2024, 6, 20), date(2024, 7, 3)


def record(expected: float = 100.0, reached_on: date | None = FINISH_BY, **changes: Any) -> dict[str, Any]:
    """The run of one commune with a surplus and another of which so many are expected."""
    places = (
        judged("a", "activation", 100.0, 105.0, FINISH_BY, FINISH_BY),
        judged("b", "activation", 100.0, expected, FINISH_BY, reached_on),
    )
    told = replace(stream(100.0 - expected), date_reached=FINISH_BY)
    run = run_record(**({"streams": {"activation": told}, "places": places} | changes)).to_json()
    return {"key": "k", "officers": 7, "seconds": 3.25, "run": run, "error": None}


def row(number: int, finish: str | None, burden: float, officers: int) -> CaseRow:
    status = "reached" if finish else "missed"
    return {
        **dict.fromkeys(RESULT_COLUMNS),
        **{"case": number, "scenario": "x", "seed": 1, "end": "21:00" if number % 2 else "22:00", "status": status},
        **{
            "finish_date": finish,
            "burden": burden,
            "officers": officers,
            "share": 0.99,
            "fairness": 0.5,
            "seconds": 1.0,
        },
    }


@pytest.mark.parametrize(
    ("expected", "reached_on", "status", "short"),
    [
        (100.0, FINISH_BY, "reached", 0),
        (97.0, None, "partly", 1),
        (80.0, LAST, "late", 1),
        (80.0, None, "missed", 1),
    ],
)
def test_the_verdict_in_a_word(expected: float, reached_on: date | None, status: str, short: int) -> None:
    found = row_of(case(1), record(expected, reached_on))
    assert (found["status"], found["places_short"]) == (status, short)
    assert found["share"] == (105.0 + expected) / 200


def test_only_a_case_that_reaches_every_target_is_green() -> None:
    partly = {**row(1, "2024-06-20", 50.0, 70), "status": "partly"}
    for rows, style in (([partly], "missed"), ([partly, row(2, "2024-06-20", 60.0, 70)], "mixed")):
        html = page_html(SWEEP, summary("en"), rows, "VERDICT")
        assert f'<section class="verdict {style}">' in html
    verdict = SweepText(summary("en", failed=0), [partly], Path("sweeps/x")).verdict()
    assert verdict.startswith("No chance is known; 0 of 1 cases REACH ")


def chances(activation: float, id_card: float) -> tuple[ChanceRecord, ...]:
    days: dict[By, date] = {"finish_by": FINISH_BY, "last_day": LAST}
    return tuple(
        ChanceRecord(name, "", by, day, 100.0, chance, 0.0, 1.0, 90.0)
        for name, chance in (("activation", activation), ("id_card", id_card))
        for by, day in days.items()
    )


def test_chances_stand_first_and_in_a_column_for_each_stream() -> None:
    streams = dict.fromkeys(("activation", "id_card"), replace(stream(0.0), date_reached=FINISH_BY))
    rows = [
        row_of(case(number, f"2{number}:00"), record(streams=streams, chances=chances(*each)))
        for number, each in enumerate([(0.42, 0.9), (0.85, 0.9), (0.1, 1.0)], 1)
    ]
    assert [(row["chance"], row["odds"]) for row in rows] == [(0.42, "unlikely"), (0.85, "sure"), (0.1, "unlikely")]
    first = next(csv.DictReader(io.StringIO(results_csv(rows, ["end"]).removeprefix("\ufeff"))))
    assert (first["chance"], first["chance(activation)"], first["chance(id_card)"]) == ("0.42", "0.42", "0.9")
    told = summary("en", failed=0, streams={"activation": "Accounts", "id_card": "Cards"})
    text = list(SweepText(told, rows, Path("sweeps/x")).lines())
    chance = "Chance of the least sure stream's target by the last day: 85\u202f% in case 2, 10\u202f% at the least"
    assert text[0].startswith(f"{chance}; 3 of 3 cases REACH ")
    assert "Chance: Accounts  Chance: Cards" in text[2]
    assert "42\u202f%" in text[3]
    html = page_html(SWEEP, told, rows, text[0])
    assert '<section class="verdict mixed">' in html
    assert html.count("Chance: Cards") == 2  # of the front, and of all cases
    assert html.count("<svg") == 5 + 1


def test_acceptance_names_the_rules_that_fail() -> None:
    rules = (accepted("a >= 1", passed=True), accepted("b >= 2", passed=False))
    assert row_of(case(1), record(acceptance=rules))["acceptance"] == "FAIL: b >= 2"
    assert row_of(case(1), record(acceptance=rules[:1]))["acceptance"] == "PASS"
    assert row_of(case(1), record())["acceptance"] is None


def test_inputs_stand_beside_outputs_and_failures_in_their_row() -> None:
    problems = [{"where": "x.yaml:3", "what": "=1+1", "remedy": "-"}]
    failed = row_of(case(2, "25:00"), {"error": {"exit_code": 3, "problems": problems}})
    text = results_csv([row_of(case(1), record()), failed], ["end"])
    assert text.startswith("\ufeffcase,scenario,seed,end,status,")
    good, bad = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (good["end"], good["share"], good["burden"], good["burden_gap"]) == ("21:00", "1.025", "40", "0.05")
    assert (bad["end"], bad["status"], bad["error"], bad["burden"]) == ("25:00", "failed", "x.yaml:3: =1+1; -", "")


def test_the_front_has_what_nothing_beats() -> None:
    rows = [
        row(1, "2024-06-20", 50.0, 70),
        row(2, "2024-06-18", 60.0, 70),
        row(3, "2024-06-20", 51.0, 70),  # beaten by 1
        row(4, "2024-06-20", 55.0, 69),  # fewer officers
        row(5, None, 1.0, 1),  # never reaches its target
        row(6, "2024-06-20", 50.0, 70),  # the same as 1
        row(7, "2024-06-21", 50.0, 70),  # beaten by 1
    ]
    assert [found["case"] for found in pareto_front(rows)] == [2, 1, 4]
    assert pareto_front([]) == []


def test_charts_put_every_case_inside_their_frame() -> None:
    rows = [row(1, "2024-06-20", 50.0, 70), row(2, "2024-06-18", 60.0, 70), row(3, None, 70.0, 70)]
    charts = [*axis_charts(Texts("en"), rows, "end", ["21:00", "22:00"]), front_chart(Texts("en"), rows)]
    assert [len(chart.dots) for chart in charts] == [3, 2, 3, 3, 2]
    for chart in charts:
        frame = chart.frame
        assert all(frame.left <= dot.x <= frame.width - frame.right for dot in chart.dots)
        assert all(frame.top <= dot.y <= frame.height - frame.bottom for dot in chart.dots)
        assert len({tick.label for tick in chart.up}) == len(chart.up)
    share, _, burden, _ = charts[:4]
    assert [tick.label for tick in burden.across] == ["21:00", "22:00"]
    # The mean of 50 and 70 is as high as the case of 60.
    assert len({point.split(",")[1] for point in burden.line.split()}) == 1
    assert share.title == "Least share of a stream"


GONE = [
    {"officer": "a", "name": "An", "unit": "Town"},
    {"officer": "c", "name": "Chi", "unit": "Town"},
    {"officer": "b", "name": "Binh <b>", "unit": "Ba"},
]


def summary(language: str, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"status": "complete", "sweep": "x", "language": language, "least": [], "streams": {}}
    found["parameters"] = {"end": "Ca tối <kết thúc>", "staff": "staff"}
    return {**found, "cases": 3, "done": 3, "failed": 1, "taken_over": 0, **changes}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_tells_all_and_needs_nothing_else(language: str) -> None:
    failed = {**row(3, None, 0, 0), "status": "failed", "error": "x.yaml:3: <b>no</b>", "burden": None, "share": None}
    unaccepted = {**row(2, "2024-06-18", 60.0, 70), "acceptance": "FAIL: a >= 1"}
    rows = [row(1, "2024-06-20", 50.0, 70), unaccepted, failed]
    least = {"parameter": "end", "values": {}, "least": 47, "not_enough": 46, "is_proved": True, "reasons": ["a >= 1"]}
    html = page_html(SWEEP, summary(language, least=[least]), rows, "VERDICT")
    assert "Ca tối &lt;kết thúc&gt;" in html
    assert "&lt;b&gt;no&lt;/b&gt;" in html
    assert ("KHÔNG ĐẠT: a &gt;= 1" if language == "vi" else "FAIL: a &gt;= 1") in html
    assert sweeps.PROVED.in_language(language) in html
    assert html.count("<svg") == 5
    assert not re.search(r"<script|https?://(?!www\.w3\.org)|<link", html)
    assert f'lang="{language}"' in html


def test_the_page_says_who_leaves_by_name_and_how_far_the_proof_reaches() -> None:
    least = {
        "parameter": "staff",
        "values": {},
        "least": 59,
        "not_enough": 58,
        "is_proved": False,
        "reasons": ["a >= 1"],
    }
    chosen = least | {"leaving": GONE, "choices": 4, "proved_whoever_leaves": 46}
    html = page_html(SWEEP, summary("en", least=[chosen]), [row(1, None, 50.0, 70)], "VERDICT")
    assert "An (Town), Chi (Town), Binh &lt;b&gt; (Ba)" in html
    assert "not proved: only none was found; proved up to 46, whoever leaves" in html
    assert "Who leaves" not in page_html(SWEEP, summary("en", least=[least]), [row(1, None, 50.0, 70)], "VERDICT")


def test_a_page_of_cases_that_never_reach_their_target_says_so() -> None:
    html = page_html(SWEEP, summary("en"), [row(1, None, 50.0, 70), row(2, None, 60.0, 70)], "VERDICT")
    assert "No case meets the totals" in html
    # Share, burden and fairness of the one parameter; no finish date, no front.
    assert html.count("<svg") == 3


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (
            {"least": 47, "not_enough": 46, "is_proved": True},
            "staff: 47 is ENOUGH; 46 provably not enough (share >= 1)",
        ),
        (
            {"least": 47, "not_enough": 46, "is_proved": False},
            "staff: 47 is ENOUGH; 46 not found to be enough (share >= 1)",
        ),
        ({"least": 40, "not_enough": None, "is_proved": False}, "staff: 40 is ENOUGH; no smaller value was asked for"),
        (
            {"least": 59, "not_enough": 58, "is_proved": True, "leaving": GONE, "choices": 1}
            | {"proved_whoever_leaves": 58},
            "staff: 59 (without 2 of Town, 1 of Ba) is ENOUGH; 58 provably not enough, whoever leaves (share >= 1)",
        ),
        (
            {"least": 59, "not_enough": 58, "is_proved": False, "leaving": GONE, "choices": 4}
            | {"proved_whoever_leaves": 46},
            "staff: 59 (without 2 of Town, 1 of Ba) is ENOUGH; 58 not found to be enough (choices of who leaves "
            "tried: 4; share >= 1); proved up to 46, whoever leaves",
        ),
        (
            {"least": None, "not_enough": 76, "is_proved": True},
            "staff: NO value in the range is enough; 76 provably not enough (share >= 1)",
        ),
    ],
)
def test_how_little_is_enough_in_words(found: dict[str, Any], verdict: str) -> None:
    least = {"parameter": "staff", "values": {}, "is_complete": True, "reasons": ["share >= 1"], **found}
    text = SweepText(summary("en", least=[least], failed=0), [], Path("sweeps/x"))
    assert text.verdict() == f"No chance is known; {verdict}"


def test_what_is_on_record_is_found_by_its_key_alone(tmp_path: Path) -> None:
    records = Records(tmp_path / "sweep")
    records.prepare(may_resume=False)
    finished = {"key": "aa", "run": run_record().to_json(), "error": None}
    records.save("aa", finished, "campaign: {}\n")
    assert records.find("aa") == finished
    assert records.find("bb") is None
    for content in ('{"key": "cc", "ru', '{"key": "cc", "run": {"tiers": []}, "error": null}', '{"key": "aa"}'):
        (tmp_path / "sweep" / "records" / "cc.json").write_text(content, encoding="utf-8")
        assert records.find("cc") is None
    assert (tmp_path / "sweep" / "scenarios" / "aa.yaml").read_text(encoding="utf-8") == "campaign: {}\n"
    with pytest.raises(ExistingFileError, match="--resume"):
        records.prepare(may_resume=False)
    records.prepare(may_resume=True)
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == ["aa.json", "cc.json"]


def test_the_hash_covers_scenario_seed_limits_and_version_and_nothing_else() -> None:
    one = job("x", "# origin\na: 1\n", 1, Limits(), "en")
    assert one.key == job("y", "a: 1\n", 1, Limits(), "vi").key
    others = [
        job("x", "a: 2\n", 1, Limits(), "en"),
        job("x", "a: 1\n", 2, Limits(), "en"),
        job("x", "a: 1\n", 1, Limits(time=61.0), "en"),
        type(one)(one.name, one.scenario, one.seed, one.limits, {**one.versions, "catruc": "99.0"}, "en"),
    ]
    assert len({one.key, *(other.key for other in others)}) == 5


def test_a_worker_of_another_version_plans_nothing() -> None:
    mine = job("x", "a: 1\n", 1, Limits(), "en")
    found = plan_job(replace(mine, versions={"catruc": "99.0", "ortools": "9"}))
    assert found["run"] is None
    assert found["error"]["exit_code"] == 1
    assert "the job is for catruc 99.0" in found["error"]["problems"][0]["what"]
    assert json.dumps(found)
