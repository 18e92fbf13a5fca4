"""How little is enough: few plans, the right value, and no proof that is none."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from optimizer.sweep.bisection import LeastAgenda, most_trials
from optimizer.sweep.schema import Sweep
from tests.worlds.records import accepted, record


def sweep(**least: Any) -> Sweep:
    parameter = {"kind": "set", "path": "officers.*.hours_per_week"}
    return Sweep.model_validate(
        {
            "purpose": "How little?",
            "base": "x.yaml",
            "parameters": {"much": parameter},
            "least": {"parameter": "much", **least},
        }
    )


def told(passes: bool, proved: bool = False) -> dict[str, Any]:
    result = accepted("expected share >= 1.0", passed=passes, proved=proved)
    return {"error": None, "run": record(acceptance=(result,)).to_json()}


def failed(exit_code: int) -> dict[str, Any]:
    return {"error": {"exit_code": exit_code, "problems": [{"where": "x", "what": "no plan", "remedy": "-"}]}}


def search(agenda: LeastAgenda, answer: Any) -> list[Any]:
    """Run an agenda by itself; the values tried, in order."""
    tried: list[Any] = []
    while case := agenda.take():
        tried.append(case.values["much"])
        agenda.learn(case, answer(case.values["much"]))
        assert agenda.total >= len(tried)
    assert agenda.total == len(tried)
    return tried


@pytest.mark.parametrize("threshold", range(40, 78))
def test_the_smallest_value_is_found_with_few_plans(threshold: int) -> None:
    agenda = LeastAgenda(sweep(low=40, high=76), (Path("x.yaml"),))
    tried = search(agenda, lambda value: told(value >= threshold, proved=value < threshold))
    found = agenda.searches[0].verdict()
    assert len(tried) == len(set(tried)) <= 2 + math.ceil(math.log2(36))
    assert len(tried) <= most_trials(sweep(low=40, high=76), 1)
    assert found["is_complete"]
    assert found["least"] == (threshold if threshold <= 76 else None)
    assert found["not_enough"] == (None if threshold == 40 else min(threshold - 1, 76))
    assert found["is_proved"] is (threshold > 40)


def test_what_no_bound_proves_is_only_not_found() -> None:
    agenda = LeastAgenda(sweep(low=1, high=4), (Path("x.yaml"),))
    search(agenda, lambda value: told(value >= 3))
    found = agenda.searches[0].verdict()
    assert (found["least"], found["not_enough"], found["is_proved"]) == (3, 2, False)
    assert found["reasons"] == ["expected share >= 1.0"]


@pytest.mark.parametrize(("exit_code", "is_proved"), [(4, True), (5, False), (3, False), (1, False)])
def test_only_a_proved_contradiction_is_a_proof(exit_code: int, is_proved: bool) -> None:
    agenda = LeastAgenda(sweep(low=1, high=4), (Path("x.yaml"),))
    search(agenda, lambda value: told(True) if value >= 3 else failed(exit_code))
    assert agenda.searches[0].verdict()["is_proved"] is is_proved


def test_fractions_are_searched_in_steps() -> None:
    agenda = LeastAgenda(sweep(low=0.5, high=1.5, step=0.05), (Path("x.yaml"),))
    tried = search(agenda, lambda value: told(value >= 0.82))
    assert agenda.searches[0].verdict()["least"] == 0.85
    assert agenda.searches[0].verdict()["not_enough"] == 0.8
    assert all(value == round(value, 2) for value in tried)


def test_every_scenario_has_a_search_of_its_own() -> None:
    agenda = LeastAgenda(sweep(low=1, high=8), (Path("one.yaml"), Path("two.yaml")))
    cases = [agenda.take() for _ in range(5)]
    assert [case and (case.base.stem, case.values["much"]) for case in cases] == [
        ("one", 8),
        ("one", 1),
        ("two", 8),
        ("two", 1),
        None,
    ]


def test_a_search_that_was_stopped_says_so() -> None:
    agenda = LeastAgenda(sweep(low=1, high=8), (Path("x.yaml"),))
    case = agenda.take()
    assert case is not None
    agenda.learn(case, told(True))
    assert not agenda.searches[0].verdict()["is_complete"]
