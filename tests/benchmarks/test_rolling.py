"""The benchmark of replanning: what it plays, and its table."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.rolling import table, with_turnout
from benchmarks.three_communes import COMMUNES, three_communes
from optimizer.scenario.compiling import compile_world


def test_the_cut_has_three_communes_and_their_schools() -> None:
    world = compile_world(three_communes())
    assert {place for place, stream in world.pools if stream == "activation"} == set(COMMUNES)
    assert len(world.schools) == 3


def test_so_many_times_as_many_come_and_that_is_certain() -> None:
    scenario = three_communes()
    real = with_turnout(scenario, 0.8)
    assert real.uncertainty is not None
    assert real.uncertainty.turnout_spread == 0.0
    one, other = (compile_world(each) for each in (scenario, real))
    for key, pool in one.pools.items():
        for before, after in zip(pool.segments, other.pools[key].segments, strict=True):
            assert after.waiting == before.waiting
            for name, rate in before.arrival.items():
                assert after.arrival[name] == pytest.approx(0.8 * rate)
    for mine, theirs in zip(one.organisations, other.organisations, strict=True):
        assert theirs.show_up_rate == pytest.approx(0.8 * mine.show_up_rate)


def row(factor: float, once: float, rolled: float, *changed: int) -> dict[str, Any]:
    figures = {"factor": factor, "once": once, "rolled": rolled}
    return {**figures, "replannings": 5, "changed": list(changed), "seconds": 10.0}


def test_the_table_counts_who_reaches_the_target() -> None:
    rows = [row(0.9, 80, 110, 5, 7), row(0.8, 90, 100, 20), row(0.8, 70, 90), row(0.9, 100, 100)]
    lines = list(table(rows, 100))
    assert [line.split("|")[1].strip() for line in lines[2:]] == ["×0.8", "×0.9"]
    assert lines[2].startswith("| ×0.8 | 2 | 0% (0%–66%) | 50% (9%–91%) | 70 → 90 | 0 | 2.0 |")
    assert lines[3].startswith("| ×0.9 | 2 | 50% (9%–91%) | 100% (34%–100%) | 80 → 100 | 0 | 2.0 |")
