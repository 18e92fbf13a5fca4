"""What lies in a published run folder, and that it reads back as it was."""

from __future__ import annotations

import csv
import itertools
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from optimizer.publish.publishing import ALL_OUTPUTS, DATA_OUTPUTS, publish_findings, publish_run
from optimizer.run.actuals import ActualRow
from optimizer.run.reading import read_folder, read_plan
from optimizer.run.record import RECORD_FILE
from optimizer.run.seal import RUN_NAMES, read_seal
from optimizer.world.plan import Plan
from tests.publish.documents import HOSTILE, SMALL, open_sheets, with_names
from tests.worlds.published import publication, simulation

WORLD = publication(2, 8, 6)
ACTUALS = (
    ActualRow(date(2024, 4, 5), "xa_1", "activation", "", 37),
    ActualRow(date(2024, 4, 6), "=xa_1", "activation", "evening", 0, 12, 1, 3, 2),
)
ROOT = Path(__file__).parents[2]
CONTRACT = {
    "scenario.resolved.yaml",
    "roster.csv",
    "helpers.csv",
    "absences.csv",
    "openings.csv",
    "visits.csv",
    "quotas.csv",
    "progress.csv",
    "burden.csv",
    "verification.json",
    "run.json",
}
DECOMPOSED = unicodedata.normalize("NFD", "Đặng Thị Ấn")


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_data_files_of_the_contract(tmp_path):
    folder = publish_run(tmp_path / "run", WORLD, DATA_OUTPUTS)
    assert set(os.listdir(folder)) == CONTRACT
    assert json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))["tiers"][1]["terms"] == {
        "activation": 300.4,
        "id_card": 12.0,
    }


def test_the_verifier_reads_back_what_was_published(tmp_path):
    names = itertools.cycle(["=1+1", "'-x", "An\tVăn", "Đặng Thị Ấn", '"; An, Bình"'])
    roster = tuple(replace(row, name=next(names)) for row in WORLD.plan.roster)
    plan = replace(WORLD.plan, roster=roster)
    publish_run(tmp_path / "run", replace(WORLD, plan=plan), DATA_OUTPUTS)
    read, record = read_plan(tmp_path / "run")
    assert [row.name for row in read.roster] == [row.name.replace("\t", " ") for row in roster]
    assert [replace(row, name="") for row in read.roster] == [replace(row, name="") for row in roster]
    assert (read.helpers, read.absences) == (plan.helpers, plan.absences)
    for name in ("openings", "visits", "quotas", "progress", "burden"):
        assert getattr(read, name) == tuple(rounded(row) for row in getattr(plan, name)), name
    assert read.tiers == plan.tiers
    assert record == WORLD.record


def rounded(row):
    return replace(row, **{
        field.name: round(getattr(row, field.name), 3) for field in fields(row) if field.type == "float"
    })  # fmt: skip


def test_every_output_writes_the_names_it_stands_for(tmp_path):
    folder = publish_run(tmp_path / "run", WORLD)
    names = {name for names in ALL_OUTPUTS for name in names}
    assert names == RUN_NAMES
    grounds, simulated = {"actuals.csv", "published.csv"}, {"simulation.json", "simulation.csv"}
    assert set(os.listdir(folder)) == names - grounds - simulated
    publish_run(folder, replace(WORLD, simulation=simulation(WORLD)))
    assert set(os.listdir(folder)) == names - grounds
    publish_run(folder, replace(WORLD, actuals=ACTUALS, replaced=WORLD.plan.roster))
    assert set(os.listdir(folder)) == names - simulated


def test_what_a_revision_rests_on_reads_back_as_it_was(tmp_path):
    folder = publish_run(tmp_path / "run", replace(WORLD, actuals=ACTUALS, replaced=WORLD.plan.roster), DATA_OUTPUTS)
    read = read_folder(folder)
    assert (read.actuals, read.published) == (ACTUALS, WORLD.plan.roster)
    seal = read_seal(folder)
    assert seal.claimed == seal.found
    assert {"actuals.csv", "published.csv"} <= set(seal.claimed)


def test_what_is_found_out_of_a_run_is_told_in_it_sealed_with_it_and_goes_with_it(tmp_path):
    folder = publish_run(tmp_path / "run", WORLD)
    whole = set(os.listdir(folder))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    found = simulation(WORLD)
    publish_findings(
        folder, replace(WORLD, simulation=found, record=replace(WORLD.record, chances=found.record.chances))
    )
    seal = read_seal(folder)
    assert seal.claimed == seal.found
    assert seal.claimed_own == seal.found_own
    assert set(os.listdir(folder)) == {*whole, "simulation.json", "simulation.csv", "notes.txt"}
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"run.json", "report.html", "roster.xlsx"}
    publish_run(folder, WORLD)
    assert set(os.listdir(folder)) == {*whole, "notes.txt"}


def test_documents_that_are_not_there_are_not_made_to_tell_what_is_found_out(tmp_path):
    folder = publish_run(tmp_path / "run", WORLD, DATA_OUTPUTS)
    publish_findings(folder, replace(WORLD, simulation=simulation(WORLD)))
    assert set(os.listdir(folder)) == {*CONTRACT, "simulation.json", "simulation.csv"}


def test_a_document_of_an_earlier_run_does_not_outlive_it(tmp_path):
    folder = publish_run(tmp_path / "run", WORLD)
    publish_run(folder, WORLD, DATA_OUTPUTS)
    assert set(os.listdir(folder)) == CONTRACT


def test_the_same_inputs_give_the_same_data_files(tmp_path):
    one, two = (publish_run(tmp_path / name, WORLD, DATA_OUTPUTS) for name in ("one", "two"))
    assert content(one) == content(two)


def test_figures_that_are_no_numbers_are_not_published(tmp_path):
    folder = publish_run(tmp_path / "run", WORLD, DATA_OUTPUTS)
    before = content(folder)
    with pytest.raises(ValueError, match="JSON"):
        publish_run(folder, replace(WORLD, record=replace(WORLD.record, seconds=float("nan"))), DATA_OUTPUTS)
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


def test_documents_cost_nothing_until_they_are_written():
    code = (
        "import sys, optimizer.publish.publishing\n"
        "print([name for name in ('xlsxwriter', 'jinja2', 'icalendar', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", [HOSTILE, "=1+1", "hai\ndòng", DECOMPOSED])
def test_hostile_names_reach_every_file_disarmed(tmp_path, name):
    folder = publish_run(tmp_path / "run", with_names(name))
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    plan, record = read_plan(folder)
    assert {row.name for row in plan.roster} == {plain}
    assert record.warnings == (unicodedata.normalize("NFC", name),)
    for path in folder.rglob("*"):
        if path.suffix in (".csv", ".html", ".ics", ".json"):
            text = path.read_text(encoding="utf-8-sig")
            assert unicodedata.is_normalized("NFC", text), path.name
            if path.suffix == ".csv":
                cells = (cell for line in csv.reader(text.splitlines()) for cell in line)
                assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell)], path.name
            elif path.suffix == ".html":
                assert "<script" not in text


def test_a_plan_without_rows_is_still_published(tmp_path):
    nothing = Plan((), (), (), (), (), (), (), (), ())
    told = replace(SMALL.record, tiers=(), officer_weeks_at_limit={}, overtime_over_cap=(), warnings=())
    unchecked = replace(SMALL.verification, rules=(), figures_compared={})
    folder = publish_run(tmp_path / "run", replace(SMALL, plan=nothing, record=told, verification=unchecked))
    assert "Không có buổi lưu động nào." in (folder / "report.html").read_text(encoding="utf-8")
    assert "Tuần 14" in open_sheets((folder / "roster.xlsx").read_bytes())
    assert len(list((folder / "calendars").iterdir())) == len(SMALL.scenario.officers)


def test_a_district_is_published_in_seconds(tmp_path):
    whole = publication(11, 91, 75)
    began = time.process_time()
    publish_run(tmp_path / "run", whole)
    assert time.process_time() - began < 6, "about 2 s of processor time are usual"
    assert (tmp_path / "run" / "report.html").stat().st_size < 2_500_000
    assert len(list((tmp_path / "run" / "calendars").iterdir())) == 75
