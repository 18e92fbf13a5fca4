"""Whatever the record of a sound plan claims wrongly, the verifier names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from optimizer.rules.facts import Breach
from optimizer.run.record import RunRecord
from optimizer.verify import Verification, verify_plan
from tests.worlds.verified import PLAN, scenario
from tests.worlds.verified_run import run_claims


def _verified(record: RunRecord) -> Verification:
    return verify_plan(scenario(), PLAN, record)


def _bounds_broken(result: Verification, tier: str) -> list[Breach]:
    return [breach for breach in result.hard_breaches if breach.key == ("bounds_hold", tier, "")]


def _changed_run(change: Callable[[dict[str, Any]], None]) -> RunRecord:
    claims = run_claims()
    change(claims)
    return RunRecord.from_json(claims)


RUN_FIGURES = {
    "shortfall": (
        lambda run: run["tiers"][1].update(value=90.0, gap=0.0, bound=90.0),
        "tiers.shortfall.value",
    ),
    "terms": (lambda run: run["tiers"][2]["terms"].update(duties=7.0), "tiers.burden.terms.duties"),
    "term that does not exist": (lambda run: run["tiers"][2]["terms"].update(kit=7.0), "tiers.burden.terms.kit"),
    "unit": (lambda run: run["tiers"][2].update(unit="hours"), "tiers.burden.unit"),
    "order of tiers": (lambda run: run["tiers"].reverse(), "tiers"),
    "tier told twice": (lambda run: run["tiers"].insert(0, dict(run["tiers"][0])), "tiers"),
    "gap": (lambda run: run["tiers"][1].update(gap=0.01), "tiers.shortfall.gap"),
    "gap without a bound": (lambda run: run["tiers"][4].update(gap=0.0), "tiers.preferences.gap"),
    "bound given the openings of another tier": (
        lambda run: run["tiers"][1].update(bound_given_openings=90.0),
        "tiers.shortfall.bound_given_openings",
    ),
    "missing tier": (lambda run: run["tiers"].pop(3), "tiers.fairness.value"),
    "tier that is not sought": (
        lambda run: run["tiers"].append(run["tiers"][4] | {"name": "finish", "value": 3}),
        "tiers.finish.value",
    ),
    "finish date": (lambda run: run.update(finish_date="2024-04-06"), "finish_date"),
    "pupils not yet eligible": (lambda run: run.update(not_yet_eligible={}), "not_yet_eligible.school"),
    "place told twice": (
        lambda run: run["places"].append(run["places"][1]),
        *(
            f"places.id_card.school (again).{column}"
            for column in ("target", "judged_on", "expected", "share", "missing")
        ),
    ),
}


@pytest.mark.parametrize("name", RUN_FIGURES)
def test_wrong_figure_of_the_run_is_named(name: str) -> None:
    change, *columns = RUN_FIGURES[name]
    result = _verified(_changed_run(change))
    assert not result.passed
    assert [(figure.file, figure.row) for figure in result.figures] == [("run.json", None)] * len(columns)
    assert [figure.column for figure in result.figures] == columns


def test_bound_above_the_value_is_a_breach() -> None:
    result = _verified(_changed_run(lambda run: run["tiers"][2].update(bound=25.3, gap=-0.004)))
    (breach,) = _bounds_broken(result, "burden")
    assert breach.amount == pytest.approx(0.1)
    assert "bound 25.3 of burden is above its value 25.2" in breach.evidence


@pytest.mark.parametrize("given", [0.0, 0.3, 0.516667])
def test_bound_given_the_openings_between_bound_and_value_passes(given: float) -> None:
    assert _verified(_changed_run(lambda run: run["tiers"][3].update(bound_given_openings=given))).passed


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"bound_given_openings": 0.5168}, "given the openings is above its value 0.516667"),
        (
            {"bound": 0.3, "gap": 0.216667, "bound_given_openings": 0.2999},
            "given the openings is below its bound 0.3 over all plans",
        ),
    ],
)
def test_bound_given_the_openings_out_of_order_is_a_breach(claims: dict[str, float], says: str) -> None:
    result = _verified(_changed_run(lambda run: run["tiers"][3].update(claims)))
    (breach,) = _bounds_broken(result, "fairness")
    assert says in breach.evidence
    assert not result.figures
