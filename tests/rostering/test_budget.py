"""Seconds or steps, a stop, and what a solver's answer is called."""

from __future__ import annotations

from math import inf

import pytest
from ortools.sat.python import cp_model

from optimizer.rostering.budget import LEAST_SECONDS, STEPS_PER_SECOND, Budget
from optimizer.rostering.result import Status
from optimizer.stopping import StopRequest
from tests.worlds.solved import counted


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_seconds_are_those_of_the_clock() -> None:
    clock = Clock()
    budget = Budget(10.0, clock, StopRequest())
    soon = budget.until(2.0)
    clock.now += 1.5
    budget.charge(1e12)
    assert not budget.is_deterministic
    assert budget.spent == 1.5
    assert (soon(), budget.is_over()) == (False, False)
    clock.now += 0.5
    assert (soon(), budget.is_over()) == (True, False)
    clock.now += 8.0
    assert budget.is_over()
    assert budget.until(5.0)()


def test_steps_are_those_charged() -> None:
    budget = counted(1.0)
    assert budget.is_deterministic
    budget.charge(STEPS_PER_SECOND / 2)
    assert budget.spent == 0.5
    assert not budget.is_over()
    budget.charge(STEPS_PER_SECOND / 2)
    assert budget.is_over()


def test_a_stop_ends_everything() -> None:
    stop = StopRequest()
    budget = Budget(inf, None, stop)
    later = budget.until(5.0)
    stop.request()
    assert budget.is_stopped
    assert budget.is_over()
    assert later()
    assert budget.solve(cp_model.CpSolver(), choice_of(1), 5.0) is Status.UNKNOWN


def choice_of(least: int) -> cp_model.CpModel:
    """At least so many of three things, as few as possible."""
    model = cp_model.CpModel()
    things = [model.new_bool_var(f"thing {number}") for number in range(3)]
    model.add(sum(things) >= least)
    model.minimize(sum(things))
    return model


def test_answers_of_the_solver_have_names_and_their_steps_are_charged() -> None:
    budget = counted()
    assert budget.solve(cp_model.CpSolver(), choice_of(2), 5.0) is Status.OPTIMAL
    assert budget.solve(cp_model.CpSolver(), choice_of(4), 5.0) is Status.INFEASIBLE
    solver = cp_model.CpSolver()
    solver.parameters.stop_after_first_solution = True
    solver.parameters.cp_model_presolve = False
    solver.parameters.num_workers = 1
    model = choice_of(1)
    model.add_hint(model.get_int_var_from_proto_index(0), 1)
    spent = budget.spent
    assert budget.solve(solver, model, 5.0).has_roster
    assert solver.deterministic_time > 0.0
    assert budget.spent == pytest.approx(spent + solver.deterministic_time)


def test_an_invalid_model_is_our_fault() -> None:
    model = choice_of(1)
    for _ in range(2):
        model.add_hint(model.get_int_var_from_proto_index(0), 1)
    with pytest.raises(RuntimeError, match="MODEL_INVALID"):
        counted().solve(cp_model.CpSolver(), model, 5.0)


def test_what_is_known_is_told_from_what_remains_open() -> None:
    assert {status for status in Status if status.has_roster} == {Status.OPTIMAL, Status.FEASIBLE}
    assert {status for status in Status if status.is_conclusive} == {Status.OPTIMAL, Status.INFEASIBLE}


def test_a_solve_gets_no_more_than_is_left() -> None:
    """And a moment at the least, so that what is easy is still found."""
    clock = Clock()
    budget = Budget(10.0, clock, StopRequest())
    for spent, asked, limit in ((0.0, 4.0, 4.0), (7.0, 4.0, 3.0), (30.0, 4.0, LEAST_SECONDS)):
        clock.now = 100.0 + spent
        solver = cp_model.CpSolver()
        assert budget.solve(solver, choice_of(1), asked) is Status.OPTIMAL
        assert solver.parameters.max_time_in_seconds == pytest.approx(limit)
