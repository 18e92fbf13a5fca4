"""An automaton made ready for pricing: flat arrays of transitions, and the axes along which it counts.

The state space of the dynamic programme is state × side counters × main counter. The main counter is the one with the
longest range (minutes, in units of their greatest common divisor); it is the inner axis of the kernel. Side counters
(weekends, caps on one shift) are only there if asked for: most of them never bind, and each multiplies the space.
Patterns that no state, layer or counter tells apart are one *class*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from optimizer.rostering.timelines.automaton import FORBIDDEN, Automaton, Counter

IMPOSSIBLE = 1e18
"""Cost of what is not allowed; far above any sum of costs, far below what a float cannot hold."""


@dataclass(frozen=True, slots=True)
class Network:
    """Transitions by layer and state, as the kernel reads them."""

    states: int
    layers: NDArray[np.int32]
    arc_start: NDArray[np.int64]
    """By layer · states + state: first of its transitions; one more entry at the end."""
    arc_target: NDArray[np.int32]
    arc_class: NDArray[np.int32]
    arc_cost: NDArray[np.float64]
    arc_main: NDArray[np.int32]
    """Steps along the main axis."""
    arc_side: NDArray[np.int32]
    """Row of ``side_steps``, ``side_next`` and ``side_shift``."""
    side_steps: NDArray[np.int64]
    """By kind of step: how much it adds to each counter that is priced or an axis."""
    side_limits: NDArray[np.float64]
    """Most that each of these counters may add; 0 if that is not limited strictly, and then its price stays 0."""
    is_limited: NDArray[np.bool_]
    side_used: NDArray[np.int64]
    """By side index: what each of these counters has added; 0 for counters that are no axis."""
    side_next: NDArray[np.int32]
    """By kind of step and side index: the side index after it, or :data:`FORBIDDEN`."""
    side_shift: NDArray[np.int32]
    """By kind of step: how far the side index moves."""
    main_end: NDArray[np.float64]
    """Cost of ending with so much on the main axis; its length is that of the axis."""
    side_end: NDArray[np.float64]
    class_of: NDArray[np.int32]
    """Class of each pattern."""
    classes: int

    @property
    def arcs(self) -> tuple[NDArray[np.generic], ...]:
        """The arrays of transitions, in the order of the kernel's parameters."""
        return (
            self.arc_start,
            self.arc_target,
            self.arc_class,
            self.arc_cost,
            self.arc_main,
            self.arc_side,
            self.side_next,
        )


@dataclass(frozen=True, slots=True)
class _Axis:
    """How a counter is laid out: totals ``carried``, ``carried + unit``, … at indices 0, 1, …."""

    unit: int
    end: NDArray[np.float64]


def main_counter(automaton: Automaton) -> int | None:
    """The counter with the longest axis, if there is any."""
    sizes = [len(_axis(automaton, k).end) for k in range(len(automaton.counters))]
    return int(np.argmax(sizes)) if sizes else None


def side_size(automaton: Automaton, counters: Sequence[int]) -> int:
    """Length of the side axis with these counters."""
    return int(np.prod([len(_axis(automaton, k).end) for k in counters], initial=1, dtype=np.int64))


def counter_unit(automaton: Automaton, number: int) -> int:
    """Greatest common divisor of all amounts of a counter: what one of its steps adds."""
    return gcd(*(int(amount) for amount in np.unique(automaton.amounts[number]))) or 1


def total_breach(counter: Counter, total: int) -> int:
    """Amount by which a counter's total lies outside its limits."""
    above = 0 if counter.at_most is None else max(0, total - counter.at_most)
    below = 0 if counter.at_least is None else max(0, counter.at_least - total)
    return above + below


def build_network(automaton: Automaton, main: int | None, axes: Sequence[int], priced: Sequence[int]) -> Network:
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
    shape = automaton.next_state.shape
    is_open = automaton.next_state != FORBIDDEN
    main_axis = _Axis(1, np.zeros(1)) if main is None else _axis(automaton, main)
    main_steps = np.zeros(shape, np.int64) if main is None else automaton.amounts[main] // main_axis.unit
    counted = [*axes, *priced]
    laid_out = [_axis(automaton, k) for k in counted]
    steps = np.zeros((*shape, len(counted)), np.int64)
    for place, (k, axis) in enumerate(zip(counted, laid_out, strict=True)):
        steps[..., place] = automaton.amounts[k] // axis.unit
    kinds, kind_of = _kinds(steps)
    side = _side_axis(laid_out[: len(axes)], kinds)
    class_of = _classes(automaton, np.where(is_open, main_steps, 0), np.where(is_open, kind_of, -1))
    first = np.unique(class_of, return_index=True)[1]
    layer, state, number = np.nonzero(is_open[:, :, first])
    place_of = layer, state, first[number]
    rows = layer * shape[1] + state
    is_limited = np.array([automaton.counters[k].price is None for k in counted], np.bool_)
    return Network(
        states=shape[1],
        layers=automaton.layers,
        arc_start=np.searchsorted(rows, np.arange(shape[0] * shape[1] + 1)).astype(np.int64),
        arc_target=automaton.next_state[place_of],
        arc_class=number.astype(np.int32),
        arc_cost=automaton.cost[place_of].astype(np.float64),
        arc_main=main_steps[place_of].astype(np.int32),
        arc_side=kind_of[place_of].astype(np.int32),
        side_steps=kinds,
        side_limits=np.array([float(len(axis.end) - 1) for axis in laid_out]) * is_limited,
        is_limited=is_limited,
        side_used=np.pad(side.used, ((0, 0), (0, len(priced)))),
        side_next=side.next,
        side_shift=side.shift,
        main_end=main_axis.end,
        side_end=side.end,
        class_of=class_of,
        classes=len(first),
    )


def _kinds(steps: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different steps there are, and which of them each transition makes; the first is no step at all."""
    flat = steps.reshape(int(np.prod(steps.shape[:-1])), steps.shape[-1])
    kinds: dict[tuple[int, ...], int] = {(0,) * steps.shape[-1]: 0}
    kind_of = np.array([kinds.setdefault(tuple(step), len(kinds)) for step in flat.tolist()])
    return np.array(list(kinds), np.int64).reshape(len(kinds), steps.shape[-1]), kind_of.reshape(steps.shape[:-1])


def _axis(automaton: Automaton, number: int) -> _Axis:
    counter, amounts = automaton.counters[number], automaton.amounts[number]
    unit = counter_unit(automaton, number)
    largest = counter.carried + int(amounts.max(axis=(1, 2))[automaton.layers].sum())
    if counter.price is None and counter.at_most is not None:
        largest = min(largest, counter.at_most)
    totals = range(counter.carried, largest + 1, unit)
    breaches = [total_breach(counter, total) for total in totals]
    price = IMPOSSIBLE if counter.price is None else float(counter.price)
    return _Axis(
        unit, np.array([price * breach if counter.price is not None else price * bool(breach) for breach in breaches])
    )


@dataclass(frozen=True, slots=True)
class _SideAxis:
    """Several counters as one axis: where each kind of step leads, how far, and what each end costs."""

    next: NDArray[np.int32]
    shift: NDArray[np.int32]
    end: NDArray[np.float64]
    used: NDArray[np.int64]


def _side_axis(axes: Sequence[_Axis], kinds: NDArray[np.int64]) -> _SideAxis:
    sizes = [len(axis.end) for axis in axes]
    used = np.indices(sizes).reshape(len(sizes), -1).T if sizes else np.zeros((1, 0), np.int64)
    strides = np.array([int(np.prod(sizes[k + 1 :], dtype=np.int64)) for k in range(len(sizes))], np.int64)
    steps = kinds[:, : len(sizes)]
    after = used[None, :, :] + steps[:, None, :]
    fits = (after < np.array(sizes, np.int64)).all(axis=2)
    end = np.zeros(len(used))
    for k, axis in enumerate(axes):
        end += axis.end[used[:, k]]
    return _SideAxis(
        np.where(fits, (after * strides).sum(axis=2), FORBIDDEN).astype(np.int32),
        (steps * strides).sum(axis=1).astype(np.int32),
        np.minimum(end, IMPOSSIBLE),
        used,
    )


def _classes(automaton: Automaton, main: NDArray[np.int64], side: NDArray[np.int64]) -> NDArray[np.int32]:
    """A number for each pattern, equal for patterns that nothing tells apart."""
    told = np.stack([automaton.next_state, automaton.cost, main, side])
    columns = told.transpose(3, 0, 1, 2).reshape(len(automaton.patterns), -1)
    numbers: dict[bytes, int] = {}
    return np.array([numbers.setdefault(column.tobytes(), len(numbers)) for column in columns], np.int32)
