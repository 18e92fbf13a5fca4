"""What every verb owes its user: help with an example, exit codes, a verdict, one JSON object if asked."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from optimizer import __version__
from optimizer.commandline import main
from optimizer.sweep.job import versions
from optimizer.texts.messages import LANGUAGES
from tests.cli.conftest import Ran
from tests.cli.running import QUICK, catruc, parsed

EXITS: dict[str, dict[str, int]] = {
    "new": {
        "new {fresh}": 0,
        "new {fresh} --districts 1 --seed 3": 0,
        "new {fresh} --seed 3": 2,
        "new {fresh} --districts 0": 2,
        "new {scenario}": 2,
        "new": 2,
    },
    "check": {"check {scenario}": 0, "check {scenario} --set campaign.finish_bye=2024-04-05": 3, "check": 2},
    "plan": {
        f"plan {{scenario}} -o {{fresh}} {QUICK}": 0,
        "plan {scenario} -o {fresh} --time 0": 2,
        "plan {scenario} -o {foreign}": 2,
        "plan {fresh}/missing.yaml": 3,
        f"plan {{contradictory}} -o {{fresh}} {QUICK}": 4,
    },
    "verify": {"verify {run}": 0, "verify {fresh}": 2, "verify {edited}": 6},
    "explain": {
        "explain {run}": 0,
        "explain {run} --score": 0,
        "explain {run} --post desk_tan_phu --date 2024-04-02": 0,
        "explain {run} --officer tan_phu_1 --date 2024-04-02 --all": 0,
        "explain {run} --officer tan_fu_1 --date 2024-04-02": 2,
        "explain {run} --date 2024-04-02": 2,
        "explain {scenario} --score": 2,
        "explain {scenario}": 0,
        "explain {contradictory} --all": 0,
        "explain {fresh}": 2,
        "explain {edited}": 6,
        "explain {scenario} --set campaign.finish_bye=2024-04-05": 3,
        "explain": 2,
    },
    "simulate": {
        "simulate {run} -n 60 --workers 2": 0,
        "simulate {run} -n 0": 2,
        "simulate {run} -n 1000000000": 2,
        "simulate {fresh}": 2,
        "simulate": 2,
    },
    "record": {
        "record {run} {results}": 0,
        "record {run} {results} --today 2024-03-31": 3,
        "record {run} {totals}": 3,
        "record {run} {results} --today yesterday": 2,
        "record {fresh} {results}": 2,
        "record {run}": 2,
    },
    "status": {
        "status {run}": 0,
        "status {run} --today 02/04/2024": 0,
        "status {run} --today 31/04/2024": 2,
        "status {fresh}": 2,
        "status": 2,
    },
    "calibrate": {
        "calibrate {recorded} -o {fresh}.yaml": 0,
        "calibrate {recorded} -o {scenario}": 2,
        "calibrate {run} -o {fresh}.yaml": 2,
        "calibrate {run}": 2,
    },
    "forecast": {
        "forecast {totals} --as-of 2024-04-20 --by 2024-05-01 -o {fresh}/out.csv": 0,
        "forecast {totals} --as-of 2024-04-20 --by 2024-04-20 -o {fresh}/out.csv": 2,
        "forecast {totals} --as-of 2024-04-20 --by tomorrow -o {fresh}/out.csv": 2,
        "forecast {totals} --as-of 2024-04-20 --by 2024-05-01": 2,
        "forecast {totals} --as-of 2024-04-20 --by 2024-05-01 -o {totals}": 2,
        "forecast {totals} --as-of 2024-03-20 --by 2024-05-01 -o {fresh}/out.csv": 3,
        "forecast {fresh}/missing.csv --as-of 2024-04-20 --by 2024-05-01 -o {fresh}/out.csv": 3,
    },
    "sweep": {
        "sweep {sweep} -o {fresh} -q": 0,
        "sweep {sweep} -o {foreign}": 2,
        "sweep {sweep} -o {fresh} --cluster somewhere": 2,
        "sweep {fresh}/missing.yaml": 3,
    },
    "bench": {
        "bench {ward} -o {fresh} --deterministic --workers 1 --time 0.1": 0,
        "bench {fresh}/missing.txt -o {fresh}": 3,
        "bench {ward} -o {ward}": 2,
        "bench": 2,
    },
    "replan": {
        "replan {run} --from 2024-04-03": 0,
        "replan {run} --from 2024-04-03 --absent nobody:2024-04-04": 2,
        "replan {run}": 2,
        "replan {fresh} --from 2024-04-03": 2,
        "replan {edited} --from 2024-04-03": 6,
    },
    "stand-in": {
        "stand-in {run} --officer {officer} --date {day}": 0,
        "stand-in {run} --officer nobody --date {day}": 2,
        "stand-in {run}": 2,
    },
    "swap": {"swap {run} {one} {other}": 0, "swap {run} {one} {one}": 2, "swap {run}": 2},
    "amend": {"amend {run}": 0, "amend {fresh}": 2, "amend {edited}": 6, "amend": 2},
    "compare": {
        "compare {run} {run} -o {fresh}": 0,
        "compare {run} -o {fresh}": 2,
        "compare {run} {fresh}": 2,
        "compare {run} {run} -o {foreign}": 2,
    },
    "rules": {"rules": 0, "rules rest_days": 0, "rules rest_dais": 2},
    "schema": {"schema": 0, "schema --write now": 2},
}
"""Command lines of every verb and how they end; a verb without any fails below."""
LINES = [(line, code) for verb in main.commands for line, code in EXITS.get(verb, {}).items()]
Places = Callable[[str], dict[str, Path]]


@pytest.mark.parametrize("verb", main.commands)
def test_every_verb_has_a_command_line_that_works_and_one_that_is_refused(verb: str) -> None:
    assert 0 in EXITS[verb].values()
    assert any(EXITS[verb].values())
    assert all(line.split()[0] == verb for line in EXITS[verb])


@pytest.mark.parametrize(("line", "code"), LINES)
def test_exit_code(line: str, code: int, places: Places) -> None:
    result = catruc(line, **places(line))
    assert result.exit_code == code, result.output
    # The verdict or the data stand on standard output; what came to nothing is told on standard error.
    is_told = code == 0 or (code == 6 and line.startswith("verify "))
    assert bool(result.stdout) == is_told
    assert bool(result.stderr) or is_told


@pytest.mark.parametrize(("line", "code"), LINES)
def test_json_is_one_object_and_nothing_else(line: str, code: int, places: Places) -> None:
    line = f"{line} --json"
    result = catruc(line, **places(line))
    record = parsed(result)
    assert result.exit_code == code
    if code and not (code == 6 and line.startswith("verify ")):
        assert record["exit_code"] == code
        assert record["verdict"]
        assert all(problem["what"] and problem["remedy"] for problem in record["problems"])


def test_json_answers_a_verb_that_does_not_exist() -> None:
    result = catruc("plna {scenario} --json", scenario=Path("x.yaml"))
    assert result.exit_code == 2
    assert "plan" in parsed(result)["problems"][0]["what"]


@pytest.mark.parametrize("verb", main.commands)
def test_help_explains_every_option_and_ends_with_an_example(verb: str) -> None:
    command = main.commands[verb]
    result = catruc(f"{verb} --help")
    example = result.stdout.rstrip().splitlines()[-1].split()
    assert result.exit_code == 0
    assert "\\b" not in result.stdout
    assert example[:2] == ["catruc", verb]
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []
    words = example[2 : example.index(">") if ">" in example else None]
    command.make_context(verb, words)


@pytest.mark.parametrize("line", ["--help", "-h", "plan -h"])
def test_help_may_be_asked_for_in_short(line: str) -> None:
    assert "Ví dụ:" in catruc(line).stdout
    assert "Example:" in catruc(f"{line} --lang en").stdout
    assert "Example:" in catruc(f"--lang en {line}").stdout


@pytest.mark.parametrize("verb", ["", *main.commands])
def test_help_says_the_same_in_both_languages(verb: str) -> None:
    english, vietnamese = (catruc(f"{verb} --help --lang {language}").stdout for language in LANGUAGES[::-1])
    options = re.compile(r"^  (?:-\w, )?(--[a-z-]+)(?: |$)", re.MULTILINE)
    assert options.findall(english) == options.findall(vietnamese)
    without_examples = (text.rpartition(":\n  catruc ")[0] for text in (english, vietnamese))
    told = [set(re.findall(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b", text)) for text in without_examples]
    assert told[0] & told[1] == set(), "words of one language in the other"


def test_verbs_are_listed_in_the_order_of_the_work() -> None:
    lines = catruc("--help --lang en").stdout.splitlines()
    listed = [line.split()[0] for line in lines[lines.index("Commands:") + 1 :] if line.startswith("  ")]
    assert listed[: len(main.commands)] == list(main.commands)


def test_a_mistyped_option_is_answered_by_the_nearest() -> None:
    result = catruc("plan world.yaml --tme 3")
    assert result.exit_code == 2
    assert "--time" in result.stderr


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("check {fresh} --lang en", "Scenario INVALID, problems: 1"),
        ("check {fresh}", "Kịch bản KHÔNG hợp lệ, số lỗi: 1"),
        ("new {scenario} --lang en", None),
        ("verify {fresh} --lang en", "Cannot be done as asked"),
        (
            "plan {contradictory} -o {fresh} -q --lang en",
            "NO PLAN is possible: hard rules contradict each other (proved)",
        ),
    ],
)
def test_what_comes_to_nothing_begins_with_a_verdict(line: str, verdict: str | None, places: Places) -> None:
    result = catruc(line, **places(line))
    assert result.exit_code
    if verdict is not None:
        assert result.stderr.splitlines()[0] == verdict


def test_an_invalid_scenario_names_place_fault_and_remedy(scenario: Path) -> None:
    line = "check {scenario} --set campaign.finish_bye=2024-04-05"
    where = "--set campaign.finish_bye=2024-04-05  campaign.finish_bye"
    english, vietnamese = catruc(f"{line} --lang en", scenario=scenario), catruc(line, scenario=scenario)
    told = ["  unknown key 'finish_bye'", "  did you mean 'finish_by'?"]
    assert english.stderr.splitlines()[1:] == [where, *told]
    told = ["  không có mục tên 'finish_bye'", "  có phải là 'finish_by' không?"]
    assert vietnamese.stderr.splitlines()[1:] == [where, *told]


def test_a_fault_of_the_program_is_one(monkeypatch: pytest.MonkeyPatch, scenario: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody is on duty")

    monkeypatch.setattr("optimizer.workflows.check.check_scenario", fail)
    result = catruc("check {scenario} --json", scenario=scenario)
    assert result.exit_code == 1
    assert parsed(result)["problems"][0]["what"] == "ZeroDivisionError: nobody is on duty"
    assert "--debug" in result.stderr
    with pytest.raises(ZeroDivisionError):
        catruc("check {scenario} --debug", scenario=scenario)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["plan", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    heavy = ("ortools", "pandas", "numpy", "pydantic", "rich", "ruamel", "xlsxwriter", "jinja2", "distributed")
    program = f"""
import sys
sys.argv = ["catruc", *{words!r}]
import optimizer.commandline
try:
    optimizer.commandline.main()
finally:
    print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stderr.strip() == "[]"


def test_the_version_is_told_from_one_place(planned: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a checkout was installed as may be older than what it is now."""
    monkeypatch.setattr("importlib.metadata.version", lambda name: "99.0")
    monkeypatch.setattr("optimizer.sweep.job.version", lambda name: "99.0")
    record = json.loads((planned.folder / "run.json").read_text(encoding="utf-8"))
    assert catruc("--version").stdout == f"catruc {__version__}\n"
    assert record["versions"]["catruc"] == versions()["catruc"] == __version__


@pytest.mark.parametrize("words", [["cli.py"], ["-m", "optimizer"]])
def test_a_checkout_has_two_more_doors(words: list[str]) -> None:
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, *words, "--help"], capture_output=True, encoding="utf-8", check=True, cwd=root
    )
    # In a test the lines are two letters wider.
    assert told.stdout.split() == catruc("--help").stdout.split()
    assert "plan" in told.stdout


def test_a_reader_who_goes_away_gets_no_traceback() -> None:
    command = f"{shlex.quote(sys.executable)} -c 'from optimizer.commandline import main; main()' schema | head -n 1"
    if os.name != "posix":
        pytest.skip("needs a POSIX shell")
    told = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert told.stdout == "{\n"
    assert "Traceback" not in told.stderr


def test_the_schema_is_a_schema() -> None:
    assert json.loads(catruc("schema").stdout)["$defs"]


def test_documents_of_the_schema_are_written_where_scenarios_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    assert len(parsed(catruc("schema --write --json"))["files"]) == 2
    assert {path.name for path in (tmp_path / "scenarios").iterdir()} == {"schema.json", "default.yaml"}


def test_a_new_campaign_says_what_to_do_next(tmp_path: Path) -> None:
    folder = tmp_path / "Đợt cao điểm"
    result = catruc("new {folder} --lang en", folder=folder)
    lines = result.stdout.splitlines()
    assert lines[0] == f"New campaign created in {folder}"
    check = shlex.split(next(line for line in lines if "catruc check" in line))
    assert catruc("check {named} --lang en", named=Path(check[-1])).stdout.startswith("Scenario valid: ")


def test_a_made_up_province_says_what_to_do_next(tmp_path: Path) -> None:
    lines = catruc("new {folder} --districts 1 --lang en", folder=tmp_path / "Tỉnh thử").stdout.splitlines()
    assert lines[0] == f"Made-up provinces created in {tmp_path / 'Tỉnh thử'}: 1"
    check, plan = (shlex.split(line) for line in lines if "catruc " in line)
    assert plan[-2:] == ["--time", "600"]
    assert catruc("check {named} --lang en", named=Path(check[-1])).stdout.startswith("Scenario valid: ")
