"""A campaign's journal keeps every revision and every report, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from optimizer.errors import JournalError, RunFolderError
from optimizer.run.actuals import ACTUALS_FILE, ActualRow
from optimizer.run.csv_files import write_rows
from optimizer.run.seal import seal
from optimizer.track import journal as module
from optimizer.track.database import MIGRATIONS
from optimizer.track.journal import Journal, open_journal
from optimizer.track.locking import only_writer
from tests.track.journals import MORNING, publish, record, row, run_without_journal, state

fcntl = pytest.importorskip("fcntl")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "dong_phu"


def test_a_run_without_journal_has_neither_revisions_nor_results_and_nothing_is_made(run: Path) -> None:
    journal = open_journal(run)
    assert (journal.revisions(), journal.newest(), journal.results(), journal.history()) == ((), None, (), ())
    assert not run.parent.exists()


def test_the_run_folder_holds_the_newest_revision_and_the_earlier_ones_lie_beside_it(run: Path) -> None:
    first, second = publish(run, "one"), publish(run, "two")
    assert [revision.number for revision in open_journal(run).revisions()] == [1, 2]
    assert (first.record.parent, second.record.parent) == (None, 1)
    assert state(run) == ([1, 2], "two", True)
    assert (first.folder / "roster.csv").read_text() == "one"
    assert sorted(os.listdir(run.parent)) == ["dong_phu", "dong_phu.journal"]
    assert sorted(os.listdir(run.parent / "dong_phu.journal")) == ["journal.sqlite", "lock", "revisions"]


def test_a_run_folder_that_is_gone_comes_back_with_the_next_look_at_the_journal(run: Path) -> None:
    publish(run, "one")
    publish(run, "two")
    shutil.rmtree(run)
    open_journal(run)
    assert state(run) == ([1, 2], "two", True)


def test_a_run_copied_without_its_journal_brings_the_results_it_rests_on(run: Path, tmp_path: Path) -> None:
    publish(run, "one")
    write_rows(run / ACTUALS_FILE, ActualRow, [row(5, 12), row(6, 9)])
    copied = tmp_path / "copied"
    shutil.copytree(run, copied)
    assert open_journal(copied).results() == (row(5, 12), row(6, 9))
    assert record(copied, row(6, 10)) == (row(6, 10),)
    assert open_journal(copied).results() == (row(5, 12), row(6, 10))


def test_somebodys_notes_stay_in_the_run_folder(run: Path) -> None:
    publish(run, "one")
    (run / "notes.txt").write_text("keep me")
    publish(run, "two")
    assert (run / "notes.txt").read_text() == "keep me"
    assert sorted(os.listdir(run.parent / "dong_phu.journal" / "revisions")) == ["0001", "0002"]


def test_a_run_of_before_is_adopted_as_the_first_revision(run: Path) -> None:
    run_without_journal(run, "old")
    revision = publish(run, "new")
    first = open_journal(run).revision(1)
    assert (first.record.kind, revision.number, revision.record.parent) == ("adopted", 2, 1)
    assert (first.folder / "roster.csv").read_text() == "old"


def test_a_copied_run_keeps_its_number(run: Path, tmp_path: Path) -> None:
    publish(run, "one")
    publish(run, "two")
    shutil.copytree(run, tmp_path / "copy")
    assert publish(tmp_path / "copy", "three").number == 3


def test_both_folders_may_be_moved_together(run: Path, tmp_path: Path) -> None:
    publish(run, "one")
    record(run, row(1, 30))
    run.rename(tmp_path / "tet")
    run.with_name("dong_phu.journal").rename(tmp_path / "tet.journal")
    assert open_journal(tmp_path / "tet").results() == (row(1, 30),)
    assert open_journal(tmp_path / "tet").revision(1).folder.is_dir()


def test_what_was_edited_by_hand_is_kept_before_it_is_replaced(run: Path) -> None:
    publish(run, "one")
    (run / "roster.csv").write_text("edited")
    publish(run, "two")
    kept = run.parent / "dong_phu.journal" / "revisions" / "0001-edited-1" / "roster.csv"
    assert kept.read_text() == "edited"
    assert (open_journal(run).revision(1).folder / "roster.csv").read_text() == "one"


def test_what_was_found_out_of_a_revision_since_goes_with_it(run: Path) -> None:
    revision = publish(run, "one")
    (run / "simulation.json").write_text("{}")
    seal(run)
    publish(run, "two")
    assert (revision.folder / "simulation.json").exists()
    assert sorted(os.listdir(revision.folder.parent)) == ["0001", "0002"]


def test_who_planned_on_a_revision_that_is_no_longer_the_newest_is_told(run: Path) -> None:
    publish(run, "one")
    publish(run, "two", parent=1)
    with pytest.raises(JournalError, match="meanwhile Lan published revision 2; this rests on revision 1"):
        publish(run, "three", parent=1)
    assert state(run) == ([1, 2], "two", True)


def test_an_unknown_revision_is_named_with_those_there_are(run: Path) -> None:
    publish(run, "one")
    with pytest.raises(JournalError, match="no revision 7, only 1"):
        open_journal(run).revision(7)
    shutil.rmtree(open_journal(run).revision(1).folder)
    with pytest.raises(JournalError, match="folder of revision 1 is missing"):
        open_journal(run).revision(1)


def test_of_reports_on_the_same_the_newest_counts_and_all_stay(run: Path) -> None:
    publish(run, "one")
    record(run, row(1, 30), row(2, 40))
    record(run, row(1, 33), minutes=5)
    journal = open_journal(run)
    assert journal.results() == (row(1, 33), row(2, 40))
    assert journal.results(as_of=MORNING + timedelta(minutes=4)) == (row(1, 30), row(2, 40))
    assert [result.row.done for result in journal.history()] == [30, 40, 33]
    assert {(result.by, result.source) for result in journal.reports()} == {("Lan", "week.csv")}


def test_a_report_that_counts_already_is_not_added_again_but_a_return_to_an_earlier_one_is(run: Path) -> None:
    publish(run, "one")
    assert record(run, row(1, 30), row(1, 30)) == (row(1, 30),)
    assert record(run, row(1, 30)) == ()
    record(run, row(1, 31))
    assert record(run, row(1, 30)) == (row(1, 30),)
    assert open_journal(run).results() == (row(1, 30),)


def test_results_are_only_added(run: Path) -> None:
    publish(run, "one")
    record(run, row(1, 30))
    with sqlite3.connect(run.with_name("dong_phu.journal") / "journal.sqlite") as file:
        for statement in ("UPDATE result SET done = 1", "DELETE FROM result", "DELETE FROM report"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                file.execute(statement)
    file.close()


def test_results_outlive_the_plan_and_may_come_before_any_journal(run: Path) -> None:
    run_without_journal(run, "old")
    record(run, row(1, 30))
    assert open_journal(run).newest() is not None
    publish(run, "two")
    assert open_journal(run).results() == (row(1, 30),)


def test_nothing_is_recorded_where_there_is_no_run(run: Path) -> None:
    with pytest.raises(JournalError, match="no run here"):
        record(run, row(1, 30))
    assert not run.with_name("dong_phu.journal").exists()


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("has_journal", [True, False])
def test_a_failure_half_way_leaves_everything_as_it_was(run: Path, error: BaseException, has_journal: bool) -> None:
    def fail() -> None:
        raise error

    if has_journal:
        publish(run, "one")
    with pytest.raises((RunFolderError, KeyboardInterrupt)):
        publish(run, "two", late=fail)
    if has_journal:
        assert state(run) == ([1], "one", True)
        assert os.listdir(run.parent / "dong_phu.journal" / "revisions") == ["0001"]
    else:
        assert list(run.parent.iterdir()) == []


def test_a_run_folder_that_cannot_be_replaced_leaves_no_revision(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(run, "one")

    def fail(folder: Path, target: Path) -> None:
        raise RunFolderError([])

    monkeypatch.setattr(module, "put_in_place", fail)
    with pytest.raises(RunFolderError):
        publish(run, "two")
    assert state(run) == ([1], "one", True)
    assert os.listdir(run.parent / "dong_phu.journal" / "revisions") == ["0001"]


def test_a_foreign_folder_is_refused_and_no_journal_is_left(run: Path) -> None:
    run.mkdir(parents=True)
    (run / "letter.txt").write_text("dear")
    with pytest.raises(RunFolderError, match=r"no run\.json"):
        publish(run, "one")
    assert open_journal(run).revisions() == ()
    assert os.listdir(run) == ["letter.txt"]


def test_what_a_killed_process_committed_is_shown_by_the_next(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(run, "one")

    def die(folder: Path, target: Path) -> None:
        raise SystemExit

    monkeypatch.setattr(module, "put_in_place", die)
    with pytest.raises(SystemExit):
        publish(run, "two")
    assert state(run) == ([1, 2], "one", False)
    monkeypatch.undo()
    open_journal(run)
    assert state(run) == ([1, 2], "two", True)


def test_while_somebody_writes_nobody_else_does(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(run, "one")
    waited: list[float] = []
    monkeypatch.setattr("optimizer.track.locking.time.sleep", waited.append)
    with only_writer(Journal(run).folder), pytest.raises(JournalError, match="another process is writing"):
        record(run, row(1, 30))
    assert 25 < sum(waited) < 35
    assert record(run, row(1, 30)) == (row(1, 30),)


def test_where_nothing_can_be_locked_nothing_is_written(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(run, "one")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(JournalError, match="cannot be locked on this drive"):
        record(run, row(1, 30))
    monkeypatch.undo()
    assert open_journal(run).history() == ()


def test_a_lock_file_that_was_taken_away_meanwhile_locks_nothing(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = run / "journal"
    flock = fcntl.flock
    times: list[int] = []

    def late(lock: int, how: int) -> None:
        flock(lock, how)
        if not times:
            (folder / "lock").unlink()
        times.append(how)

    monkeypatch.setattr(fcntl, "flock", late)
    with only_writer(folder):
        assert len(times) == 2


def test_a_file_that_is_no_journal_is_refused(run: Path) -> None:
    publish(run, "one")
    path = Journal(run).folder / "journal.sqlite"
    path.write_bytes(b"something else entirely, and long enough " * 10)
    with pytest.raises(JournalError, match="file is not a database"):
        open_journal(run)
    path.unlink()
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE letters (text)")
    file.close()
    with pytest.raises(JournalError, match="no journal of catruc"):
        open_journal(run)


def test_a_journal_of_a_later_version_is_left_alone(run: Path) -> None:
    publish(run, "one")
    with sqlite3.connect(Journal(run).folder / "journal.sqlite") as file:
        file.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    file.close()
    with pytest.raises(JournalError, match="later version of catruc"):
        publish(run, "two")


def test_tables_are_strict_and_the_journal_is_no_write_ahead_log(run: Path) -> None:
    publish(run, "one")
    file = sqlite3.connect(Journal(run).folder / "journal.sqlite")
    assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    tables = file.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    assert {strict for name, strict in tables if not name.startswith("sqlite_")} == {1}
    file.close()
