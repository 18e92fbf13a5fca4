"""An automaton made ready for pricing: flat arrays of transitions, and the axes along which it counts.

The state space of the dynamic programme is state × side counters × main counter. The main counter is the one with the
longest range (minutes, in units of their greatest common divisor); it is the inner axis of the kernel. Side counters
(weekends, caps on one shift) are only there if asked for: most of them never bind, and each multiplies the space.
Patterns that no state, layer or counter tells apart are one *class*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import gcd
from typing import NamedTuple

import numpy as np

from optimizer.rostering.arrays import Flags, Indices, Integers, Vector
from optimizer.rostering.timelines.automaton import FORBIDDEN, Automaton, Counter, Transitions

IMPOSSIBLE = 1e18
"""Cost of what is not allowed; far above any sum of costs, far below what a float cannot hold."""


class Arcs(NamedTuple):
    """Transitions sorted by layer, state, state after them and steps along the main axis, as kernels read them."""

    states: int
    first: Integers
    """(layers · states + 1,): by layer · states + state, the first of its transitions; the last entry is their number.
    """
    target: Indices
    """(arcs,): state after the transition."""
    pattern_class: Indices
    """(arcs,): class of the patterns that take it."""
    cost: Vector
    """(arcs,)."""
    main: Indices
    """(arcs,): steps along the main axis."""
    side: Indices
    """(arcs,): kind of step that side counters take."""


class SideCounters(NamedTuple):
    """The counters that are priced or side axes, as kernels read them; a side index stands for a total of each axis."""

    steps: Integers
    """(kinds, counters): how much each kind of step adds to each counter; kind 0 adds nothing."""
    next: Indices
    """(kinds, side indices): the side index after a step, or :data:`FORBIDDEN`."""
    shift: Indices
    """(kinds,): how far the side index moves."""
    end: Vector
    """(side indices,): cost of ending with it."""


@dataclass(frozen=True, slots=True)
class Network:
    """Transitions by layer and state, and what they count."""

    layers: Indices
    """Layer of each day."""
    arcs: Arcs
    side: SideCounters
    side_limits: Vector
    """Most that each side counter may add; 0 if that is not limited strictly, and then its price stays 0."""
    is_limited: Flags
    """Whether a side counter is limited strictly."""
    side_used: Integers
    """By side index: what each side counter has added; 0 for counters that are no axis."""
    main_end: Vector
    """Cost of ending with so much on the main axis; its length is that of the axis."""
    class_of: Indices
    """Class of each pattern."""
    classes: int


@dataclass(slots=True)
class AutomatonNetworks:
    """The networks of one automaton, each laid out when it is first asked for."""

    automaton: Automaton
    main: int | None = field(init=False)
    """The counter on the main axis, if there is any."""
    _built: dict[tuple[tuple[int, ...], bool], Network] = field(default_factory=dict)
    _flow: Network | None = None

    def __post_init__(self) -> None:
        self.main = _main_counter(self.automaton)

    @property
    def flow(self) -> Network:
        """The network that only prices counters, all of them."""
        if self._flow is None:
            self._flow = _build_network(self.automaton, None, (), range(len(self.automaton.counters)))
        return self._flow

    def watching(self, counters: tuple[int, ...], are_axes: bool) -> Network:
        """The network that counts or only prices these besides the main counter."""
        key = counters, are_axes
        if key not in self._built:
            axes, priced = (counters, ()) if are_axes else ((), counters)
            self._built[key] = _build_network(self.automaton, self.main, axes, priced)
        return self._built[key]

    def cells(self, counters: Sequence[int]) -> int:
        """Cells of one day if these counters are axes."""
        return self.automaton.states * len(self.watching((), True).main_end) * _side_size(self.automaton, counters)


@dataclass(frozen=True, slots=True)
class _Axis:
    """How a counter is laid out: totals ``carried``, ``carried + unit``, … at indices 0, 1, …."""

    unit: int
    end: Vector


def _main_counter(automaton: Automaton) -> int | None:
    """The counter with the longest axis, if there is any."""
    sizes = [len(_axis(automaton, k).end) for k in range(len(automaton.counters))]
    return int(np.argmax(sizes)) if sizes else None


def _side_size(automaton: Automaton, counters: Sequence[int]) -> int:
    """Length of the side axis with these counters."""
    return int(np.prod([len(_axis(automaton, k).end) for k in counters], initial=1, dtype=np.int64))


def counter_unit(automaton: Automaton, number: int) -> int:
    """Greatest common divisor of all amounts of a counter: what one of its steps adds."""
    return gcd(*(int(amount) for amount in np.unique(automaton.transitions.amounts[number]))) or 1


def total_breach(counter: Counter, total: int) -> int:
    """Amount by which a counter's total lies outside its limits."""
    above = 0 if counter.at_most is None else max(0, total - counter.at_most)
    below = 0 if counter.at_least is None else max(0, counter.at_least - total)
    return above + below


def _build_network(automaton: Automaton, main: int | None, axes: Sequence[int], priced: Sequence[int]) -> Network:
    """Lay out an automaton.

    Parameters
    ----------
    automaton
        The automaton.
    main
        The counter on the inner axis, if there is any.
    axes
        Counters that are side axes.
    priced
        Further counters whose amounts are kept apart, so that they can be priced.
    """
    transitions = automaton.transitions
    shape = transitions.next_state.shape
    is_open = transitions.next_state != FORBIDDEN
    main_axis = _Axis(1, np.zeros(1)) if main is None else _axis(automaton, main)
    main_steps = np.zeros(shape, np.int64) if main is None else transitions.amounts[main] // main_axis.unit
    counted = [*axes, *priced]
    laid_out = [_axis(automaton, k) for k in counted]
    steps = np.zeros((*shape, len(counted)), np.int64)
    for place, (k, axis) in enumerate(zip(counted, laid_out, strict=True)):
        steps[..., place] = transitions.amounts[k] // axis.unit
    kinds, kind_of = _kinds(steps)
    side, side_used = _side_counters(laid_out[: len(axes)], kinds)
    class_of = _classes(automaton, np.where(is_open, main_steps, 0), np.where(is_open, kind_of, -1))
    first_of_class = np.unique(class_of, return_index=True)[1]
    is_limited = np.array([automaton.counters[k].price is None for k in counted], np.bool_)
    return Network(
        layers=transitions.layers,
        arcs=_arcs(transitions, first_of_class, main_steps, kind_of),
        side=side,
        side_limits=np.array([float(len(axis.end) - 1) for axis in laid_out]) * is_limited,
        is_limited=is_limited,
        side_used=np.pad(side_used, ((0, 0), (0, len(priced)))),
        main_end=main_axis.end,
        class_of=class_of,
        classes=len(first_of_class),
    )


def _arcs(transitions: Transitions, patterns: Integers, main_steps: Integers, kind_of: Integers) -> Arcs:
    """The transitions that these patterns make, one pattern for each class."""
    layers, states, _ = transitions.next_state.shape
    layer, state, number = np.nonzero(transitions.next_state[:, :, patterns] != FORBIDDEN)
    place_of = layer, state, patterns[number]
    order = np.lexsort((number, main_steps[place_of], transitions.next_state[place_of], layer * states + state))
    layer, state, number = layer[order], state[order], number[order]
    place_of = layer, state, patterns[number]
    return Arcs(
        states=states,
        first=np.searchsorted(layer * states + state, np.arange(layers * states + 1)).astype(np.int64),
        target=transitions.next_state[place_of],
        pattern_class=number.astype(np.int32),
        cost=transitions.cost[place_of].astype(np.float64),
        main=main_steps[place_of].astype(np.int32),
        side=kind_of[place_of].astype(np.int32),
    )


def _kinds(steps: Integers) -> tuple[Integers, Integers]:
    """The different steps there are, and which of them each transition makes; the first is no step at all."""
    flat = steps.reshape(int(np.prod(steps.shape[:-1])), steps.shape[-1])
    kinds: dict[tuple[int, ...], int] = {(0,) * steps.shape[-1]: 0}
    kind_of = np.array([kinds.setdefault(tuple(step), len(kinds)) for step in flat.tolist()])
    return np.array(list(kinds), np.int64).reshape(len(kinds), steps.shape[-1]), kind_of.reshape(steps.shape[:-1])


def _axis(automaton: Automaton, number: int) -> _Axis:
    counter, transitions = automaton.counters[number], automaton.transitions
    unit = counter_unit(automaton, number)
    largest = counter.carried + int(transitions.amounts[number].max(axis=(1, 2))[transitions.layers].sum())
    if counter.price is None and counter.at_most is not None:
        largest = min(largest, counter.at_most)
    totals = range(counter.carried, largest + 1, unit)
    breaches = [total_breach(counter, total) for total in totals]
    price = IMPOSSIBLE if counter.price is None else float(counter.price)
    return _Axis(
        unit, np.array([price * breach if counter.price is not None else price * bool(breach) for breach in breaches])
    )


def _side_counters(axes: Sequence[_Axis], kinds: Integers) -> tuple[SideCounters, Integers]:
    """Counters as one axis, and by side index what each of them has added; counters beyond the axes are priced."""
    sizes = [len(axis.end) for axis in axes]
    used = np.indices(sizes).reshape(len(sizes), -1).T if sizes else np.zeros((1, 0), np.int64)
    strides = np.array([int(np.prod(sizes[k + 1 :], dtype=np.int64)) for k in range(len(sizes))], np.int64)
    steps = kinds[:, : len(sizes)]
    after = used[None, :, :] + steps[:, None, :]
    fits = (after < np.array(sizes, np.int64)).all(axis=2)
    end = np.zeros(len(used))
    for k, axis in enumerate(axes):
        end += axis.end[used[:, k]]
    counters = SideCounters(
        steps=kinds,
        next=np.where(fits, (after * strides).sum(axis=2), FORBIDDEN).astype(np.int32),
        shift=(steps * strides).sum(axis=1).astype(np.int32),
        end=np.minimum(end, IMPOSSIBLE),
    )
    return counters, used


def _classes(automaton: Automaton, main: Integers, side: Integers) -> Indices:
    """A number for each pattern, equal for patterns that nothing tells apart."""
    told = np.stack([automaton.transitions.next_state, automaton.transitions.cost, main, side])
    columns = told.transpose(3, 0, 1, 2).reshape(len(automaton.patterns), -1)
    numbers: dict[bytes, int] = {}
    return np.array([numbers.setdefault(column.tobytes(), len(numbers)) for column in columns], np.int32)
