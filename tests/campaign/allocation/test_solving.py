"""Linear models whose solvers fail, and what is said then."""

from __future__ import annotations

import pytest
from ortools.math_opt.python import mathopt
from pybind11_abseil.status import StatusNotOk

from optimizer.campaign.allocation import solving
from optimizer.campaign.allocation.solving import NoAnswerError, asked, bound, solved
from tests.worlds.drawn_campaigns import Desk, DrawnCampaign
from tests.worlds.planned import plan

HIGHS, SCIP = mathopt.SolverType.HIGHS, mathopt.SolverType.GSCIP


def least_one() -> mathopt.Model:
    model = mathopt.Model(name="least")
    model.minimize(model.add_integer_variable(lb=0.5, ub=3.0))
    return model


def failing(monkeypatch: pytest.MonkeyPatch, *solvers: mathopt.SolverType) -> None:
    """Have some solvers stop on an error: HiGHS refuses to be given threads."""
    error = asked(HIGHS, least_one(), mathopt.SolveParameters(threads=2))
    assert isinstance(error, StatusNotOk)

    def asked_in_turn(solver: mathopt.SolverType, *arguments: object) -> object:
        return error if solver in solvers else asked(solver, *arguments)

    monkeypatch.setattr(solving, "asked", asked_in_turn)


def test_another_solver_is_asked_where_one_stops_on_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, HIGHS)
    assert solved(least_one(), 5.0).objective_value() == pytest.approx(1.0)
    assert bound(least_one(), 5.0, 0.5) == pytest.approx(1.0)


def test_where_no_solver_answers_only_what_is_known_anyway_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, HIGHS, SCIP)
    with pytest.raises(NoAnswerError, match=r"linear model least: HIGHS: .*threads"):
        solved(least_one(), 5.0)
    assert bound(least_one(), 5.0, 0.5) == 0.5


def test_a_campaign_on_whose_hours_one_solver_stops_is_planned() -> None:
    """HiGHS 1.12 ends this campaign's second allocation with an error of its own."""
    together = {"kind": "together_apart", "relation": "together", "officers": ["o0", "o1"]}
    whole_day = Desk("u0", 1, ("morning", "evening"), ("evening",))
    campaign = DrawnCampaign(
        2, (whole_day, Desk("u1", 2, ("morning",), ("morning",))), (("u0", None), ("u1", "u0")), (), {"pair": together}
    )
    assert plan(campaign.data()).verified().passed
