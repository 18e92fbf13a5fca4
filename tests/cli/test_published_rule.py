"""A rule that prices changes against the published roster: silent in a first plan, counted in revisions."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from optimizer.verify.verifier import verify_folder
from tests.cli.conftest import lawful_world, rows_of
from tests.cli.running import QUICK, catruc, parsed
from tests.worlds.small import write_world

WEIGHT = 2.0


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first plan whose scenario has such a rule."""
    world = lawful_world(officers=5)
    world["rules"] |= {"keep": {"kind": "stability", "enforcement": {"soft": WEIGHT}}}
    scenario = write_world(tmp_path_factory.mktemp("campaign"), world)
    folder = tmp_path_factory.mktemp("runs") / "run"
    told = catruc(f"plan {{scenario}} -o {{folder}} {QUICK} --lang en", scenario=scenario, folder=folder)
    assert told.exit_code == 0, told.stderr
    assert "a first plan has none" in told.stdout + told.stderr
    return folder


@pytest.fixture
def run(first: Path, tmp_path: Path) -> Path:
    """The first plan, to be changed."""
    for folder in (first, first.with_suffix(".journal")):
        shutil.copytree(folder, tmp_path / folder.name)
    return tmp_path / first.name


def price(run: Path) -> float:
    """What the plan says that its changes cost."""
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    terms = next(tier["terms"] for tier in record["tiers"] if tier["name"] == "preferences")
    return float(terms.get("keep", 0.0))


def counted(run: Path) -> float:
    """What its changes cost, from the two rosters and the rule's defaults."""
    before, after = ({(r["officer"], r["date"], r["shift"], r["post"]) for r in rows_of(run, name)} for name in FILES)
    first_free = date.fromisoformat(json.loads((run / "run.json").read_text(encoding="utf-8"))["first_free"])
    existing = {duty[1:] for duty in after}
    total = 0.0
    for duty in (before - after) | (after - before):
        if duty in after or duty[1:] in existing:
            day = date.fromisoformat(duty[1])
            ahead = (day - first_free).days
            total += (3 if ahead < 3 else 2 if ahead < 7 else 1) + (day.weekday() > 4)
    return WEIGHT * total


FILES = ("published", "roster")


def absence(run: Path) -> tuple[str, str]:
    row = rows_of(run)[0]
    return row["officer"], row["date"]


def test_a_first_plan_counts_nothing(first: Path) -> None:
    assert price(first) == 0.0
    assert verify_folder(first).passed


def test_replanning_prices_its_changes_and_the_next_revision_only_its_own(run: Path) -> None:
    officer, day = absence(run)
    told = parsed(catruc(f"replan {{run}} --from {day} --absent {officer}:{day} --json", run=run))
    assert told["duties"] > 0
    assert verify_folder(run).passed
    assert json.loads((run / "run.json").read_text(encoding="utf-8"))["first_free"] == day
    assert price(run) == pytest.approx(counted(run))
    assert told["price"] == pytest.approx(price(run))
    assert price(run) > 0
    later = (date.fromisoformat(day) + timedelta(days=2)).isoformat()
    someone = next(row["officer"] for row in rows_of(run) if row["date"] == later)
    parsed(catruc(f"replan {{run}} --from {later} --absent {someone}:{later} --json", run=run))
    assert verify_folder(run).passed
    assert price(run) == pytest.approx(counted(run))
    parsed(catruc("replan {run} --revert 2 --json", run=run))
    assert verify_folder(run).passed
    assert price(run) == pytest.approx(counted(run))


def test_a_stand_in_is_priced(run: Path) -> None:
    officer, day, taker = lawful_stand_in(run)
    asked = f"stand-in {{run}} --officer {officer} --date {day}"
    offered = {each["officer"]: each["price"] for each in parsed(catruc(f"{asked} --json", run=run))["candidates"]}
    table = catruc(f"{asked} --lang en", run=run).stdout
    assert "Price of changes" in table
    told = parsed(catruc(f"{asked} --take {taker} --json", run=run))
    assert told["price"] == pytest.approx(offered[taker]) == pytest.approx(price(run))
    assert verify_folder(run).passed
    assert price(run) == pytest.approx(counted(run))
    assert price(run) > 0


def lawful_stand_in(run: Path) -> tuple[str, str, str]:
    """Officer, day, and who could take the duties over without breaking a hard rule."""
    for officer, day in dict.fromkeys((row["officer"], row["date"]) for row in rows_of(run)):
        told = parsed(catruc(f"stand-in {{run}} --officer {officer} --date {day} --json", run=run))
        for each in told["candidates"]:
            if each["lawful"]:
                return officer, day, each["officer"]
    raise AssertionError("nobody may stand in for anybody")


def test_an_edit_by_hand_is_priced(run: Path) -> None:
    officer, day, taker = lawful_stand_in(run)
    text = (run / "roster.csv").read_text(encoding="utf-8-sig")
    lines = [line.replace(officer, taker) if line.startswith(f"{day},") else line for line in text.splitlines()]
    (run / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    told = catruc("amend {run} --lang en", run=run)
    assert told.exit_code == 0, told.stderr
    assert verify_folder(run).passed
    assert price(run) == pytest.approx(counted(run))
    assert price(run) > 0


@pytest.mark.parametrize("key", ["first_free", "published"])
def test_the_verifier_counts_by_itself(run: Path, key: str) -> None:
    officer, day = absence(run)
    parsed(catruc(f"replan {{run}} --from {day} --absent {officer}:{day} --json", run=run))
    if key == "published":
        shutil.copy(run / "roster.csv", run / "published.csv")
    else:
        record: dict[str, Any] = json.loads((run / "run.json").read_text(encoding="utf-8"))
        record[key] = "2024-03-01"
        (run / "run.json").write_text(json.dumps(record), encoding="utf-8")
    found = verify_folder(run)
    wrong = [figure.column for figure in found.figures]
    assert any("preferences" in column or "keep" in column or column == "value" for column in wrong), wrong
