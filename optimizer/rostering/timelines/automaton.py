"""One person's rules as one automaton: their resources walked side by side, as far as any timeline reaches.

What only adds up over the whole horizon stays outside of the states, as *counters* with an amount on each transition;
everything shorter (runs, sequences, weeks, months) is part of the state. Days on which all resources step alike share a
*layer* of transitions, so a year has hardly more transitions than a week. Persons under equal rules with an equal
history share the automaton.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from optimizer.rostering.arrays import Indices, Integers
from optimizer.rules.timeline import DayPattern, PeriodResource, Resource, RunResource, Step

FORBIDDEN = -1
MOST_STATES = 2**21
"""States that an automaton may have; the tables of so many do not fit into memory."""


class TooManyStatesError(Exception):
    """The rules together have more states than were allowed."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A resource with what one step of its amount costs; ``None`` where any amount is forbidden."""

    resource: Resource
    price: int | None


@dataclass(frozen=True, slots=True)
class Counter:
    """An amount added up over the whole horizon."""

    carried: int
    at_least: int | None
    at_most: int | None
    price: int | None


class Transitions(NamedTuple):
    """What each day's pattern makes of a state, as kernels read it."""

    layers: Indices
    """(days,): layer of each day."""
    next_state: Indices
    """(layers, states, patterns): :data:`FORBIDDEN` where there is no way on. The first state is the start."""
    cost: Integers
    """(layers, states, patterns)."""
    amounts: Integers
    """(counters, layers, states, patterns): what is added to each counter."""


@dataclass(frozen=True, slots=True)
class Automaton:
    """The states of a person's timelines, what each day's pattern makes of them, and what is counted on the way."""

    patterns: tuple[DayPattern, ...]
    transitions: Transitions
    counters: tuple[Counter, ...]

    @property
    def states(self) -> int:
        """Number of states."""
        return int(self.transitions.next_state.shape[1])


class _Walker(Protocol):
    """Something that walks along the days and counts."""

    @property
    def start(self) -> Hashable: ...

    @property
    def phase(self) -> Callable[[int], Hashable]: ...

    @property
    def step(self) -> Step: ...


class _Periods:
    """Periods of one rule that follow each other: the state holds what the present one has added up."""

    def __init__(self, periods: Sequence[PeriodResource], price: int | None) -> None:
        self.start: Hashable = None
        self._period_of = {day: period for period in periods for day in period.days}
        self._is_hard = price is None

    def phase(self, day: int) -> Hashable:
        period = self._period_of.get(day)
        if period is None:
            return None
        begins = (period.carried, period.start) if day == period.days[0] else None
        return period.at_most, period.at_least, begins, day == period.days[-1], period.phase(day)

    def step(self, state: Hashable, day: int, pattern: DayPattern) -> tuple[Hashable, int]:
        period = self._period_of.get(day)
        if period is None:
            return None, 0
        before = (period.start, period.carried) if day == period.days[0] else state
        assert isinstance(before, tuple)
        inner, amount = period.step(before[0], day, pattern)
        total: int = before[1] + amount
        if self._is_hard and period.at_most is not None and total > period.at_most:
            return None, 1
        if day == period.days[-1]:
            return None, period.breach(total)
        if period.at_most is None and period.at_least is not None:
            total = min(total, period.at_least)
        return (inner, total), 0


class AutomatonBuilder:
    """Builds one automaton after another; those that differ in plain counters alone share all else.

    A counter is plain if it counts on every day of the horizon and remembers nothing: hours, duties, caps on one shift.
    People differ in these more than in anything else, and each of them only adds a number to each pattern.

    Parameters
    ----------
    patterns
        What a day can be.
    days
        Length of the horizon.
    most_states
        States that an automaton may have.
    """

    def __init__(self, patterns: Sequence[DayPattern], days: int, most_states: int = MOST_STATES) -> None:
        self._patterns, self._days, self._most_states = tuple(patterns), days, most_states
        self._walked: dict[Hashable, Automaton] = {}

    def build(self, rules: Iterable[tuple[Hashable, Sequence[Priced]]]) -> Automaton:
        """Walk all resources side by side, from the start, through every state that a timeline can reach.

        Parameters
        ----------
        rules
            A key that is equal only for equal resources, and the resources, of each rule; those of single days are left
            to the choices of a day.

        Raises
        ------
        TooManyStatesError
            If there are more states than allowed.
        """
        walkers: list[tuple[_Walker, int | None]] = []
        tallies: list[tuple[PeriodResource, int | None]] = []
        plain: list[tuple[PeriodResource, int | None]] = []
        walked: list[Hashable] = []
        for key, rule in rules:
            runs = [(p.resource, p.price) for p in rule if isinstance(p.resource, RunResource)]
            periods = [p.resource for p in rule if isinstance(p.resource, PeriodResource)]
            tracks = _tracks(periods)
            if not runs and len(tracks) == 1 and self._is_plain(tracks[0]):
                plain.append((tracks[0][0], rule[0].price))
                continue
            walked.append(key)
            walkers += runs
            for track in tracks:
                price = rule[0].price
                if len(track) == 1 and len(track[0].days) > 1:
                    tallies.append((track[0], price))
                else:
                    walkers.append((_Periods(track, price), price))
        shared = tuple(walked)
        if shared not in self._walked:
            product = _Product(walkers, tallies, self._patterns, self._days)
            self._walked[shared] = product.build(self._most_states)
        return self._with_plain_counters(self._walked[shared], plain)

    def _is_plain(self, track: Sequence[PeriodResource]) -> bool:
        period = track[0]
        if len(track) > 1 or len(period.days) < max(2, self._days) or period.days.start != 0:
            return False
        if len({period.phase(day) for day in period.days}) > 1:
            return False
        return all(period.step(period.start, 0, pattern)[0] == period.start for pattern in self._patterns)

    def _with_plain_counters(
        self, automaton: Automaton, plain: Sequence[tuple[PeriodResource, int | None]]
    ) -> Automaton:
        transitions = automaton.transitions
        shape = transitions.next_state.shape
        added = np.array([[r.step(r.start, 0, pattern)[1] for pattern in self._patterns] for r, _ in plain], np.int64)
        counted = added.reshape(len(plain), 1, 1, shape[2]) * (transitions.next_state != FORBIDDEN)
        amounts = np.concatenate((transitions.amounts, counted.astype(np.int64, copy=False)))
        counters = (*automaton.counters, *(_counter(period, price) for period, price in plain))
        return Automaton(automaton.patterns, transitions._replace(amounts=amounts), counters)


def _counter(period: PeriodResource, price: int | None) -> Counter:
    return Counter(period.carried, period.at_least, period.at_most, price)


def _tracks(periods: Iterable[PeriodResource]) -> list[list[PeriodResource]]:
    """The periods sorted into sequences in which none overlaps the next."""
    tracks: list[list[PeriodResource]] = []
    for period in sorted(periods, key=lambda period: period.days.start):
        if not period.days:
            continue
        for track in tracks:
            if track[-1].days.stop <= period.days.start:
                track.append(period)
                break
        else:
            tracks.append([period])
    return tracks


class _Product:
    """Builds the automaton of several walkers."""

    def __init__(
        self,
        walkers: Sequence[tuple[_Walker, int | None]],
        tallies: Sequence[tuple[PeriodResource, int | None]],
        patterns: Sequence[DayPattern],
        days: int,
    ) -> None:
        self.walkers, self.tallies, self.patterns, self.days = walkers, tallies, tuple(patterns), days
        start = (*(walker.start for walker, _ in walkers), *(tally.start for tally, _ in tallies))
        self.states: dict[tuple[Hashable, ...], int] = {start: 0}
        self.layers: dict[Hashable, int] = {}
        self.steps: dict[tuple[int, int, int], tuple[int, int, tuple[int, ...]]] = {}
        """Layer, state and pattern to the next state, the cost and the amounts of the counters."""

    def build(self, most_states: int) -> Automaton:
        layer_of_day = np.empty(self.days, np.int32)
        reached = {0}
        expanded: dict[tuple[int, int], list[int]] = {}
        by_number = list(self.states)
        for day in range(self.days):
            layer = layer_of_day[day] = self.layers.setdefault(self._phase(day), len(self.layers))
            following: set[int] = set()
            for state in sorted(reached):
                if (layer, state) not in expanded:
                    expanded[layer, state] = self._expand(int(layer), state, by_number, day)
                    if len(self.states) > most_states:
                        raise TooManyStatesError
                following.update(expanded[layer, state])
            reached = following
        return self._tables(layer_of_day)

    def _phase(self, day: int) -> Hashable:
        counted = tuple((day in tally.days, tally.phase(day)) for tally, _ in self.tallies)
        return (*(walker.phase(day) for walker, _ in self.walkers), *counted)

    def _expand(self, layer: int, state: int, by_number: list[tuple[Hashable, ...]], day: int) -> list[int]:
        """The states after one; its transitions are put down."""
        following = []
        for number, pattern in enumerate(self.patterns):
            step = self._step(by_number[state], day, pattern)
            if step is not None:
                after, cost, amounts = step
                target = self.states.setdefault(after, len(self.states))
                if target == len(by_number):
                    by_number.append(after)
                self.steps[layer, state, number] = target, cost, amounts
                following.append(target)
        return following

    def _step(
        self, state: tuple[Hashable, ...], day: int, pattern: DayPattern
    ) -> tuple[tuple[Hashable, ...], int, tuple[int, ...]] | None:
        after, cost, amounts = [], 0, []
        for (walker, price), own in zip(self.walkers, state, strict=False):
            own, amount = walker.step(own, day, pattern)
            if amount and price is None:
                return None
            cost += amount * (price or 0)
            after.append(own)
        for (tally, _), own in zip(self.tallies, state[len(self.walkers) :], strict=True):
            own, amount = tally.step(own, day, pattern) if day in tally.days else (own, 0)
            after.append(own)
            amounts.append(amount)
        return tuple(after), cost, tuple(amounts)

    def _tables(self, layer_of_day: Indices) -> Automaton:
        shape = len(self.layers), len(self.states), len(self.patterns)
        next_state = np.full(shape, FORBIDDEN, np.int32)
        cost = np.zeros(shape, np.int64)
        amounts = np.zeros((len(self.tallies), *shape), np.int64)
        for place, (target, price, counted) in self.steps.items():
            next_state[place] = target
            cost[place] = price
            amounts[(slice(None), *place)] = counted
        counters = tuple(_counter(period, price) for period, price in self.tallies)
        return Automaton(self.patterns, Transitions(layer_of_day, next_state, cost, amounts), counters)
