"""A bound on burden and wishes over all rosters that staff the duties, from everybody's timelines.

Prices on duties split the roster into its people: whatever the prices, the cheapest timelines of all, less what the
prices pay them, plus what the crews asked for are paid, cost no more than any roster. That is Lagrange's bound, and it
needs exact pricing only. It begins at the prices at which the duties pay what they weigh, where it is the burden of all
duties whoever holds them, and is raised along deflected subgradients with the step of B. T. Polyak, *Minimization of
unsmooth functionals*, USSR Computational Mathematics and Mathematical Physics 9 (1969), the published roster being the
value aimed at; P. M. Camerini, L. Fratta, F. Maffioli, *On improving relaxation methods by modified gradient
techniques*, Mathematical Programming Study 3 (1975). A master programme in place of that took ten times the seconds
(communes of Đồng Phú), and was at times not solved at all.

A bound stays one where rules are left out or duties are shortened, which is how the automata stay small. Left out are
what several people do together, and what a statement says of itself: accounts kept over long times, and what shorter
duties could break. Duties are cut to half hours: visits whose lengths differ by minutes make 82,000 states of 530 (the
district's office).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from optimizer.rostering.arrays import Vector
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.crew_loads import crew_loads
from optimizer.rostering.pricing.grid import on_grid
from optimizer.rostering.pricing.pricer import build_pricers
from optimizer.rostering.pricing.pricer_pool import STEPS_PER_DAY
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.automaton import TooManyStatesError
from optimizer.rostering.timelines.choices import Choices
from optimizer.rostering.timelines.problem import TimelineProblem, compile_timelines
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.statement import Soft
from optimizer.world.roster_problem import BURDEN_SCALE, Person, RosterProblem, Slot

MOST_STATES = 4000
"""States of one person's automaton beyond which the seconds are better spent elsewhere."""
HALF_HOUR = 30
MOST_ROUNDS = 600
PATIENCE = 10
"""Rounds without a better bound before the step is halved."""
LEAST_STEP = 2.0**-11
"""Share of Polyak's step at which no more is gained."""
DEFLECTION = 0.7
"""Share of the last direction that is kept in the next."""


def bound_on_timelines(
    problem: RosterProblem, rules: Mapping[str, AnyStatement], wish_weight: float, value: float, budget: Budget
) -> float:
    """A bound on burden + ``wish_weight`` · preferences over all rosters that staff every duty.

    Parameters
    ----------
    problem, rules
        The duties and people, and the rules by id.
    wish_weight
        Burden that one unit of preferences weighs, in thousandths at the finest; 0 to leave wishes alone.
    value
        What a roster comes to that is known; the bound is raised no further.
    budget
        Counts the steps.

    Returns
    -------
    float
        In units of burden; 0 if the rules are too many for timelines.
    """
    weights = {"burden": float(BURDEN_SCALE), "preferences": float(round(wish_weight * BURDEN_SCALE))}
    try:
        compiled = relaxed_timelines(problem, rules, weights)
    except TooManyStatesError:
        return 0.0
    return _PricesOnDuties(problem, compiled).raised_towards(value, budget)


def relaxed_timelines(
    problem: RosterProblem, rules: Mapping[str, AnyStatement], weights: Mapping[str, float]
) -> TimelineProblem:
    """Everybody's timelines with the burden of the duties, under the rules that are kept.

    Parameters
    ----------
    problem, rules
        The duties and people, and the rules by id.
    weights
        What one unit of each tier weighs in :data:`~optimizer.world.roster_problem.BURDEN_SCALE` parts, in whole
        numbers; soft rules of other tiers are left out.

    Raises
    ------
    TooManyStatesError
        If the rules are too many for timelines.
    """
    shortened = replace(problem, slots=tuple(_shortened(slot) for slot in problem.slots))
    compiled = compile_timelines(shortened, dict(_weighted(rules, weights)), MOST_STATES)
    burdened = [
        _burdened(own, problem, person, compiled.scale)
        for own, person in zip(compiled.choices, problem.persons, strict=True)
    ]
    return replace(compiled, choices=tuple(burdened), grain=1)


class _PricesOnDuties:
    """The prices on duties, and the people who are paid them."""

    def __init__(self, problem: RosterProblem, compiled: TimelineProblem) -> None:
        self._unit = compiled.scale * BURDEN_SCALE
        self._pricers = build_pricers(compiled)
        self._least = np.array([float(slot.minimum) for slot in problem.slots])
        self._most = np.array([float(slot.maximum) for slot in problem.slots])
        self._prices = _first_prices(problem) * compiled.scale
        self._steps = STEPS_PER_DAY * len(problem.horizon) * len(problem.persons)
        self._workspace = Workspace()

    def raised_towards(self, value: float, budget: Budget) -> float:
        """The best bound of so many rounds, at most ``value``; in units of burden."""
        aim, best, step, waited = value * self._unit, -np.inf, 1.0, 0
        prices = center = self._prices
        direction = np.zeros_like(prices)
        for _ in range(MOST_ROUNDS):
            bound, slope = self._priced(prices)
            budget.charge(self._steps)
            waited += 1
            if bound > best:
                best, center, waited = bound, prices, 0
            if best >= aim or not slope.any() or step < LEAST_STEP or budget.is_over():
                break
            if waited >= PATIENCE:
                step, waited, prices = step / 2, 0, center
                direction = np.zeros_like(prices)
                continue
            direction = slope + DEFLECTION * direction
            length = max(1.0, float(direction @ direction))
            prices = on_grid(prices + step * (aim - bound) / length * direction)
        return float(min(best, aim) / self._unit)

    def _priced(self, prices: Vector) -> tuple[float, Vector]:
        """The bound under these prices, and the direction in which it grows: people asked for less people there."""
        crews = np.where(prices > 0, self._least, self._most)
        bound, slope = float(prices @ crews), crews.copy()
        for pricer in self._pricers:
            result = pricer.cheapest(prices, self._workspace)
            bound += result.bound
            if result.timeline is not None:
                slope[result.timeline.duties] -= 1
        return bound, slope


def _first_prices(problem: RosterProblem) -> Vector:
    """What the duties weigh; the last of a crew's day bears the overtime."""
    prices = {slot.id: float(slot.burden) for slot in problem.slots}
    for crew in crew_loads(problem):
        prices[crew.slots[-1].id] += crew.overtime
    return np.array(list(prices.values()))


def _weighted(rules: Mapping[str, AnyStatement], weights: Mapping[str, float]) -> Sequence[tuple[str, AnyStatement]]:
    """The rules that are kept, soft ones at what they weigh beside the burden of a duty."""
    kept: list[tuple[str, AnyStatement]] = []
    for name, rule in rules.items():
        if not rule.is_kept_in_timeline_bounds:
            continue
        if rule.weight is None:
            kept.append((name, rule))
        elif weight := rule.weight * weights.get(rule.tier, 0.0):
            kept.append((name, rule.model_copy(update={"enforcement": Soft(soft=weight)})))
    return kept


def _shortened(slot: Slot) -> Slot:
    """The duty from the next half hour on, and for whole half hours, so that no rule asks more of its holder."""
    start = -(-slot.start // HALF_HOUR) * HALF_HOUR
    halves = (slot.end - start) // HALF_HOUR
    return replace(slot, start=start, end=start + halves * HALF_HOUR) if halves > 0 else slot


def _burdened(own: Choices, problem: RosterProblem, person: Person, scale: int) -> Choices:
    """The choices, with the burden of the duties as they are."""
    burden = np.zeros(len(own.cost))
    for choice in range(len(burden)):
        held = [problem.slots[duty] for duty in own.held(choice)]
        burden[choice] = sum(slot.burden + slot.loan_burden * (slot.unit != person.unit) for slot in held)
        # With the night before, there may be more; a bound may leave that out.
        burden[choice] += problem.overtime_minute_burden * problem.weekday_overtime(held)
    return own._replace(cost=own.cost + scale * burden)
