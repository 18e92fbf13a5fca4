"""The roster problem as timelines: what each person may do, what it costs, and which duties need whom.

Everything is compiled to flat arrays once. Costs are whole numbers: each soft rule's weight, as a fraction of one
step of its amount, times a common denominator (``scale``).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np

from optimizer.errors import ContradictionError, Diagnostic
from optimizer.rostering.arrays import Indices, Vector
from optimizer.rostering.timelines.automaton import MOST_STATES, Automaton, AutomatonBuilder, Priced
from optimizer.rostering.timelines.choices import ChoiceBuilder, Choices
from optimizer.rules.catalogue import AnyStatement, timeliner
from optimizer.rules.timeline import PeriodResource, PersonDays, Resource, RunResource, nights_and_mornings
from optimizer.texts.diagnostics import planning as texts
from optimizer.world.roster_problem import Person, RosterProblem


@dataclass(frozen=True, slots=True)
class CrewNeed:
    """How many people each duty needs, and what each one short or too many costs."""

    minimum: Vector
    maximum: Vector
    under: Vector
    over: Vector

    def cost(self, crews: Vector) -> float:
        """Cost of the numbers of people on all duties."""
        short = np.maximum(self.minimum - crews, 0) @ self.under
        return float(short + np.maximum(crews - self.maximum, 0) @ self.over)

    def gain_of_one(self, crews: Vector) -> Vector:
        """What one more person on each duty saves; negative where it costs."""
        return np.where(crews < self.minimum, self.under, np.where(crews >= self.maximum, -self.over, 0.0))


@dataclass(frozen=True, slots=True)
class TimelineProblem:
    """A roster problem, compiled."""

    source: RosterProblem
    rules: Mapping[str, AnyStatement]
    """Those that are not off, by id."""
    prices: Mapping[str, int | None]
    """Whole-number cost of one step of each rule's amount; ``None`` for a hard rule."""
    persons: tuple[str, ...]
    automata: tuple[Automaton, ...]
    """Of each person; one object for all who share it."""
    choices: tuple[Choices, ...]
    """Of each person."""
    need: CrewNeed
    scale: int
    """Whole-number cost per unit of objective."""
    grain: int
    """All costs are multiples of this."""
    days: int
    slot_days: Indices
    """Day of each duty."""


def compile_timelines(
    problem: RosterProblem, rules: Mapping[str, AnyStatement], most_states: int = MOST_STATES
) -> TimelineProblem:
    """Compile the people, their rules, and the need for them.

    Parameters
    ----------
    problem, rules
        The people and duties, and the rules by id.
    most_states
        States that one person's automaton may have.

    Raises
    ------
    TooManyStatesError
        If somebody's has more.
    ContradictionError
        If a hard rule leaves somebody no choice on some day.
    """
    active = {rule: statement for rule, statement in rules.items() if statement.enforcement != "off"}
    scale = lcm(*(_step_price(s).denominator for s in active.values() if s.weight is not None))
    prices = {rule: None if s.weight is None else int(_step_price(s) * scale) for rule, s in active.items()}
    builder = ChoiceBuilder(problem)
    choices: list[Choices] = []
    numbers: dict[Hashable, int] = {}
    groups: list[int] = []
    """Of each person: equal for persons whose rules, history and own limits are; leave may change the limits."""
    resources_of: dict[int, list[tuple[Hashable, list[Priced]]]] = {}
    written = {rule: s.model_dump_json(exclude={"scope", "source"}) for rule, s in active.items()}
    for person in problem.persons:
        resources = _resources(person, problem, active, prices)
        history = person.past_duties, tuple(sorted(person.past_absences.items()))
        keyed = [((written[rule], _limits_of(own), history), own) for rule, own in resources.items()]
        group = numbers.setdefault((tuple(sorted((key for key, _ in keyed), key=repr)), history), len(numbers))
        if group not in resources_of:
            nights = nights_and_mornings(PersonDays(problem, person))
            always = [] if nights is None else [(history, [Priced(nights, None)])]
            resources_of[group] = [*keyed, *always]
        groups.append(group)
        choices.append(builder.build(person, group, [priced for own in resources.values() for priced in own]))
        _require_choices(person, choices[-1], problem)
    days = len(problem.horizon)
    automaton_builder = AutomatonBuilder(tuple(builder.patterns), days, most_states)
    automata = {group: automaton_builder.build(resources) for group, resources in resources_of.items()}
    need = _crew_need(problem, active, prices)
    return TimelineProblem(
        source=problem,
        rules=active,
        prices=prices,
        persons=tuple(person.id for person in problem.persons),
        automata=tuple(automata[group] for group in groups),
        choices=tuple(choices),
        need=need,
        scale=scale,
        grain=_grain(need, choices, list(automata.values())),
        days=days,
        slot_days=np.array([slot.day for slot in problem.slots], np.int32),
    )


def _step_price(statement: AnyStatement) -> Fraction:
    """Weight of one step of a soft rule's amount; 0 for a hard rule."""
    return Fraction(str(statement.weight or 0)) / statement.amount_scale


def _limits_of(resources: Sequence[Priced]) -> Hashable:
    return tuple(_limits(priced.resource) for priced in resources)


def _limits(resource: Resource) -> Hashable:
    """What one person's resource of a rule may have of its own."""
    if isinstance(resource, PeriodResource):
        limits = resource.carried, resource.at_most, resource.at_least
        return resource.when, resource.days.start, resource.days.stop, *limits, resource.start
    return resource.start if isinstance(resource, RunResource) else None


def _resources(
    person: Person,
    problem: RosterProblem,
    rules: Mapping[str, AnyStatement],
    prices: Mapping[str, int | None],
) -> dict[str, list[Priced]]:
    """By rule that concerns the person alone, its priced resources."""
    days = PersonDays(problem, person)
    resources = {}
    for rule, statement in rules.items():
        timeline = timeliner(statement.kind)
        if timeline is not None and statement.scope.selects(person.id, person.unit):
            resources[rule] = [Priced(resource, prices[rule]) for resource in timeline(statement, days)]
    return resources


def _require_choices(person: Person, choices: Choices, problem: RosterProblem) -> None:
    for day, (first, last) in zip(problem.horizon, zip(choices.starts, choices.starts[1:], strict=False), strict=True):
        if first == last:
            raise ContradictionError(
                Diagnostic(
                    texts.PERSON_ON_DAY(person=person.id, day=day.date),
                    texts.NEITHER_DUTY_NOR_REST,
                    texts.SOFTEN_A_DAY_RULE,
                )
            )


def _crew_need(problem: RosterProblem, rules: Mapping[str, AnyStatement], prices: Mapping[str, int | None]) -> CrewNeed:
    """The needs of all duties; several rules on one duty add up."""
    under, over = np.zeros(len(problem.slots)), np.zeros(len(problem.slots))
    for rule, statement in rules.items():
        price = prices[rule]
        if statement.asks_for_crews and price is not None:
            for number, slot in enumerate(problem.slots):
                if statement.scope.units is None or slot.unit in statement.scope.units:
                    under[number] += price * slot.weight_under
                    # One too many costs nothing where there may be none: bounds only get lower by that.
                    over[number] += price * (slot.weight_over or 0)
    minimum = np.array([slot.minimum for slot in problem.slots], np.float64)
    maximum = np.array([slot.maximum for slot in problem.slots], np.float64)
    return CrewNeed(minimum, maximum, under, over)


def _grain(need: CrewNeed, choices: Sequence[Choices], automata: Sequence[Automaton]) -> int:
    """Greatest common divisor of all costs there are."""
    costs = {int(weight) for weight in np.unique(np.concatenate((need.under, need.over)))}
    costs.update(int(cost) for own in choices for cost in np.unique(own.cost))
    costs.update(int(cost) for automaton in automata for cost in np.unique(automaton.transitions.cost))
    costs.update(counter.price or 0 for automaton in automata for counter in automaton.counters)
    return gcd(*costs) or 1
