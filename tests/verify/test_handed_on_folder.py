"""A run folder that was handed on: every file is bound to the others, and reading it neither waits nor strays."""

from __future__ import annotations

import json
import os
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from optimizer.commandline import main
from optimizer.errors import CatrucError
from optimizer.run.reading import read_folder
from optimizer.run.safe_files import UnreadableFileError, read_file
from optimizer.run.seal import DATA_FILES, FILES, OWN, seal
from optimizer.verify import verify_folder
from tests.worlds.verified_run import write_run

DOCUMENTS = ("roster.xlsx", "report.html", "calendars/an.ics", "calendars/binh.ics")
NAMES = (*DATA_FILES, *DOCUMENTS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound run with stand-ins for the documents."""
    directory = tmp_path / "run"
    write_run(directory)
    (directory / "calendars").mkdir()
    for name in DOCUMENTS:
        (directory / name).write_text(f"what people read: {name}\n", encoding="utf-8")
    seal(directory)
    return directory


def is_seen(folder: Path) -> bool:
    """Whether the verifier finds something; whatever it finds has an exit code of its own."""
    try:
        return not verify_folder(folder).passed
    except CatrucError as error:
        return error.exit_code in (2, 3, 6)


def wrong(folder: Path) -> list[str]:
    """Files whose hashes differ."""
    figures = verify_folder(folder).figures
    return [figure.column.removeprefix(f"{FILES}.") for figure in figures if figure.file == "run.json"]


def test_as_published_it_verifies_and_notes_beside_it_are_nobodys_business(folder: Path) -> None:
    (folder / "notes.txt").write_text("An is ill on Friday")
    assert verify_folder(folder).passed
    assert {*json.loads((folder / "run.json").read_text(encoding="utf-8"))[FILES], "run.json"} == set(NAMES)


@pytest.mark.parametrize("file", NAMES)
def test_no_byte_of_any_file_changes_unseen(file: str, folder: Path) -> None:
    draw = random.Random(file)
    sound = (folder / file).read_bytes()
    for _ in range(12):
        at = draw.randrange(len(sound))
        content = sound[:at] + bytes([sound[at] ^ 1 << draw.randrange(8)]) + sound[at + 1 :]
        (folder / file).write_bytes(content)
        assert is_seen(folder), (file, at)
    for content in (sound + b" ", sound + b"\n", sound[:-1], b"", sound.replace(b"\n", b"\r\n")):
        (folder / file).write_bytes(content)
        assert content == sound or is_seen(folder), content[-20:]


@pytest.mark.parametrize(("key", "value"), [("seed", 2), ("status", "interrupted"), ("seconds", 0.001)])
def test_how_a_plan_came_about_cannot_be_changed_unseen(key: str, value: object, folder: Path) -> None:
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps(record | {key: value}), encoding="utf-8")
    assert wrong(folder) == [OWN]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_gone_or_was_never_there_is_named(name: str, folder: Path) -> None:
    (folder / name).rename(folder / "calendars" / "chi.ics")
    assert sorted(wrong(folder)) == sorted(["calendars/chi.ics", name])


def test_what_became_of_each_file_is_told_in_both_languages(folder: Path) -> None:
    (folder / "report.html").rename(folder / "calendars" / "chi.ics")
    with (folder / "roster.xlsx").open("ab") as workbook:
        workbook.write(b" ")
    told = [figure.told() for figure in verify_folder(folder).figures]
    english = ["calendars/chi.ics was not published with the others", "report.html was published and is gone"]
    english += ["roster.xlsx was changed after it was published"]
    assert [line.in_language("en").rpartition(" (")[2] for line in told] == [f"{about})" for about in english]
    vietnamese = ["calendars/chi.ics không có khi công bố", "report.html có khi công bố, nay không còn"]
    vietnamese += ["roster.xlsx đã bị sửa sau khi công bố"]
    assert [line.in_language("vi").rpartition(" (")[2] for line in told] == [f"{about})" for about in vietnamese]
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps({k: v for k, v in record.items() if k not in (FILES, OWN)}), "utf-8")
    assert all("run.json has no hashes" in str(figure) for figure in verify_folder(folder).figures)


@pytest.mark.parametrize("key", [FILES, OWN])
@pytest.mark.parametrize("value", [None, "x", 7, [], {"roster.csv": None}, {"roster.csv": [[]]}])
def test_a_record_without_hashes_is_told_as_such(key: str, value: object, folder: Path) -> None:
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps(record | {key: value}), encoding="utf-8")
    assert OWN in wrong(folder)
    assert key == OWN or "roster.csv" in wrong(folder)
    del record[key]
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert OWN in wrong(folder)


def test_a_record_names_no_file_that_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    record[FILES] |= {"../../etc/hostname": "0" * 64, "/etc/hostname": "0" * 64}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    opened, real = [], os.open

    def noted(path: Path, flags: int) -> int:
        opened.append(Path(path))
        return real(path, flags)

    monkeypatch.setattr("optimizer.run.safe_files.os.open", noted)
    assert wrong(folder) == ["../../etc/hostname", "/etc/hostname", OWN]
    assert {path.parent for path in opened} == {folder, folder / "calendars"}


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
@pytest.mark.parametrize("file", NAMES)
@pytest.mark.parametrize("kind", ["fifo", "link", "device", "folder"])
def test_what_is_no_file_is_told_and_not_read(file: str, kind: str, folder: Path, tmp_path: Path) -> None:
    (folder / file).rename(tmp_path / "outside")
    make: dict[str, Callable[[Path], object]] = {
        "fifo": os.mkfifo,
        "link": lambda path: path.symlink_to(tmp_path / "outside"),
        "device": lambda path: path.symlink_to("/dev/zero"),
        "folder": Path.mkdir,
    }
    make[kind](folder / file)
    answered = threading.Thread(target=lambda: CliRunner().invoke(main, ["verify", str(folder)]), daemon=True)
    answered.start()
    answered.join(60)
    assert not answered.is_alive(), "waits for somebody to write"
    result = CliRunner().invoke(main, ["verify", str(folder)])
    assert result.exit_code == 6, result.output


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_folder_of_calendars_elsewhere_is_not_read(folder: Path, tmp_path: Path) -> None:
    (folder / "calendars").rename(tmp_path / "elsewhere")
    (folder / "calendars").symlink_to(tmp_path / "elsewhere")
    assert set(wrong(folder)) == {"calendars", *DOCUMENTS[2:]}


def test_a_scenario_that_names_other_files_reads_none_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios" / "run"
    folder.mkdir(parents=True)
    write_run(folder)
    (tmp_path / "scenarios" / "base.yaml").write_text("campaign: {name: secret}\n", encoding="utf-8")
    scenario = folder / "scenario.resolved.yaml"
    scenario.write_text(f"extends: ../base.yaml\n{scenario.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(CatrucError, match=r"scenario\.resolved\.yaml:1  extends\n  the scenario of a run stands alone"):
        verify_folder(folder)


@pytest.mark.parametrize("file", NAMES)
def test_a_file_of_a_hundred_megabytes_is_not_read(file: str, folder: Path) -> None:
    with (folder / file).open("ab") as stream:
        stream.truncate(100_000_000)
    assert is_seen(folder)
    with pytest.raises(UnreadableFileError, match="at most 32 MB are read"):
        read_file(folder / file)


@pytest.mark.parametrize("levels", [21, 900, 3000, 200_000])
@pytest.mark.parametrize("file", ["run.json", "verification.json"])
def test_json_nested_deeply_is_told(file: str, levels: int, folder: Path) -> None:
    (folder / file).write_text('{"rules": ' + "[" * levels + "]" * levels + "}", encoding="utf-8")
    with pytest.raises(CatrucError, match="no valid JSON") as caught:
        read_folder(folder)
    assert caught.value.exit_code == 6
    assert sys.getrecursionlimit() < levels or "nested" in str(caught.value)


@pytest.mark.parametrize("value", [10**400, -(10**400), 1e999, None, True, [], {}, "x" * 9999, {"kind": [[]]}])
def test_a_report_with_odd_values_is_answered(value: object, folder: Path) -> None:
    sound = json.loads((folder / "verification.json").read_text(encoding="utf-8"))
    for key in sound:
        for odd in (value, [value, value], {"rule": value, "name": value}):
            (folder / "verification.json").write_text(json.dumps(sound | {key: odd}), encoding="utf-8")
            assert odd == sound[key] or is_seen(folder)


def test_every_key_of_a_record_that_is_missing_is_told(folder: Path) -> None:
    sound = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    for key in sound.keys() - {FILES, OWN}:
        rest = {name: value for name, value in sound.items() if name != key}
        (folder / "run.json").write_text(json.dumps(rest), encoding="utf-8")
        if key == "practicality":  # runs of earlier versions have none: here the record's own hash tells
            assert not verify_folder(folder).passed
            continue
        with pytest.raises(CatrucError, match=key) as caught:
            verify_folder(folder)
        assert caught.value.exit_code == 6
