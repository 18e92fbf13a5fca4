"""Every bad input has its message: where, what and remedy, all problems at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from optimizer.commandline import main
from optimizer.errors import ScenarioError
from optimizer.scenario.loading import load_scenario
from optimizer.texts.messages import Language
from tests.worlds.small import small_world, write_world

CASES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("bad_scenarios.yaml").read_text(encoding="utf-8")
)


def written(case: dict[str, Any], folder: Path) -> Path:
    """The file of the case, which extends the world of three communes unless it is whole."""
    write_world(folder, small_world(3))
    path = folder / "scenarios" / "case.yaml"
    head = "" if case.get("whole") else "extends: world.yaml\n"
    path.write_text(head + case["scenario"], encoding="utf-8")
    for name, text in case.get("files", {}).items():
        file = path.parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode(case.get("encoding", "utf-8")))
    (folder / "secret.yaml").write_text("travel: {}\n", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies where the tests are started, such as runs, has no say."""
    monkeypatch.chdir(tmp_path)


def message_of(case: dict[str, Any], folder: Path, language: Language) -> str:
    """What loading the case says."""
    with pytest.raises(ScenarioError) as error:
        load_scenario(written(case, folder), case.get("overrides", ()))
    return "\n".join(diagnostic.in_language(language) for diagnostic in error.value.diagnostics)


@pytest.mark.parametrize(("language", "told"), [("en", "message"), ("vi", "vietnamese")])
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_message(case: dict[str, Any], language: Language, told: str, tmp_path: Path) -> None:
    assert message_of(case, tmp_path, language) == case[told].rstrip("\n")


@pytest.mark.parametrize(
    ("language", "told", "verdict"),
    [("en", "message", "Scenario INVALID"), ("vi", "vietnamese", "Kịch bản KHÔNG hợp lệ")],
)
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_command_says_so_and_exits_with_3(
    case: dict[str, Any], language: str, told: str, verdict: str, tmp_path: Path
) -> None:
    settings = [word for override in case.get("overrides", ()) for word in ("--set", override)]
    result = CliRunner().invoke(main, ["check", str(written(case, tmp_path)), *settings, "--lang", language])
    assert result.exit_code == 3
    assert result.stdout == ""
    first, _, problems = result.stderr.partition("\n")
    assert first.startswith(verdict)
    assert problems.rstrip("\n") == case[told].rstrip("\n")
