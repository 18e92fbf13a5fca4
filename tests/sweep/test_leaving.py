"""How few are enough whoever leaves: the search against plans of every choice, in worlds where all can be tried."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from optimizer.run.record import RunRecord
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.sweep.bisection import LeastAgenda, most_trials
from optimizer.sweep.grid import Case
from optimizer.sweep.job import job, plan_job
from optimizer.sweep.leaving import MOST_CHOICES, Leaving, Tried
from optimizer.sweep.schema import Limits, Sweep
from tests.worlds.drawn_campaigns import FIRST_DAY, Desk, DrawnCampaign
from tests.worlds.small import write_world

LIMITS = Limits(time=2.0, workers=1, deterministic=True)
UNITS = ("u0", "u1")


def drawn(seed: int) -> dict[str, Any]:
    """Two units with four officers, some on leave for days; a standing desk may ask more of one than of the other."""
    dice = Random(seed)
    officers = [("u0", None), ("u1", None), *((dice.choice(UNITS), None) for _ in range(2))]
    desks = tuple(Desk(unit, 1, ("morning",), dice.choice(((), ("morning",)))) for unit in UNITS)
    rules: dict[str, Any] = {
        "one": {"kind": "one_duty_at_a_time"},
        "leave": {"kind": "availability", "of": "leave"},
        "crews": {"kind": "coverage"},
        "short_runs": {"kind": "consecutive_days", "of": "duty", "at_most": 1},
    }
    data = DrawnCampaign(4, desks, tuple(officers), (), rules).data()
    for officer in data["officers"].values():
        if dice.random() < 0.4:
            first = FIRST_DAY.replace(day=FIRST_DAY.day + dice.randint(0, 2))
            officer["leave"] = {"ill": {"first_day": first.isoformat(), "last_day": first.isoformat()}}
    for place in data["places"].values():
        place["pools"]["activation"]["target"] = dice.choice((5, 8, 12))
    rule = dice.choice(("value(standing) <= 0", "value(shortfall) <= 3", "expected share >= 0.9"))
    return data | {"acceptance": [rule]}


def planned(data: dict[str, Any], leaving: frozenset[str], folder: Path) -> dict[str, Any]:
    """The record of a plan without some officers."""
    staying = {name: officer for name, officer in data["officers"].items() if name not in leaving}
    folder.mkdir(exist_ok=True)
    text = resolved_text(load_scenario(write_world(folder, data | {"officers": staying})))
    return plan_job(job("few", text, 1, LIMITS, "en"))


def passes(record: dict[str, Any]) -> bool:
    return record["error"] is None and all(result["passed"] for result in record["run"]["acceptance"])


@pytest.mark.parametrize("seed", range(10))
def test_the_fewest_are_those_of_the_best_choice(seed: int, tmp_path: Path) -> None:
    data = drawn(seed)
    sweep = Sweep.model_validate(
        {
            "purpose": "How few are enough?",
            "base": "x.yaml",
            "parameters": {"staff": {"kind": "officers", "units": UNITS}},
            "least": {"parameter": "staff", "low": 2, "high": 4},
        }
    )
    leaving = Leaving(Scenario.model_validate(data), UNITS)
    agenda = LeastAgenda(sweep, (Path("x.yaml"),), lambda _: leaving)
    known: dict[frozenset[str], dict[str, Any]] = {}

    def record_of(gone: frozenset[str]) -> dict[str, Any]:
        if gone not in known:
            known[gone] = planned(data, gone, tmp_path / str(len(known)))
        return known[gone]

    tried: list[Case] = []
    while case := agenda.take():
        tried.append(case)
        assert (case.leaving is None) == (case.values["staff"] == 4)
        agenda.learn(case, record_of(case.leaving or frozenset()))
    found = agenda.searches[0].verdict()
    assert agenda.total == len(tried) <= most_trials(sweep, 1)

    unit_of = {name: officer["unit"] for name, officer in data["officers"].items()}
    enough = {}
    for number in range(2, 5):
        choices = [
            frozenset(gone)
            for gone in combinations(unit_of, 4 - number)
            if {unit_of[name] for name in unit_of if name not in gone} == set(UNITS)
        ]
        assert len(choices) <= MOST_CHOICES or number == 2
        enough[number] = any(passes(record_of(gone)) for gone in choices)
    assert found["is_complete"]
    assert found["least"] == min((number for number, is_enough in enough.items() if is_enough), default=None)
    proved = found["proved_whoever_leaves"]
    assert proved is None or not any(enough[number] for number in range(2, proved + 1))
    if found["is_proved"]:
        assert proved == found["not_enough"]
    assert len(found["leaving"]) == (0 if found["least"] is None else 4 - found["least"])


def test_a_unit_whose_place_misses_most_keeps_one_more(tmp_path: Path) -> None:
    data = drawn(0)
    data["officers"] = {
        name: {key: value for key, value in officer.items() if key != "leave"} | {"unit": UNITS[number % 2]}
        for number, (name, officer) in enumerate(data["officers"].items())
    }
    record = planned(data, frozenset(), tmp_path / "all")
    run = RunRecord.from_json(record["run"])
    for unit in UNITS:
        places = tuple(replace(each, missing=9.0 if each.place == f"place_{unit}" else 1.0) for each in run.places)
        leaving = Leaving(Scenario.model_validate(data), UNITS)
        leaving.known = replace(run, places=tuple(replace(each, missing=0.0) for each in run.places))
        own = {name for name, officer in data["officers"].items() if officer["unit"] == unit}
        gone = frozenset(list(own)[:1])
        chosen = leaving.choose(3, [Tried(gone, replace(run, places=places))])
        assert chosen is not None
        assert not own & chosen
        # What one choice taught is kept for all others.
        other = leaving.choose(3)
        assert other is not None
        assert not own & other
