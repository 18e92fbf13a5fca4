"""A model whose statements can be switched on one by one, and the questions that finding conflicts asks of it.

Beside the statements it holds what is true of every plan (the background). That some statements cannot hold together is
believed only if two solves as unlike as may be say so: one with them fixed and presolve, one without presolve that
assumes them (:func:`optimizer.rostering.cp_sat.confirmation.confirming_solver`). That they can is shown by a solution.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor

from ortools.sat.python import cp_model

from optimizer.explain.conflicts.pruning import Links
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.confirmation import confirming_solver
from optimizer.rostering.result import Status
from optimizer.rules.facts import Key

Keys = frozenset[Key]
GROW_SECONDS = 5.0
"""Limit of a solve that satisfies statements and others beside them."""
QUICK_SECONDS = 4.0
"""After so long others are asked than the solver that is fast as a rule."""
FEW_STATEMENTS = 400
"""So many are a small model."""
TOLERANCE = 1e-6
"""Of bounds that a solver tells as fractions."""


@dataclass(frozen=True, slots=True)
class Solving:
    """What solves may take."""

    budget: Budget
    seed: int = 1
    workers: int = 2

    def apart(self) -> Solving:
        """The same for work done at the same time."""
        return replace(self, budget=self.budget.apart())


@dataclass(frozen=True, slots=True)
class LeastGiven:
    """Statements without which the others can hold together."""

    keys: Keys | None
    """Nothing if there are none, or none were found in time."""
    bound: int
    """What such statements weigh together at the least."""


@dataclass(frozen=True, slots=True)
class GuardedModel:
    """A model, the literal of each statement, and what each weighs."""

    model: cp_model.CpModel
    guards: Mapping[Key, cp_model.IntVar]
    weights: Mapping[Key, int]
    solving: Solving
    _links: Links = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read what constraints are linked by only once, when it is first asked for."""
        object.__setattr__(self, "_links", Links(self.model))

    def apart(self) -> GuardedModel:
        """The same model for work done at the same time."""
        other = replace(self, solving=self.solving.apart())
        object.__setattr__(other, "_links", self._links)
        return other

    @property
    def budget(self) -> Budget:
        """What all solves share."""
        return self.solving.budget

    @property
    def keys(self) -> Keys:
        """All statements."""
        return frozenset(self.guards)

    def can_hold(self, keys: Collection[Key], seconds: float) -> Status:
        """Whether statements can hold together, the others left out; ``INFEASIBLE`` is one solver's word.

        One worker with little presolve answers most such questions in a third of the time; where it does not soon, the
        usual ones are asked, which seldom take long.
        """
        model = self._with(keys)
        status = self.budget.solve(_quick_solver(self.solving.seed), model, min(seconds, QUICK_SECONDS))
        if status.is_conclusive or seconds <= QUICK_SECONDS:
            return status
        return self.budget.solve(self._solver(), model, seconds - QUICK_SECONDS)

    def quickly_answered(self, keys: Collection[Key], seconds: float) -> Status:
        """Whether statements can hold together, by a solver that is fast on small models."""
        return self.budget.solve(_quick_solver(self.solving.seed), self._with(keys), seconds)

    def grown(self, keys: Collection[Key], seconds: float) -> Keys | Status:
        """Statements that a solution keeps, those given and, as far as it is at hand, all others, the cheap ones first.

        What is broken is to be dear, so that whatever hits it is dear, too, and bounds rise fast. The first solution
        does: that one with the least broken takes ten times as long, which costs more than it saves.
        What the solver said if it found no solution.
        """
        model = self._with(keys, others=None)
        model.clear_hints()  # type: ignore[no-untyped-call]
        for guard in self.guards.values():
            model.add_hint(guard, True)
        dearest = max(self.weights.values(), default=1)
        model.maximize(
            cp_model.LinearExpr.weighted_sum(
                [self.guards[key] for key in self.guards], [dearest // self.weights[key] for key in self.guards]
            )
        )
        solver = _quick_solver(self.solving.seed)
        solver.parameters.stop_after_first_solution = True
        status = self.budget.solve(solver, model, min(seconds, GROW_SECONDS))
        if not status.has_roster:
            return status
        solution = solver.response_proto.solution
        return frozenset(key for key, guard in self.guards.items() if solution[guard.index])

    def least_given(
        self, ties: Mapping[Key, int], seconds: float, excluded: Sequence[Keys] = (), *, is_quick: bool
    ) -> LeastGiven:
        """The cheapest statements without which the others can hold together.

        Parameters
        ----------
        ties
            Statements that may give way, with what decides between sets of the same price: the least sum.
        seconds
            Limit of the solve.
        excluded
            Of each of these sets one statement must hold.
        is_quick
            Whether the model is so small that one worker with little presolve is faster.
        """
        model = self._with([key for key in self.guards if key not in ties], others=None)
        for keys in excluded:
            model.add_bool_or([model.get_bool_var_from_proto_index(self.guards[key].index) for key in keys])
        scale = 1 + sum(ties.values())
        costs = {key: scale * self.weights[key] + tie for key, tie in ties.items()}
        model.minimize(cp_model.LinearExpr.weighted_sum([1 - self.guards[key] for key in costs], list(costs.values())))
        solver = _quick_solver(self.solving.seed) if is_quick else usual_solver(self.solving)
        if not self.budget.solve(solver, model, seconds).has_roster:
            return LeastGiven(None, 0)
        solution = solver.response_proto.solution
        given = frozenset(key for key in costs if not solution[self.guards[key].index])
        return LeastGiven(given, floor(max(0.0, solver.best_objective_bound) / scale + TOLERANCE))

    def core(self, keys: Collection[Key], seconds: float) -> Keys | None:
        """Some of the statements that cannot hold together; ``None`` if the solver does not find that."""
        model = self._with((), others=None)
        names = {self.guards[key].index: key for key in keys}
        model.add_assumptions([self.guards[key] for key in keys])
        solver = confirming_solver(self.solving.seed)
        # Too many duties for too few hours are refuted by sums, which is what linear relaxations are good at.
        solver.parameters.linearization_level = 2
        if self.budget.solve(solver, model, seconds) is not Status.INFEASIBLE:
            return None
        # Only what was assumed is a reason; anything else that a solver names is left out.
        return frozenset(names[index] for index in solver.sufficient_assumptions_for_infeasibility() if index in names)

    def contradict(self, keys: Collection[Key], seconds: float) -> bool:
        """Whether two solves say that statements cannot hold together."""
        few = self.reduced_to(keys)
        return few.can_hold(keys, seconds) is Status.INFEASIBLE and few.core(keys, seconds) is not None

    def reduced_to(self, keys: Collection[Key], most_links: int | None = None) -> GuardedModel:
        """The model with some of its statements, less whatever has nothing to do with them.

        With ``most_links``, less what is linked to them only by more constraints, too: what is proved to be impossible
        in it is impossible, what holds in it need not hold.
        """
        kept = {key: self.guards[key] for key in keys}
        dropped = {guard.index for key, guard in self.guards.items() if key not in kept}
        model, index = self._links.part([guard.index for guard in kept.values()], dropped, most_links)
        guards = {key: model.get_bool_var_from_proto_index(index[guard.index]) for key, guard in kept.items()}
        return replace(self, model=model, guards=guards, weights={key: self.weights[key] for key in kept})

    def _with(self, keys: Collection[Key], others: bool | None = False) -> cp_model.CpModel:
        """A copy in which statements hold, and the others do not, or may (``None``)."""
        model = self.model.clone()
        wanted = set(keys)
        for key, guard in self.guards.items():
            literal = model.get_bool_var_from_proto_index(guard.index)
            if key in wanted:
                model.add_bool_or([literal])
            elif others is False:
                model.add_bool_or([~literal])
        return model

    def _solver(self) -> cp_model.CpSolver:
        return usual_solver(self.solving)


def usual_solver(solving: Solving) -> cp_model.CpSolver:
    """A solver with presolve, that repeats itself where steps are counted."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = solving.seed
    solver.parameters.num_workers = 2 if solving.budget.is_deterministic else solving.workers
    solver.parameters.interleave_search = solving.budget.is_deterministic
    return solver


def _quick_solver(seed: int) -> cp_model.CpSolver:
    """One worker, strong linear relaxations, little presolve: on small models six times as fast as the usual two."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_presolve_iterations = 1
    return solver


def weight_of(keys: Iterable[Key], weights: Mapping[Key, int]) -> int:
    """What some statements weigh together."""
    return sum(weights[key] for key in keys)
