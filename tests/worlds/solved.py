"""Rosters by CP-SAT for tests, within limits that are counted in steps."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.roster_model import RosterModel
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rules.catalogue import AnyStatement
from optimizer.stopping import StopRequest
from optimizer.world.roster_problem import RosterProblem


def counted(limit: float = inf) -> Budget:
    """A budget in steps that nobody stops."""
    return Budget(limit, None, StopRequest())


def tiered(problem: RosterProblem, rules: Mapping[str, AnyStatement]) -> TieredSolver:
    """The solver that plans, repeating itself."""
    return TieredSolver(RosterModel(problem, rules), counted())
