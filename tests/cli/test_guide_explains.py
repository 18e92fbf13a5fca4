"""What the guides tell to ask, asked of the scenario that ``catruc new`` writes, and of its plan."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from optimizer.scenario.writing.starter import write_starter
from tests.cli.conftest import rows_of
from tests.cli.running import catruc

GUIDES = {
    language: (Path(__file__).parents[2] / "docs" / f"guide.{language}.md").read_text(encoding="utf-8")
    for language in ("vi", "en")
}
HEADINGS = {"vi": "## Vì sao như vậy?", "en": "## Why is it so?"}
pytestmark = pytest.mark.usefixtures("explained_once")


@pytest.fixture(scope="module")
def planned(planned_starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scenario under both guides' names, and its plan."""
    folder = Path(shutil.copytree(planned_starter, tmp_path_factory.mktemp("guide") / "own"))
    for name in ("my_campaign", "cao_diem"):
        write_starter(folder / name)
    return folder


@pytest.mark.parametrize("language", GUIDES)
def test_every_question_of_the_guide_is_answered(language: str, planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(planned)
    section = GUIDES[language].split(HEADINGS[language])[1].split("\n## ")[0]
    lines = re.findall(r"^catruc (explain .+)$", section, re.MULTILINE)
    assert len(lines) == 8
    for line in lines:
        result = catruc(_of_a_day_with_duty(line, Path("runs/campaign")))
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert result.stdout.strip(), line


def _of_a_day_with_duty(line: str, run: Path) -> str:
    """The question about a desk on a day on which this plan has somebody there."""
    if "--post" not in line:
        return line
    row = next(row for row in rows_of(run) if row["post"] == "ban_xa_mot")
    return re.sub(r"--date \S+", f"--date {row['date']}", line)


def test_a_duty_that_nobody_has_is_told_with_days_on_which_the_desk_is_open(planned: Path) -> None:
    run = planned / "runs" / "campaign"
    held = {date.fromisoformat(row["date"]) for row in rows_of(run) if row["post"] == "ban_xa_mot"}
    first = min(held)
    day = next(first + timedelta(days=number) for number in range(28) if first + timedelta(days=number) not in held)
    line = f"explain {{run}} --post ban_xa_mot --date {day} --lang vi"
    result = catruc(line, run=run)
    assert result.exit_code == 2
    assert f"không ai trực Điểm kích hoạt xã Một ngày {day:%d/%m/%Y}" in result.stderr
    nearby = re.search(r"mở những ngày gần đó: (.+)", result.stderr)
    assert nearby is not None
    told = {datetime.strptime(each, "%d/%m/%Y").date() for each in nearby[1].split(", ")}
    assert told <= held
