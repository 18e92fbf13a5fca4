"""``catruc explain RUN`` about officers, days and desks, and the score of a roster, on real small plans."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from optimizer.verify.verifier import verify_folder
from tests.cli.conftest import MONDAY, Ran, lawful_world, rows_of
from tests.cli.running import QUICK, catruc, parsed
from tests.worlds.small import write_world

TUESDAY, WEDNESDAY = "2024-04-02", "2024-04-03"
DESK = "desk_tan_phu"


@pytest.fixture(scope="module")
def wished(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A week in which everybody asks to be off on Wednesday, and one officer is on leave then."""
    world = lawful_world()
    for number in (1, 2, 3):
        world["officers"][f"tan_phu_{number}"]["requests"] = {"off": {"date": WEDNESDAY, "want": "off"}}
    world["officers"]["tan_phu_4"]["leave"] = {"away": {"first_day": WEDNESDAY, "last_day": WEDNESDAY}}
    folder = tmp_path_factory.mktemp("wished")
    path = write_world(folder, world)
    return Ran(catruc(f"plan {{path}} -o {{run}} {QUICK}", path=path, run=folder / "run"), folder / "run")


def asked(run: Path, line: str) -> dict[str, Any]:
    return parsed(catruc(f"explain {{run}} {line} --json", run=run))


def edited(run: Path, tmp_path: Path, taken: dict[str, str], officer: str) -> Path:
    """A copy of a run in which a duty went to somebody else by hand."""
    copy = shutil.copytree(run, tmp_path / "copy")
    rows = rows_of(copy)
    for row in rows:
        if all(row[key] == value for key, value in taken.items()):
            row["officer"] = officer
    with (copy / "roster.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return copy


def test_whoever_is_said_to_be_able_breaks_no_hard_rule_by_it(wished: Ran, tmp_path: Path) -> None:
    """The others break the rules that are named: the verifier says so of the roster with the duty handed over."""
    told = asked(wished.folder, f"--post {DESK} --date {TUESDAY}")
    held = {(row["officer"], row["shift"]) for row in rows_of(wished.folder) if row["date"] == TUESDAY}
    assert {(duty["officer"], duty["shift"]) for duty in told["duties"]} == held
    tried = 0
    for number, duty in enumerate(told["duties"]):
        for other in duty["others"]:
            assert (other["officer"], duty["shift"]) not in held
            taken = {key: duty[key] for key in ("officer", "date", "shift", "post")}
            found = verify_folder(
                edited(wished.folder, tmp_path / f"{number}-{other['officer']}", taken, other["officer"])
            )
            broken = {breach.key.rule for breach in found.hard_breaches} - {"officer_days", "weekly_rest"}
            assert broken == {breach["rule"] for breach in other["breaches"] if breach["hard"]} - {"weekly_rest"}
            tried += 1
    assert tried > 3


def test_duties_come_in_the_order_of_the_shifts_each_told_as_if_it_were_asked_about_alone(wished: Ran) -> None:
    told = asked(wished.folder, f"--post {DESK} --date {TUESDAY}")["duties"]
    each = [
        asked(wished.folder, f"--post {DESK} --date {TUESDAY} --shift {shift}")["duties"]
        for shift in dict.fromkeys(duty["shift"] for duty in told)
    ]
    assert told == [duty for duties in each for duty in duties]
    assert [duty["shift"] for duty in told] == sorted(
        (duty["shift"] for duty in told), key=["morning", "afternoon", "evening"].index
    )


def test_leave_bars_for_good_whatever_else_moves(wished: Ran) -> None:
    told = asked(wished.folder, f"--officer tan_phu_4 --date {WEDNESDAY} --post {DESK}")
    assert told["absence"] == "leave"
    assert told["elsewhere"]
    assert all(not why["candidate"]["lawful"] for why in told["elsewhere"])
    assert any(why["is_never"] and why["rules"] == ["leave"] for why in told["elsewhere"])
    text = catruc(f"explain {{run}} --officer tan_phu_4 --date {WEDNESDAY} --post {DESK}", run=wished.folder).stdout
    assert text.splitlines()[0] == "Nguyễn Văn 04 (tan_phu_4) không trực ngày 03/04/2024: nghỉ phép"
    assert "đã chứng minh: dù đổi những ca khác thế nào cũng không được (Nghỉ phép)" in text


def test_every_wish_refused_is_named_with_why(wished: Ran) -> None:
    told = asked(wished.folder, "--score")
    verification = json.loads((wished.folder / "verification.json").read_text(encoding="utf-8"))
    amounts = {rule["rule"]: rule["amount"] for rule in verification["rules"] if rule["amount"]}
    assert {rule["rule"]: rule["amount"] for rule in told["rules"]} == pytest.approx(amounts)
    on_duty = {row["officer"] for row in rows_of(wished.folder) if row["date"] == WEDNESDAY}
    assert on_duty
    assert {wish["officer"] for wish in told["wishes"]} == on_duty - {"tan_phu_4"}
    assert all(wish["want"] == "off" and "03/04/2024" in wish["why"] for wish in told["wishes"])


def test_a_roster_made_by_hand_has_a_score_too(wished: Ran, tmp_path: Path) -> None:
    row = next(row for row in rows_of(wished.folder) if row["date"] == WEDNESDAY)
    taken = {key: row[key] for key in ("officer", "date", "shift", "post")}
    told = asked(edited(wished.folder, tmp_path, taken, "tan_phu_4"), "--score")
    leave = next(rule for rule in told["rules"] if rule["rule"] == "leave")
    assert leave["weight"] is None
    assert [match["entity"] for match in leave["matches"]] == ["tan_phu_4"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--officer tan_fu_1 --date 2024-04-02", "did you mean 'tan_phu_1'?"),
        ("--officer tan_phu_1", "add --date"),
        (f"--date {MONDAY}", "add --officer or --post"),
        (f"--post desk_tan_fu --date {MONDAY}", "did you mean 'desk_tan_phu'?"),
        ("--officer tan_phu_1 --date 2024-05-30", "lies outside the campaign"),
        ("--officer tan_phu_1 --date 2024-04-02 --shift morn", "there is no shift 'morn'"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(wished: Ran, line: str, told: str) -> None:
    result = catruc(f"explain {{run}} {line} --lang en", run=wished.folder)
    assert result.exit_code == 2
    assert told in result.stderr
