"""Changing a published plan: stand-in, swap, amend and replan, on real small plans."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from optimizer.rules.catalogue import checker
from optimizer.scenario.loading import load_resolved
from optimizer.track.journal import open_journal
from optimizer.workflows.verify import verify_run
from tests.cli.conftest import Ran, Row, rows_of
from tests.cli.running import all_files, catruc, parsed


def write_rows(run: Path, rows: list[Row], name: str = "roster", **form: Any) -> None:
    with (run / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n", **form)
        writer.writeheader()
        writer.writerows(rows)


def held(run: Path) -> set[tuple[str, str, str]]:
    return {(row["officer"], row["date"], row["shift"]) for row in rows_of(run)}


def test_a_swap_rewrites_everything_and_is_a_revision(run: Path, lawful_swap: tuple[str, str]) -> None:
    one, other = lawful_swap
    before = held(run)
    told = parsed(catruc(f"swap {{run}} {one} {other} --reason 'họp phụ huynh' --as Lan --json", run=run))
    first, second = one.split(":"), other.split(":")
    assert held(run) - before == {(second[0], *first[1:]), (first[0], *second[1:])}
    assert (told["duties"], told["people"]) == (2, sorted({first[0], second[0]}))
    assert verify_run(run).verification.passed
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    revision = record["revision"]
    assert (revision["kind"], revision["by"], revision["reason"]) == ("swap", "Lan", "họp phụ huynh")
    assert revision["number"] == told["revision"] == revision["parent"] + 1
    assert {(row["officer"], row["date"], row["shift"]) for row in rows_of(run, "published")} == before
    assert all((run / name).exists() for name in ("roster.xlsx", "report.html", "calendars"))


def test_the_rules_of_a_changed_plan_are_checked_once(
    run: Path, lawful_swap: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def counted(kind: str) -> Any:
        checked.append(kind)
        return checker(kind)

    monkeypatch.setattr("optimizer.verify.verifier.checker", counted)
    catruc(f"swap {{run}} {lawful_swap[0]} {lawful_swap[1]}", run=run)
    rules = load_resolved(run / "scenario.resolved.yaml").scenario.rules.values()
    assert sorted(checked) == sorted(rule.kind for rule in rules if rule.enforcement != "off")


def test_an_earlier_revision_comes_back(run: Path, lawful_swap: tuple[str, str]) -> None:
    before = held(run)
    catruc(f"swap {{run}} {lawful_swap[0]} {lawful_swap[1]}", run=run)
    assert held(run) != before
    told = parsed(catruc("replan {run} --revert 1 --json", run=run))
    assert held(run) == before
    assert verify_run(run).verification.passed
    assert [revision.record.kind for revision in open_journal(run).revisions()][-1] == "revert"
    assert told["revision"] == len(open_journal(run).revisions())


def test_a_swap_against_the_rules_is_refused_and_named(run: Path) -> None:
    one, other = evening_and_next_day(run)
    before = all_files(run)
    result = catruc(f"swap {{run}} {one} {other} --lang en", run=run)
    assert result.exit_code == 6
    assert "rest" in result.stderr.lower()
    assert all_files(run) == before


def evening_and_next_day(run: Path) -> tuple[str, str]:
    """Duties whose exchange puts somebody on a morning after an evening."""
    rows = rows_of(run)
    for evening in (row for row in rows if row["shift"] == "evening"):
        for morning in (row for row in rows if row["shift"] == "morning" and row["date"] > evening["date"]):
            giver = next(
                (
                    row
                    for row in rows
                    if row["officer"] == evening["officer"] and row["date"] not in (evening["date"], morning["date"])
                ),
                None,
            )
            days = sorted({row["date"] for row in rows})
            is_next = days.index(morning["date"]) == days.index(evening["date"]) + 1
            if is_next and giver and morning["officer"] != evening["officer"]:
                return (
                    f"{giver['officer']}:{giver['date']}:{giver['shift']}",
                    f"{morning['officer']}:{morning['date']}:morning",
                )
    pytest.fail("no evening is followed by somebody else's morning")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("swap {run} tan_phu_9:2024-04-01:morning tan_phu_1:2024-04-02:morning", "'tan_phu_9'"),
        ("swap {run} tan_phu_1:2024-04-01:mornin tan_phu_2:2024-04-02:morning", "did you mean 'morning'?"),
        ("swap {run} tan_phu_1:2024-05-01:morning tan_phu_2:2024-04-02:morning", "outside the campaign"),
        ("swap {run} tan_phu_1:2024-04-01 tan_phu_2:2024-04-02:morning", "OFFICER:DATE:SHIFT"),
        ("stand-in {run} --officer tan_fu_1 --date 2024-04-01", "did you mean 'tan_phu_1'?"),
        ("stand-in {run} --officer tan_phu_1 --date 2024-13-01", "is no date"),
        ("stand-in {run} --officer tan_phu_1 --date 2023-04-01", "outside the campaign"),
        ("replan {run} --from 2024-03-31", "outside the campaign"),
        ("replan {run} --from 2024-04-08", "outside the campaign"),
        ("replan {run} --from 2024-04-03 --absent tan_phu_1:2024-04-02", "past"),
        ("replan {run} --from 2024-04-03 --absent tan_phu_1:2024-04-05..2024-04-04", "other way round"),
        ("replan {run} --from 2024-04-03 --absent tan_phu_1", "OFFICER:DATE..DATE"),
        ("replan {run} --from 2024-04-03 --absent tan_phu_7:2024-04-04", "did you mean"),
        ("replan {run} --from 2024-04-03 --pin tan_phu_1:2024-04-04:morning:desk", "post or team"),
        ("replan {run} --revert 7", "7"),
        ("replan {run} --revert 1 --from 2024-04-02", "alone"),
        ("replan {run}", "--from"),
    ],
)
def test_what_is_not_there_is_told_with_what_may_be_meant(run: Path, line: str, what: str) -> None:
    before = all_files(run)
    result = catruc(f"{line} --lang en", run=run)
    assert result.exit_code == 2, result.output
    assert what in result.stderr
    assert all_files(run) == before


def test_an_officer_without_a_duty_that_day_is_told_when_there_are_some(run: Path) -> None:
    off = rows_of(run, "absences")[0]
    officer, free = off["officer"], off["date"]
    result = catruc(f"stand-in {{run}} --officer {officer} --date {free} --lang en", run=run)
    assert result.exit_code == 2
    assert f"duties of {officer} nearby" in result.stderr


def test_candidates_are_ranked_and_the_first_can_do_it(roomy: Path) -> None:
    before = all_files(roomy)
    for row in rows_of(roomy):
        asked = f"stand-in {{run}} --officer {row['officer']} --date {row['date']}"
        candidates = parsed(catruc(f"{asked} --json", run=roomy))["candidates"]
        assert {each["officer"] for each in candidates} == {f"tan_phu_{n}" for n in range(1, 6)} - {row["officer"]}
        lawful = [each["lawful"] for each in candidates]
        assert lawful == sorted(lawful, reverse=True)
        if lawful[0]:
            break
    assert lawful[0]
    assert all_files(roomy) == before
    taken = catruc(f"{asked} --take {candidates[0]['officer']}", run=roomy)
    assert taken.exit_code == 0, taken.output
    assert verify_run(roomy).verification.passed
    assert (row["officer"], row["date"]) not in {(each["officer"], each["date"]) for each in rows_of(roomy)}
    assert {"date": row["date"], "officer": row["officer"], "kind": "leave"} in rows_of(roomy, "absences")


def test_whoever_is_told_to_break_a_rule_breaks_it(roomy: Path) -> None:
    """What is said of each candidate is what verification says once the duty is given."""
    for number, row in enumerate(rows_of(roomy)[:4]):
        asked = f"stand-in {{run}} --officer {row['officer']} --date {row['date']}"
        for candidate in parsed(catruc(f"{asked} --json", run=roomy))["candidates"]:
            copy = Path(shutil.copytree(roomy, roomy.with_name(f"{candidate['officer']}_{number}")))
            result = catruc(f"{asked} --take {candidate['officer']}", run=copy)
            assert (result.exit_code == 0) == candidate["lawful"], (row, candidate, result.output)
            shutil.rmtree(copy)


@pytest.mark.parametrize(
    "form",
    [
        {"delimiter": ";"},
        {"delimiter": "\t"},
        {"quoting": csv.QUOTE_ALL},
    ],
)
def test_a_roster_saved_by_a_spreadsheet_program_is_taken(
    run: Path, lawful_swap: tuple[str, str], form: dict[str, Any]
) -> None:
    one, other = (duty.split(":") for duty in lawful_swap)
    rows = exchanged(run, one, other)
    for row in rows:
        year, month, day = row["date"].split("-")
        row |= {"date": f"{day}/{month}/{year}", "start": f"{row['start']}:00", "end": f"{row['end']}:00"}
    write_rows(run, rows, **form)
    result = catruc("amend {run}", run=run)
    assert result.exit_code == 0, result.output
    assert verify_run(run).verification.passed
    assert {(one[0], *other[1:]), (other[0], *one[1:])} <= held(run)


def exchanged(run: Path, one: list[str], other: list[str]) -> list[Row]:
    """The roster with two officers exchanged on two duties; names and units are not mended."""
    rows = rows_of(run)
    for row in rows:
        key = [row["officer"], row["date"], row["shift"]]
        row["officer"] = other[0] if key == one else one[0] if key == other else row["officer"]
    return rows


def test_a_roster_that_nobody_edited_stays_byte_for_byte(run: Path) -> None:
    before = all_files(run)
    assert parsed(catruc("amend {run} --json", run=run))["revision"] is None
    assert all_files(run) == before


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda rows: rows[0].update(officer="tan_phu_11"), "did you mean 'tan_phu_1'?"),
        (lambda rows: rows[0].update(date="2024-04-31"), "is no date"),
        (lambda rows: rows[0].update(date="2024-05-01"), "outside the campaign"),
        (lambda rows: rows[0].update(shift=""), "the cell of shift is empty"),
        (lambda rows: rows.append(dict(rows[0])), "repeats roster.csv:2"),
        (lambda rows: [row.pop("officer") for row in rows], "officer"),
    ],
)
def test_an_edit_that_cannot_be_understood_is_told_with_its_row(
    run: Path, edit: Callable[[list[Row]], object], what: str
) -> None:
    assert "roster.csv:" in refused(run, edit, what)


def refused(run: Path, edit: Callable[[list[Row]], object], what: str) -> str:
    """What is said of an edit that is not published, and leaves every file as it is."""
    rows = rows_of(run)
    edit(rows)
    write_rows(run, rows)
    before = all_files(run)
    result = catruc("amend {run} --lang en", run=run)
    assert result.exit_code == 6, result.output
    assert what in result.stderr
    assert all_files(run) == before
    return result.stderr


@pytest.fixture
def with_journal(planned: Ran, tmp_path: Path) -> Path:
    """A run with the journal that knows what was published."""
    for ending in ("", ".journal"):
        shutil.copytree(planned.folder.with_name(planned.folder.name + ending), tmp_path / f"run{ending}")
    return tmp_path / "run"


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda rows: rows[0].update(name=others_name(rows)[0]), "write tan_phu_"),
        (lambda rows: rows[0].update(name="Somebody"), "put this cell back"),
        (lambda rows: rows[0].update(start=f"{rows[0]['date']}T09:00"), "T09:00' does not fit"),
        (lambda rows: rows[0].update(end=f"{rows[0]['date']} 11:59:00 CH"), "does not fit: in this row it is "),
        (lambda rows: rows[0].update(place="elsewhere"), "the column follows from officer, date, shift and post"),
    ],
)
def test_an_edit_of_what_follows_from_other_columns_is_not_lost_without_a_word(
    with_journal: Path, edit: Callable[[list[Row]], object], what: str
) -> None:
    assert "roster.csv:2  " in refused(with_journal, edit, what)


def others_name(rows: list[Row]) -> list[str]:
    """What others are called than whoever the first row is about."""
    return sorted({row["name"] for row in rows} - {rows[0]["name"]})


def twelve_hours(moment: str, halves: tuple[str, str]) -> str:
    """A time as a spreadsheet program shows it that counts twelve hours."""
    day, _, clock = moment.partition("T")
    hour, minute = clock.split(":")
    return f"{day} {(int(hour) - 1) % 12 + 1}:{minute}:00 {halves[int(hour) >= 12]}"


@pytest.mark.parametrize("halves", [("AM", "PM"), ("SA", "CH"), ("a.m.", "p.m.")])
def test_times_of_twelve_hours_are_no_edit(with_journal: Path, halves: tuple[str, str]) -> None:
    rows = rows_of(with_journal)
    edited = [{**row, **{name: twelve_hours(row[name], halves) for name in ("start", "end")}} for row in rows]
    write_rows(with_journal, edited)
    result = catruc("amend {run}", run=with_journal)
    assert result.exit_code == 0, result.output
    assert rows_of(with_journal) == rows


def test_a_roster_of_which_most_is_gone_is_taken_for_a_file_written_in_part(with_journal: Path) -> None:
    run = with_journal
    rows = rows_of(run)
    write_rows(run, rows[: len(rows) // 2 - 1])
    before = all_files(run)
    result = catruc("amend {run} --lang en", run=run)
    assert result.exit_code == 6
    assert f"only {len(rows) // 2 - 1} of {len(rows)} published duties are left" in result.stderr
    assert all_files(run) == before
    assert catruc("replan {run} --revert 1", run=run).exit_code == 0
    assert rows_of(run) == rows


def test_an_edit_against_the_rules_is_named_and_stays_in_the_folder(edited: Any) -> None:
    before = all_files(edited.folder)
    result = catruc("amend {run} --lang en", run=edited.folder)
    assert result.exit_code == 6
    assert edited.name in result.stderr
    assert "stand-in" in result.stderr
    assert all_files(edited.folder) == before


def test_a_desk_that_nobody_is_put_on_any_more_is_closed(run: Path) -> None:
    rows, opening = rows_of(run), rows_of(run, "openings")[-1]
    key = (opening["date"], opening["shift"], opening["post"])
    write_rows(run, [row for row in rows if (row["date"], row["shift"], row["post"]) != key])
    result = catruc("amend {run}", run=run)
    found = {(row["date"], row["shift"], row["post"]) for row in rows_of(run, "openings")}
    if result.exit_code == 0:
        assert key not in found
        assert verify_run(run).verification.passed
    else:
        assert result.exit_code == 6, result.output


def test_without_news_nothing_changes_byte_for_byte(run: Path) -> None:
    before = all_files(run)
    told = parsed(catruc("replan {run} --from 2024-04-03 --json", run=run))
    assert told["revision"] is None
    assert all_files(run) == before


def test_an_absence_is_mended_with_a_proof(run: Path) -> None:
    row = rows_of(run)[-1]
    before = held(run)
    absent = f"--absent {row['officer']}:{row['date']}"
    told = parsed(catruc(f"replan {{run}} --from {row['date']} {absent} --json", run=run))
    assert told["proved"]["duties"]["bound"] == told["proved"]["duties"]["value"]
    assert verify_run(run).verification.passed
    assert all(officer != row["officer"] or day != row["date"] for officer, day, _ in held(run))
    assert {key for key in before if key[1] < row["date"]} == {key for key in held(run) if key[1] < row["date"]}
    again = parsed(catruc(f"replan {{run}} --from {row['date']} {absent} --json", run=run))
    assert again["revision"] is None


def test_an_absence_that_reaches_into_leave_granted_before_is_one_of_the_other_days(run: Path) -> None:
    row = rows_of(run)[-1]
    officer, day = row["officer"], int(row["date"][-2:])
    line = f"replan {{run}} --from 2024-04-03 --absent {officer}:2024-04-{day:02}..2024-04-{day:02} -q"
    assert catruc(line, run=run).exit_code == 0
    wider = f"replan {{run}} --from 2024-04-03 --absent {officer}:2024-04-{day - 1:02}..2024-04-{day + 1:02}"
    result = catruc(f"{wider} --absent {officer}:2024-04-{day:02} -q", run=run)
    assert result.exit_code == 0, result.output
    leave = {each["date"] for each in rows_of(run, "absences") if (each["officer"], each["kind"]) == (officer, "leave")}
    assert {f"2024-04-{day - 1:02}", f"2024-04-{day:02}"} <= leave
    assert verify_run(run).verification.passed


def test_three_ways_are_told_and_nothing_is_written(run: Path) -> None:
    row = rows_of(run)[-1]
    before = all_files(run)
    line = f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} --alternatives --json"
    ways = {way["fewest"]: way for way in parsed(catruc(line, run=run))["alternatives"]}
    assert list(ways) == ["duties", "people", "burden"]
    if all(way["is_proved"] and way["closed"] == ways["duties"]["closed"] for way in ways.values()):
        assert ways["duties"]["duties"] == min(way["duties"] for way in ways.values())
        assert ways["people"]["people"] == min(way["people"] for way in ways.values())
        assert ways["burden"]["burden"] == min(way["burden"] for way in ways.values())
    assert all_files(run) == before


def test_ways_that_come_to_the_same_roster_say_so(run: Path) -> None:
    row = rows_of(run)[-1]
    line = f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} --alternatives"
    ways = parsed(catruc(f"{line} --json", run=run))["alternatives"]
    assert [way["same_as"] for way in ways] == [None, "duties", "duties"], "one day lets little be chosen"
    assert len({(way["duties"], way["people"], way["burden"], way["price"]) for way in ways}) == 1
    told = catruc(f"{line} --lang en", run=run).stdout
    assert "fewest officers (the same roster as fewest duties)" in told
    assert told.count("the same roster") == 2


def test_changes_have_a_price_where_no_rule_of_the_scenario_prices_them(run: Path) -> None:
    row = rows_of(run)[0]
    day = date.fromisoformat(row["date"])
    line = f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} --json"
    told = parsed(catruc(line, run=run))
    existing = {(each["date"], each["shift"], each["post"]) for each in rows_of(run)}
    changed = [*told["given"]]
    changed += [duty for duty in told["taken"] if (duty["date"], duty["shift"], duty["post"]) in existing]
    assert changed
    ahead = {duty["date"]: (date.fromisoformat(duty["date"]) - day).days for duty in changed}
    prices = {name: 3 if days < 3 else 2 if days < 7 else 1 for name, days in ahead.items()}
    rest = sum(date.fromisoformat(duty["date"]).weekday() > 4 for duty in changed)
    holidays = sum(duty["date"] == "2024-04-05" for duty in changed)
    assert told["price"] == sum(prices[duty["date"]] for duty in changed) + rest + holidays


def test_fewer_changes_than_must_be_are_refused_with_how_many(run: Path) -> None:
    row = rows_of(run)[-1]
    line = f"replan {{run}} --from {row['date']} --absent {row['officer']}:{row['date']} --most-changes 0 --lang en"
    result = catruc(line, run=run)
    assert result.exit_code == 2
    assert "at least 1 duties" in result.stderr


def test_pins_that_contradict_hard_rules_are_named(run: Path) -> None:
    one, other = pins_against_rest(run)
    before = all_files(run)
    result = catruc(f"replan {{run}} --from 2024-04-01 --freeze 0 --pin {one} --pin {other} --lang en", run=run)
    assert result.exit_code == 4, result.output
    assert "rest" in result.stderr.lower()
    assert all_files(run) == before


def pins_against_rest(run: Path) -> tuple[str, str]:
    rows = rows_of(run)
    evenings = {row["date"] for row in rows if row["shift"] == "evening"}
    mornings = {row["date"] for row in rows if row["shift"] == "morning"}
    for day in sorted(evenings):
        later = f"{day[:-2]}{int(day[-2:]) + 1:02}"
        if later in mornings:
            return f"tan_phu_1:{day}:evening", f"tan_phu_1:{later}:morning"
    pytest.fail("no evening is followed by a morning")


def test_a_run_that_does_not_verify_is_refused(edited: Any, lawful_swap: tuple[str, str]) -> None:
    result = catruc(f"swap {{run}} {lawful_swap[0]} {lawful_swap[1]}", run=edited.folder)
    assert result.exit_code == 6


def test_who_is_on_duty_then_already_cannot_stand_in(run: Path) -> None:
    rows = rows_of(run)
    one, other = next(
        (one, other)
        for one in rows
        for other in rows
        if (one["date"], one["shift"]) == (other["date"], other["shift"]) and one["officer"] != other["officer"]
    )
    line = f"stand-in {{run}} --officer {one['officer']} --date {one['date']} --shift {one['shift']} --lang en"
    asked = catruc(line, run=run)
    assert "on duty there already" in asked.stdout
    assert "--take" not in asked.stdout or f"--shift {one['shift']} --take" in asked.stdout
    before = all_files(run)
    result = catruc(f"{line} --take {other['officer']}", run=run)
    assert result.exit_code == 2
    assert f"{other['officer']} is on duty on {one['date']} {one['shift']} already" in result.stderr
    assert all_files(run) == before


def test_a_change_against_the_rules_is_told_by_its_breaches_alone(run: Path) -> None:
    one, other = evening_and_next_day(run)
    told = catruc(f"swap {{run}} {one} {other} --lang en", run=run).stderr
    assert "9 h of rest" in told
    assert "recomputed" not in told, "figures follow from the roster"


@pytest.mark.parametrize("damage", ["who is on duty", "half a file"])
def test_a_damaged_run_is_told_the_way_back_which_leads_there(
    run: Path, lawful_swap: tuple[str, str], damage: str
) -> None:
    catruc(f"swap {{run}} {lawful_swap[0]} {lawful_swap[1]}", run=run)
    before = held(run)
    rows = rows_of(run)
    if damage == "half a file":
        content = (run / "roster.csv").read_bytes()
        (run / "roster.csv").write_bytes(content[: len(content) // 2])
    else:
        write_rows(run, [row | {"officer": rows[0]["officer"]} for row in rows])
        told = catruc(f"swap {{run}} {lawful_swap[0]} {lawful_swap[1]} --lang en", run=run).stderr
        assert "--revert" in told
    number = open_journal(run).revisions()[-1].number
    result = catruc(f"replan {{run}} --revert {number} --lang en", run=run)
    assert result.exit_code == 0, result.output
    assert held(run) == before
    assert verify_run(run).verification.passed
    kept = open_journal(run).folder / "revisions" / f"{number:04}-edited-1" / "roster.csv"
    assert kept.is_file(), "nothing is lost"
