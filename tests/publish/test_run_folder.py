from __future__ import annotations

import errno
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from dataclasses import fields, replace
from pathlib import Path

import pytest

from optimizer.errors import RunFolderError
from optimizer.publish import run_folder
from optimizer.publish.run_folder import ALL_OUTPUTS, DATA_OUTPUTS, MARKER, publish_run, recover_run
from optimizer.run.reading import read_plan
from tests.worlds.published import publication

WORLD = publication(2, 8, 6)
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


def publish(directory, outputs=DATA_OUTPUTS, **changes):
    record = {**WORLD.run_record, **changes}
    return publish_run(
        directory, WORLD.scenario, WORLD.plan, record, WORLD.verification, WORLD.resolved_text, outputs=outputs
    )


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failing(error):
    def write(folder, _):
        (folder / "roster.csv").write_text("half")
        raise error

    return {**DATA_OUTPUTS, ("late",): write}


def test_the_data_files_of_the_contract(tmp_path):
    folder = publish(tmp_path / "runs" / "dong_phu")
    assert folder == tmp_path / "runs" / "dong_phu"
    assert set(os.listdir(folder)) == CONTRACT
    assert json.loads((folder / MARKER).read_text(encoding="utf-8"))["tiers"][1]["terms"] == {
        "activation": 300.4,
        "id_card": 12.0,
    }
    assert os.listdir(tmp_path / "runs") == ["dong_phu"]


def test_the_verifier_reads_back_what_was_published(tmp_path):
    names = itertools.cycle(["=1+1", "'-x", "An\tVăn", "Đặng Thị Ấn", '"; An, Bình"'])
    roster = tuple(replace(row, name=next(names)) for row in WORLD.plan.roster)
    plan = replace(WORLD.plan, roster=roster)
    publish_run(
        tmp_path / "run", WORLD.scenario, plan, WORLD.run_record, WORLD.verification, WORLD.resolved_text, DATA_OUTPUTS
    )
    read, record = read_plan(tmp_path / "run")
    assert [row.name for row in read.roster] == [row.name.replace("\t", " ") for row in roster]
    assert [replace(row, name="") for row in read.roster] == [replace(row, name="") for row in roster]
    assert (read.helpers, read.absences) == (plan.helpers, plan.absences)
    for name in ("openings", "visits", "quotas", "progress", "burden"):
        assert getattr(read, name) == tuple(rounded(row) for row in getattr(plan, name)), name
    assert read.tiers == plan.tiers
    assert record == WORLD.run_record


def rounded(row):
    return replace(row, **{
        field.name: round(getattr(row, field.name), 3) for field in fields(row) if field.type == "float"
    })  # fmt: skip


def test_every_output_writes_the_names_it_stands_for(tmp_path):
    folder = publish(tmp_path / "run", outputs=ALL_OUTPUTS)
    assert set(os.listdir(folder)) == {name for names in ALL_OUTPUTS for name in names}


def test_an_earlier_run_is_replaced_and_strangers_files_stay(tmp_path):
    folder = publish(tmp_path / "run", seed=1)
    (folder / "actuals.csv").write_text("date,place,done\n")
    (folder / "roster.xlsx").write_text("of the earlier run")
    publish(folder, seed=2)
    assert json.loads((folder / MARKER).read_text(encoding="utf-8"))["seed"] == 2
    assert (folder / "actuals.csv").read_text() == "date,place,done\n"
    assert not (folder / "roster.xlsx").exists(), "a document of the earlier run would contradict the new one"
    assert os.listdir(tmp_path) == ["run"]


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "run").mkdir()
    assert (publish(tmp_path / "run") / MARKER).exists()


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), PermissionError(errno.EACCES, "Permission denied")]
)
def test_a_failure_half_way_leaves_the_earlier_run(tmp_path, error):
    folder = publish(tmp_path / "run")
    before = content(folder)
    with pytest.raises(RunFolderError) as caught:
        publish(folder, outputs=failing(error), seed=2)
    problem = caught.value.diagnostics[0]
    assert problem.where == str(folder)
    assert error.strerror in str(problem.what)
    assert "earlier run" in str(problem.remedy)
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


def test_ctrl_c_half_way_leaves_the_earlier_run(tmp_path):
    folder = publish(tmp_path / "run")
    before = content(folder)
    with pytest.raises(KeyboardInterrupt):
        publish(folder, outputs=failing(KeyboardInterrupt()))
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


def test_a_failing_rename_puts_the_earlier_run_back(tmp_path, monkeypatch):
    folder = publish(tmp_path / "run")
    before = content(folder)
    rename = run_folder.Path.rename

    def fail_for_scratch(self, target):
        if self.name.endswith(".writing"):
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(run_folder.Path, "rename", fail_for_scratch)
    with pytest.raises(RunFolderError, match="Input/output error"):
        publish(folder, seed=2)
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


def test_a_run_moved_aside_by_a_killed_process_comes_back(tmp_path):
    folder = publish(tmp_path / "run")
    before = content(folder)
    folder.rename(tmp_path / ".run.previous")
    recover_run(folder)
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that cannot be caught")
def test_a_killed_process_leaves_the_earlier_run_and_the_next_one_clears_up(tmp_path):
    folder = publish(tmp_path / "run", seed=1)
    before = content(folder)
    code = (
        "import os, signal, pathlib\n"
        "from tests.publish.test_run_folder import DATA_OUTPUTS, publish\n"
        "die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"publish(pathlib.Path({str(folder)!r}), {{**DATA_OUTPUTS, ('late',): die}})\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert content(folder) == before
    assert len(os.listdir(tmp_path)) == 2, "the half-written folder is still there"
    publish(folder, seed=2)
    assert os.listdir(tmp_path) == ["run"]


def test_documents_cost_nothing_until_they_are_written():
    code = (
        "import sys, optimizer.publish.run_folder\n"
        "print([name for name in ('xlsxwriter', 'jinja2', 'icalendar', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_leftovers_of_a_process_killed_after_the_rename_are_cleared(tmp_path):
    folder = publish(tmp_path / "run", seed=2)
    (tmp_path / ".run.previous").mkdir()
    (tmp_path / ".run.previous" / "notes.txt").write_text("keep me")
    (tmp_path / ".run.previous" / MARKER).write_text("{}")
    publish(folder, seed=3)
    assert (folder / "notes.txt").read_text() == "keep me"
    assert json.loads((folder / MARKER).read_text(encoding="utf-8"))["seed"] == 3
    assert os.listdir(tmp_path) == ["run"]


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear")
    with pytest.raises(RunFolderError, match=re.escape("no run.json")) as caught:
        publish(tmp_path / "letters")
    assert caught.value.exit_code == 2
    assert content(tmp_path / "letters") == {"one.txt": b"dear"}


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "run").write_text("a file")
    with pytest.raises(RunFolderError, match="this is a file"):
        publish(tmp_path / "run")
    with pytest.raises(RunFolderError):
        publish(tmp_path / "run" / "below")
    assert (tmp_path / "run").read_text() == "a file"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_an_unwritable_parent_is_told(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(RunFolderError, match="Permission denied"):
            publish(tmp_path / "run")
    finally:
        tmp_path.chmod(0o700)


def test_a_symbolic_link_keeps_pointing_at_the_run(tmp_path):
    folder = publish(tmp_path / "run", seed=1)
    (tmp_path / "latest").symlink_to(folder)
    assert publish(tmp_path / "latest", seed=2) == tmp_path / "latest"
    assert (tmp_path / "latest").is_symlink()
    assert json.loads((folder / MARKER).read_text(encoding="utf-8"))["seed"] == 2


def test_the_same_inputs_give_the_same_data_files(tmp_path):
    one, two = publish(tmp_path / "one"), publish(tmp_path / "two")
    assert content(one) == content(two)


def test_a_folder_name_with_accents_and_blanks(tmp_path):
    name = unicodedata.normalize("NFC", "Đồng Phú – cao điểm")
    assert (publish(tmp_path / name) / "roster.csv").exists()


def test_figures_that_are_no_numbers_are_not_published(tmp_path):
    folder = publish(tmp_path / "run")
    before = content(folder)
    with pytest.raises(ValueError, match="JSON"):
        publish(folder, gap=float("nan"))
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]
