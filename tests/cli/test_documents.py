"""The documents say what is: every command line parses, every link leads somewhere, every list is complete."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from docs.generated import OF_EVERY_VERB, PART, PARTS, documents, up_to_date
from optimizer.commandline import main
from optimizer.compare.differences.roster_changes import CHANGES
from optimizer.compare.output.files import DUTY_COLUMNS, OPENING_COLUMNS
from optimizer.errors import CatrucError
from optimizer.publish.publishing import ALL_OUTPUTS
from optimizer.run.csv_files import ROW_TYPES, columns
from optimizer.scenario.acceptance import LOADS, OUTCOMES, TIER_FIGURES, TIERS, acceptance_rule
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.writing.starter import write_starter
from optimizer.texts import outcomes
from optimizer.texts.messages import LANGUAGES, Language
from tests.cli.conftest import Ran

ROOT = Path(__file__).parents[2]
README, REFERENCE = ROOT / "README.md", ROOT / "docs" / "reference.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
LONGEST_README = 130
LARGEST_PICTURE = 150_000
IGNORED = (ROOT / ".gitignore").read_text(encoding="utf-8").replace("\n/", "\n").split()
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in DOCUMENTS}

# A command begins a line of a block (with a folder before it, perhaps) or stands between backticks.
COMMAND = re.compile(r"(?:^(?:\S*[\\/])?|`)(catruc [^`\n]*)", re.MULTILINE)
EXAMPLES = [(name, found.strip()) for name, text in TEXTS.items() for found in COMMAND.findall(text)]


def words_of(example: str) -> list[str]:
    """The words after ``catruc``, without what is the shell's."""
    return shlex.split(re.split(r"[>|#]", example.replace("\\", "/"))[0])[1:]


def test_examples_are_found() -> None:
    assert {name for name, _ in EXAMPLES} == set(TEXTS) - {"docs/model.md"}
    assert {words_of(example)[0] for _, example in EXAMPLES} >= set(main.commands)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_command_line_shown_is_one(name: str, example: str) -> None:
    verb, *words = words_of(example)
    if verb == "--help":
        return
    command = main.commands[verb]
    is_whole = bool(words) or not any(parameter.required for parameter in command.params)
    with click.Context(main, info_name="catruc", **main.context_settings) as group:
        command.make_context(verb, words, parent=group, resilient_parsing=not is_whole)


@pytest.mark.parametrize("verb", main.commands)
@pytest.mark.parametrize("name", ["docs/reference.md", "docs/tra-cuu.vi.md"])
def test_every_verb_stands_in_the_reference(name: str, verb: str) -> None:
    assert f"| `{verb}` " in TEXTS[name]
    own = {parameter.name for parameter in main.commands[verb].params if isinstance(parameter, click.Option)}
    assert (f"<!-- generated: options {verb} -->" in TEXTS[name]) == bool(own - OF_EVERY_VERB)
    assert f"\n### {verb}\n" in TEXTS[name]


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_generated_parts_are_up_to_date(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert up_to_date(path) == text, "run make documents"
    assert {name for _, name, _, _ in PART.findall(text)} >= set(PARTS) - {"what-ifs"}


def test_the_readme_is_three_screens_with_two_pictures() -> None:
    assert len(TEXTS["README.md"].splitlines()) <= LONGEST_README
    pictures = [ROOT / name for name in re.findall(r"!\[.+?\]\((.+?)\)", TEXTS["README.md"])]
    assert len(pictures) == 2
    for picture in pictures:
        content = picture.read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) <= LARGEST_PICTURE


def test_the_readme_has_every_folder() -> None:
    shown = set(re.findall(r"^\| `(\w+)/` \|", TEXTS["README.md"], re.MULTILINE))
    assert shown == {path.name for path in ROOT.iterdir() if (path.is_dir() and is_kept(path))}


def test_contributing_has_every_room() -> None:
    section = TEXTS["CONTRIBUTING.md"].split("## Where a line belongs\n")[1].split("\n## ")[0]
    rooms = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert len(rooms) == len(set(rooms))
    assert set(rooms) == {path.parent.name for path in (ROOT / "optimizer").glob("*/__init__.py")}
    folders = re.findall(r"^\| `tests/(\w+)` \|", TEXTS["CONTRIBUTING.md"], re.MULTILINE)
    assert folders
    assert [folder for folder in folders if not (ROOT / "tests" / folder).is_dir()] == []


def is_kept(folder: Path) -> bool:
    """Whether the folder is the project's, not something that a run or a tool has left there."""
    return not folder.name.startswith(".") and f"{folder.name}/" not in IGNORED and "egg-info" not in folder.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guides_tell_the_verdicts_as_the_program_does(language: Language) -> None:
    verdicts = (outcomes.REACHED, outcomes.PARTLY, outcomes.LATE, outcomes.MISSED)
    told = [text.vi if language == "vi" else text.en for text in verdicts]
    table = re.search(r"\| (?:verdict|kết luận) \|.*\n\|---\|---\|\n((?:\|.*\n)+)", TEXTS[f"docs/guide.{language}.md"])
    assert table is not None
    shown = re.findall(r"^\| (.+?) \|", table[1], re.MULTILINE)
    assert len(shown) == len(told)
    assert all(text.startswith(start) for text, start in zip(told, shown, strict=True))


def test_the_guides_are_in_step() -> None:
    """Whatever one language has, the other has in the same place: headings, commands, tables, blocks, lists."""
    shapes = [
        [
            re.match(r"(#+ |```\w*|\||\* |\d\. |catruc \w+)", line)[1]
            for line in TEXTS[f"docs/guide.{language}.md"].splitlines()
            if re.match(r"(#+ |```\w*|\||\* |\d\. |catruc \w+)", line)
        ]
        for language in ("vi", "en")
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", TEXTS)
def test_every_option_named_is_an_option(name: str) -> None:
    known = {option for verb in main.commands.values() for parameter in verb.params for option in parameter.opts}
    named = set(re.findall(r"`(--[a-z-]+)", TEXTS[name]))
    assert named - known - {"--help"} == set()


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    folder = (ROOT / name).parent
    assert [link for link in re.findall(r"\]\(([^)#]+)\)", TEXTS[name]) if not (folder / link).exists()] == []


def test_every_make_target_shown_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {target for text in TEXTS.values() for target in re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)}
    assert {"plan", "test"} <= shown <= targets


def test_the_first_screen_says_how_to_begin() -> None:
    first = TEXTS["README.md"].splitlines()[:25]
    assert all(any(line.startswith(command) for line in first) for command in ("make plan", "make test", "py -m venv"))


@pytest.mark.parametrize("name", ["README.md", "docs/reference.md"])
def test_every_file_of_the_run_folder_is_explained(name: str) -> None:
    files = {file for group in ALL_OUTPUTS for file in group}
    assert [file for file in files if file not in TEXTS[name]] == []


@pytest.mark.parametrize("file", ROW_TYPES)
def test_the_reference_has_the_columns(file: str) -> None:
    section = TEXTS["docs/reference.md"].split(f"### {file}.csv\n")[1].split("###")[0]
    assert f"\n`{','.join(columns(ROW_TYPES[file]))}`\n" in section


def test_the_reference_has_every_key_of_the_record(planned: Ran) -> None:
    section = TEXTS["docs/reference.md"].split("### run.json\n")[1].split("###")[0]
    named = set(re.findall(r"`(\w+)`", section))
    assert set(json.loads((planned.folder / "run.json").read_text(encoding="utf-8"))) - named == set()


def test_the_reference_has_the_files_of_a_comparison() -> None:
    section = TEXTS["docs/reference.md"].split("## Comparisons\n")[1].split("\n## ")[0]
    assert f"`{','.join(OPENING_COLUMNS)}`" in section
    assert f"`{','.join(DUTY_COLUMNS)}`" in section
    assert [change for change in CHANGES if f"`{change}`" not in section] == []


@pytest.mark.parametrize(
    ("name", "heading"), [("docs/reference.md", "## Exit codes"), ("docs/tra-cuu.vi.md", "## Mã kết thúc")]
)
def test_every_exit_code_is_explained(name: str, heading: str) -> None:
    section = TEXTS[name].split(heading)[1].split("\n## ")[0]
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)}
    assert {error.exit_code for error in CatrucError.__subclasses__()} | {0, 1, 2, 7, 130} == explained


@pytest.mark.parametrize("name", TEXTS)
def test_every_acceptance_rule_shown_is_one(name: str) -> None:
    shown = re.findall(r"^  - (.* [<>]= .*)$", TEXTS[name], re.MULTILINE)
    assert [acceptance_rule(text).text for text in shown] == shown
    assert len(shown) >= 2 or "acceptance:" not in TEXTS[name]


def test_the_reference_has_every_measure() -> None:
    section = TEXTS["docs/reference.md"].split("## Acceptance rules")[1].split("\n## ")[0]
    figures = [f"{figure}(burden)" for figure in TIER_FIGURES]
    assert [name for name in (*OUTCOMES, *LOADS, *figures, *TIERS) if f"`{name}`" not in section] == []


def test_the_example_of_a_scenario_loads(tmp_path: Path) -> None:
    block = next(
        part for part in re.findall(r"```yaml\n(.*?)```", TEXTS["docs/reference.md"], re.DOTALL) if "extends" in part
    )
    path = shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios") / "example.yaml"
    path.write_text(block, encoding="utf-8")
    assert "illness" in load_scenario(path).scenario.officers["TP-04"].leave


@pytest.mark.parametrize("guide", ["docs/guide.vi.md", "docs/guide.en.md"])
def test_the_overlay_of_the_guide_lies_over_a_new_campaign(guide: str, tmp_path: Path) -> None:
    block = next(part for part in re.findall(r"```yaml\n(.*?)```", TEXTS[guide], re.DOTALL) if "purpose" in part)
    scenario, _ = write_starter(tmp_path)
    overlay = scenario.parent / "what_if" / "longer.yaml"
    overlay.parent.mkdir()
    overlay.write_text(block, encoding="utf-8")
    assert {change.new for change in load_scenario(scenario, overlays=[Path("longer")]).changes} == {32}
