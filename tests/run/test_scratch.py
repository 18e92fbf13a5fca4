"""Scratch folders: what killed processes left goes, what is somebody else's or alive stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from optimizer.run.scratch import OWNER, clear_abandoned, scratch_folder, write_whole

ROOT = Path(__file__).parents[2]


def test_a_file_appears_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "sweep.json", b"one")
    write_whole(tmp_path / "sweep.json", b"two")
    assert os.listdir(tmp_path) == ["sweep.json"]
    assert (tmp_path / "sweep.json").read_bytes() == b"two"


def test_a_file_that_cannot_take_its_place_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "sweep.json" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "sweep.json", b"one")
    assert os.listdir(tmp_path) == ["sweep.json"]


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that cannot be caught")
def test_what_a_killed_process_left_goes_and_what_lives_stays(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, signal\n"
        "from optimizer.run.scratch import scratch_folder\n"
        f"with scratch_folder(pathlib.Path({str(tmp_path / 'compare')!r})) as folder:\n"
        "    (folder / 'scenario.yaml').write_text('born on ...')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    with scratch_folder(tmp_path / "compare") as mine:
        clear_abandoned(tmp_path, "other")
        assert left.exists(), "that of another target is not asked about"
        clear_abandoned(tmp_path, "compare")
        assert list(tmp_path.iterdir()) == [mine]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mark", [None, b"", b"of another program", b"catruc\nand more"])
def test_a_folder_without_our_mark_is_not_ours(mark: bytes | None, tmp_path: Path) -> None:
    folder = tmp_path / ".compare.4000000.abcdef12.writing"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")
    if mark is not None:
        (folder / OWNER).write_bytes(mark)
    clear_abandoned(tmp_path)
    assert (folder / "letter.txt").exists()


def test_a_process_killed_before_or_while_it_marks_leaves_nothing_for_good(tmp_path: Path) -> None:
    for name in ("abcdef12", "abcdef13"):
        (tmp_path / f".compare.4000000.{name}.writing").mkdir()
    (tmp_path / ".compare.4000000.abcdef13.writing" / OWNER).touch()
    living = tmp_path / f".compare.{os.getpid()}.abcdef14.writing"
    living.mkdir()
    clear_abandoned(tmp_path)
    assert list(tmp_path.iterdir()) == [living], "its process may be about to mark it"
