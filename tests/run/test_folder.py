"""The run folder appears whole or not at all, whatever happens on the way, and takes nobody else's place."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from pathlib import Path

import pytest

from optimizer.errors import RunFolderError
from optimizer.run.folder import await_replacement, recover_run, require_writable, rescue_folders, write_run
from optimizer.run.record import RECORD_FILE
from optimizer.run.scratch import ASIDE, OWNER, alone_in

ROOT = Path(__file__).parents[2]
OURS = frozenset({RECORD_FILE, "roster.csv", "roster.xlsx", "calendars"})


def publish(directory, seed=1, late=lambda folder: None):
    """Write a run of two files and a folder; ``late`` happens when they are there."""

    def write(folder):
        (folder / RECORD_FILE).write_text(f"seed {seed}")
        (folder / "calendars").mkdir()
        (folder / "calendars" / "an.ics").write_text("BEGIN:VCALENDAR")
        late(folder)
        (folder / "roster.csv").write_text("date,shift")

    return write_run(directory, write, OURS)


def failing(error):
    def late(_):
        raise error

    return late


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_written_is_there_and_nothing_else(tmp_path):
    folder = publish(tmp_path / "runs" / "dong_phu")
    assert folder == tmp_path / "runs" / "dong_phu"
    assert set(content(folder)) == {RECORD_FILE, "roster.csv", "calendars/an.ics"}
    assert os.listdir(tmp_path / "runs") == ["dong_phu"]


def test_an_earlier_run_is_replaced_and_strangers_files_stay(tmp_path):
    folder = publish(tmp_path / "run", seed=1)
    (folder / "actuals.csv").write_text("date,place,done\n")
    (folder / "roster.xlsx").write_text("of the earlier run")
    publish(folder, seed=2)
    assert (folder / RECORD_FILE).read_text() == "seed 2"
    assert (folder / "actuals.csv").read_text() == "date,place,done\n"
    assert not (folder / "roster.xlsx").exists(), "a document of the earlier run would contradict the new one"
    assert os.listdir(tmp_path) == ["run"]


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "run").mkdir()
    assert (publish(tmp_path / "run") / RECORD_FILE).exists()


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), PermissionError(errno.EACCES, "Permission denied")]
)
def test_a_failure_half_way_leaves_the_earlier_run(tmp_path, error):
    folder = publish(tmp_path / "run")
    before = content(folder)
    with pytest.raises(RunFolderError) as caught:
        publish(folder, 2, failing(error))
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
        publish(folder, 2, failing(KeyboardInterrupt()))
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


def test_a_failing_rename_puts_the_earlier_run_back(tmp_path, monkeypatch):
    folder = publish(tmp_path / "run")
    before = content(folder)
    rename = Path.rename

    def fail_for_scratch(self, target):
        if self.name != ASIDE and Path(target) == folder:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_scratch)
    with pytest.raises(RunFolderError, match="Input/output error"):
        publish(folder, seed=2)
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


def abandoned(tmp_path, name="run"):
    """What a process that was killed leaves of its scratch folder."""
    folder = tmp_path / f".{name}.4000000.abcdef12.writing"
    folder.mkdir()
    (folder / OWNER).write_bytes(b"catruc\n")
    return folder


def test_a_run_moved_aside_by_a_killed_process_comes_back(tmp_path):
    folder = publish(tmp_path / "run")
    before = content(folder)
    folder.rename(abandoned(tmp_path) / ASIDE)
    recover_run(folder, OURS)
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that cannot be caught")
def test_a_killed_process_leaves_the_earlier_run_and_the_next_one_clears_up(tmp_path):
    folder = publish(tmp_path / "run", seed=1)
    before = content(folder)
    code = (
        "import os, signal, pathlib\n"
        "from tests.run.test_folder import publish\n"
        "die = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"publish(pathlib.Path({str(folder)!r}), 2, die)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert content(folder) == before
    assert len(os.listdir(tmp_path)) == 2, "the half-written folder is still there"
    publish(folder, seed=2)
    assert os.listdir(tmp_path) == ["run"]


def test_leftovers_of_a_process_killed_after_the_rename_are_cleared(tmp_path):
    folder = publish(tmp_path / "run", seed=2)
    aside = abandoned(tmp_path) / ASIDE
    aside.mkdir()
    (aside / "notes.txt").write_text("keep me")
    (aside / RECORD_FILE).write_text("{}")
    publish(folder, seed=3)
    assert (folder / "notes.txt").read_text() == "keep me"
    assert (folder / RECORD_FILE).read_text() == "seed 3"
    assert os.listdir(tmp_path) == ["run"]


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear")
    with pytest.raises(RunFolderError, match=re.escape("no run.json")) as caught:
        publish(tmp_path / "letters")
    assert caught.value.exit_code == 2
    assert content(tmp_path / "letters") == {"one.txt": b"dear"}
    with pytest.raises(RunFolderError, match=re.escape("no run.json")):
        require_writable(tmp_path / "letters")


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


def test_asking_whether_a_folder_can_be_written_leaves_nothing_behind(tmp_path):
    require_writable(tmp_path / "runs" / "dong_phu")
    assert os.listdir(tmp_path) == []


def test_a_symbolic_link_keeps_pointing_at_the_run(tmp_path):
    folder = publish(tmp_path / "run", seed=1)
    (tmp_path / "latest").symlink_to(folder)
    assert publish(tmp_path / "latest", seed=2) == tmp_path / "latest"
    assert (tmp_path / "latest").is_symlink()
    assert (folder / RECORD_FILE).read_text() == "seed 2"


def test_a_name_as_long_as_the_system_allows(tmp_path):
    name = "đ" * 127
    assert (publish(tmp_path / name) / "roster.csv").exists()
    assert os.listdir(tmp_path) == [name]


def test_foreign_neighbours_of_a_run_stay_and_do_no_harm(tmp_path):
    strangers = [".run.writing", ".run.foo.writing", ".run.1.writing", ".run.4000000.abcdef12.writing", ".run.previous"]
    for name in strangers:
        (tmp_path / name).mkdir()
        (tmp_path / name / RECORD_FILE).write_text("of somebody else")
    (tmp_path / ".run.4000000.file.writing").write_text("a file")
    (tmp_path / ".run.4000000.link.writing").symlink_to(tmp_path / "elsewhere")
    before = content(tmp_path)
    publish(tmp_path / "run", 1)
    publish(tmp_path / "run", 2)
    shutil.rmtree(tmp_path / "run")
    recover_run(tmp_path / "run", OURS)
    assert content(tmp_path) == before
    assert (tmp_path / ".run.4000000.link.writing").is_symlink()


def test_what_a_living_process_writes_is_left_alone(tmp_path):
    folder = tmp_path / "run"
    publish(folder, 1, lambda _: publish(folder, 2, lambda _: recover_run(folder, OURS)))
    assert (folder / RECORD_FILE).read_text() == "seed 1", "the later one to finish"
    assert os.listdir(tmp_path) == ["run"]


def test_two_that_publish_at_once_leave_one_whole_run(tmp_path):
    folder, failures = tmp_path / "run", []

    def again_and_again(seed):
        try:
            for _ in range(25):
                publish(folder, seed)
        except RunFolderError as error:
            failures.append(error)

    publish(folder, 0)
    (folder / "notes.txt").write_text("keep me")
    threads = [threading.Thread(target=again_and_again, args=(seed,)) for seed in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(content(folder)) == {RECORD_FILE, "roster.csv", "calendars/an.ics", "notes.txt"}
    assert os.listdir(tmp_path) == ["run"]


def test_whoever_reads_while_a_run_is_replaced_finds_one_or_the_other(tmp_path):
    folder, missing, is_over = tmp_path / "run", [], threading.Event()

    def read_again_and_again():
        while not is_over.is_set():
            await_replacement(folder)
            try:
                (folder / RECORD_FILE).read_text()
            except FileNotFoundError as error:
                missing.append(error)

    publish(folder, 0)
    aside = tmp_path / "aside"
    with alone_in(tmp_path):
        folder.rename(aside)
        reader = threading.Thread(target=read_again_and_again)
        reader.start()
        time.sleep(0.3)
        aside.rename(folder)
    time.sleep(0.2)
    is_over.set()
    reader.join()
    assert missing == []


def test_a_run_that_is_nowhere_is_not_waited_for(tmp_path):
    began = time.monotonic()
    await_replacement(tmp_path / "run")
    await_replacement(tmp_path / "runs" / "run")
    assert time.monotonic() - began < 1.0


def test_a_run_that_cannot_be_put_back_is_not_deleted(tmp_path, monkeypatch):
    folder = publish(tmp_path / "run")
    before, rename = content(folder), Path.rename

    def fail(self, target):
        if Path(target) == folder:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(RunFolderError, match="Input/output error"):
        publish(folder, seed=2)
    monkeypatch.undo()
    recover_run(folder, OURS)
    assert content(folder) == before
    assert os.listdir(tmp_path) == ["run"]


def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    for refused in (require_writable, publish):
        with pytest.raises(RunFolderError):
            refused(tmp_path / "one")


def test_scratch_folders_are_their_owners_alone_and_runs_as_anybody_allows(tmp_path):
    modes = []
    publish(tmp_path / "run", late=lambda new: modes.append(new.parent.stat().st_mode & 0o777))
    assert modes == [0o700]
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "run").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_plan_that_cannot_be_written_finds_refuge_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "gettempdir", lambda: failing(FileNotFoundError())(None))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "missing")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    (refuge,) = rescue_folders("run")
    assert refuge.name == "run"
    assert refuge.parent.parent == tmp_path
    assert os.listdir(tmp_path) == [], "nobody took it"


def test_a_folder_name_with_accents_and_blanks(tmp_path):
    name = unicodedata.normalize("NFC", "Đồng Phú – cao điểm")
    assert (publish(tmp_path / name) / "roster.csv").exists()


def test_a_read_only_disk_is_told_without_the_file_that_was_tried(tmp_path, monkeypatch):
    def refused(**_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(tmp_path / "tmpx1"))

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    with pytest.raises(RunFolderError, match=r"Read-only file system\n  close files.*ask for write permission"):
        require_writable(tmp_path / "run")


def test_all_files_are_flushed_and_wait_for_the_disk_together(tmp_path, monkeypatch):
    flushed, together = [], threading.Barrier(3, timeout=30)

    def flush(file):
        together.wait()  # whoever flushes one after another waits here in vain
        flushed.append(os.fstat(file).st_ino)

    monkeypatch.setattr("optimizer.run.folder.os.fsync", flush)
    run = publish(tmp_path / "run")
    files = (run / RECORD_FILE, run / "roster.csv", run / "calendars" / "an.ics")
    assert sorted(flushed) == sorted(file.stat().st_ino for file in files)


def test_a_file_that_cannot_be_flushed_leaves_the_run_as_it_was(tmp_path, monkeypatch):
    def refuse(file):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    run = publish(tmp_path / "run")
    monkeypatch.setattr("optimizer.run.folder.os.fsync", refuse)
    with pytest.raises(RunFolderError):
        publish(run, seed=2)
    assert (run / RECORD_FILE).read_text() == "seed 1"
