"""The search finds the best roster of a small problem, repeats itself, and keeps what it has when it is stopped."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.errors import ContradictionError
from optimizer.rostering.budget import Budget
from optimizer.rostering.search import roster_search
from optimizer.rostering.search.roster_search import RosterSearch
from optimizer.rostering.search.weighted_sum import least_weighted_sum
from optimizer.stopping import StopRequest
from tests.worlds.roster_problems import draw_problem, optimum
from tests.worlds.solved import counted

SEEDS = range(16)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_search_finds_the_best_roster_of_a_small_problem(seed: int) -> None:
    drawn = draw_problem(seed, days=5, persons=2)
    best = optimum(drawn)
    if best is None:
        with pytest.raises(ContradictionError):
            least_weighted_sum(drawn.problem, drawn.rules, counted(1.0), workers=1)
        return
    found = least_weighted_sum(drawn.problem, drawn.rules, counted(1.0), workers=1)
    scale = drawn.compiled().scale
    assert found.value == pytest.approx(best / scale)
    assert found.bound <= best / scale + 1e-9


def test_a_deterministic_search_repeats_itself_whatever_the_threads() -> None:
    drawn = draw_problem(5, days=14, persons=6)
    runs = [
        least_weighted_sum(drawn.problem, drawn.rules, counted(2.0), workers=workers, seed=7) for workers in (1, 2, 2)
    ]
    assert runs[0] == runs[1] == runs[2]


def test_a_stop_keeps_the_best_roster() -> None:
    drawn = draw_problem(5, days=14, persons=6)
    stop = StopRequest()
    told: list[float] = []

    def report(value: float, _bound: float) -> None:
        told.append(value)
        stop.request()

    found = least_weighted_sum(drawn.problem, drawn.rules, Budget(60.0, lambda: 0.0, stop), report=report)
    assert found.value == min(told)


def test_column_generation_that_time_cut_short_is_dived_from_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that others keep busy."""
    drawn = draw_problem(5, days=14, persons=6)
    dives: list[float] = []
    dive = RosterSearch._dive

    def counted_dive(search: RosterSearch, *arguments: Any) -> Any:
        dives.append(search.budget.spent)
        return dive(search, *arguments)

    monkeypatch.setattr(roster_search, "ROOT_SHARE", 0.0)
    monkeypatch.setattr(RosterSearch, "_root_is_within_reach", lambda search: True)
    monkeypatch.setattr(RosterSearch, "_dive", counted_dive)
    least_weighted_sum(drawn.problem, drawn.rules, counted(2.0), workers=1, seed=7)
    assert dives
