"""Mending rosters of public instances: what is drawn, what is asked for, and what counts as proved."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import replan
from benchmarks.replan import (
    FROM_BELOW,
    asked_of,
    draw_absences,
    good_roster,
    mended_case,
    recorded,
    with_absences,
)
from optimizer.public_instances.importer import import_instance
from optimizer.public_instances.instance import Instance
from optimizer.public_instances.reading import load_instance
from optimizer.rostering.budget import Budget
from optimizer.rostering.mending import timeline_repair
from optimizer.rostering.mending.timeline_repair import mend_on_timelines
from optimizer.rostering.roster import Roster
from optimizer.rostering.search.weighted_sum import least_weighted_sum
from optimizer.stopping import StopRequest

WARD = Path(__file__).parents[1] / "instances" / "ward.txt"


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Namespace:
    return Namespace(output=tmp_path_factory.mktemp("replan"), roster_time=2.0)


@pytest.fixture(scope="module")
def ward() -> tuple[Instance, str]:
    return load_instance(WARD)


@pytest.fixture(scope="module")
def published(ward: tuple[Instance, str], options: Namespace) -> Roster:
    return good_roster("ward", ward[0], options)


def test_whoever_is_away_misses_a_duty(ward: tuple[Instance, str], published: Roster) -> None:
    instance, _ = ward
    lengths = set()
    for seed in range(20):
        away = draw_absences(instance, published.assignments, 50, seed)
        assert len(away) == 3
        for person, days in away.items():
            lengths.add(len(days))
            assert days == frozenset(range(min(days), max(days) + 1)) <= frozenset(range(instance.days))
            assert any(
                person in crew and int(slot.split("/")[0]) in days for slot, crew in published.assignments.items()
            )
        assert away == draw_absences(instance, published.assignments, 50, seed)
    assert lengths == set(range(1, 8))


def test_the_need_is_what_the_roster_covered(ward: tuple[Instance, str], published: Roster) -> None:
    instance, _ = ward
    problem, rules = with_absences(instance, published, {"An": frozenset({2, 3})})
    required = {(need.day, need.shift): need.requirement for need in instance.cover}
    for slot in problem.slots:
        crew, need = len(published.assignments[slot.id]), required.get((slot.day, slot.post), 0)
        assert (slot.minimum, slot.maximum >= max(crew, need)) == (min(crew, need), True)
    away = next(person for person in problem.persons if person.id == "An")
    assert away.leave == {0, 2, 3}
    bound = [rule for rule in rules.values() if getattr(rule, "at_least", None)]
    assert bound
    assert all("An" not in (rule.scope.officers or ("An",)) for rule in bound)


def test_cases_are_proved_scored_and_done_once(
    ward: tuple[Instance, str], published: Roster, options: Namespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance, text = ward
    case = mended_case("ward", instance, text, published, 5, 1, "this", 60.0)
    assert case.is_proved
    assert case.duties is not None
    assert case.people is not None
    assert case.duties[0] == case.duties[1] >= 1
    assert 1 <= case.people[0] <= 2 * case.duties[0]
    wrong = [("An", day, "D") for day in range(14)]
    with pytest.raises(SystemExit, match="MaxConsecutiveShifts"):
        replan._require_lawful(text, wrong, {})
    assert "MaxConsecutiveShifts" not in FROM_BELOW


def test_gaps_are_closed_by_listing_timelines(ward: tuple[Instance, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns of a relaxation alone leave some cases open, which lists of timelines close."""
    instance, _ = ward
    imported = import_instance(instance)
    good = least_weighted_sum(imported.problem, imported.rules, Budget(1.0, None, StopRequest()), workers=1).roster

    def proved() -> int:
        number = 0
        for seed in range(1, 6):
            away = draw_absences(instance, good.assignments, 50, seed)
            asked = asked_of(*with_absences(instance, good, away), good, away)
            found = mend_on_timelines(asked, Budget(60.0, None, StopRequest()), 1)
            assert found is not None
            number += found.counts["standing"].is_proved and found.counts["duties"].is_proved
        return number

    with_lists = proved()
    monkeypatch.setattr(timeline_repair, "MOST_TIMELINES", 0)
    assert with_lists > proved()


def test_the_past_stays(ward: tuple[Instance, str], published: Roster) -> None:
    instance, _ = ward
    away = {"An": frozenset({9, 10})}
    problem, rules = with_absences(instance, published, away)
    found = mend_on_timelines(asked_of(problem, rules, published, away), Budget(60.0, None, StopRequest()), 1)
    assert found is not None
    for slot in problem.slots:
        if slot.day < 9:
            assert found.roster.assignments[slot.id] == published.assignments[slot.id]
        assert slot.day not in away["An"] or "An" not in found.roster.assignments[slot.id]


def test_a_second_run_repeats_nothing(options: Namespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "Ward1.txt").write_text(WARD.read_text(encoding="utf-8"), encoding="utf-8")
    line = [str(tmp_path), "--seeds", "1", "--roster-time", "2", "--output", str(tmp_path / "out")]
    replan.main(line)
    first = recorded(tmp_path / "out")
    assert len(first) == len(replan.SHARES)
    assert "| Ward1 | 3 | 3 (100%) |" in capsys.readouterr().out
    with (tmp_path / "out" / replan.RECORD).open("a", encoding="utf-8") as stream:
        stream.write('{"instance": "Ward1", "sha')
    replan.main(line)
    assert recorded(tmp_path / "out") == first
    assert json.loads((tmp_path / "out" / "Ward1.json").read_text(encoding="utf-8"))
