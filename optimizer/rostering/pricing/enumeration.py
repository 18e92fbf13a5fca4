"""All timelines of one person that cost at most so much under prices.

What the rest of the way costs at least prunes a depth-first search: a timeline is followed only while it can still end
below the limit, counters beside the main one being priced in that and kept exactly on the way. With the prices of a
relaxation that is nearly tight these are few, and no other timeline is part of a solution that is better by more
than the limit leaves.

Source: R. Baldacci, N. Christofides, A. Mingozzi, *An exact algorithm for the vehicle routing problem based on the set
partitioning formulation with additional cuts*, Mathematical Programming 115 (2008).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.rostering.arrays import Indices, Vector
from optimizer.rostering.pricing.enumeration_kernel import TOLERANCE, enumerate_ways
from optimizer.rostering.pricing.kernel import ClassPrices, backward_pass, price_choices
from optimizer.rostering.pricing.leeway import Leeway, frame_of
from optimizer.rostering.pricing.person_timelines import PersonTimelines
from optimizer.rostering.pricing.pricer import PersonPricer
from optimizer.rostering.pricing.workspace import Workspace
from optimizer.rostering.timelines.timeline import Timeline

MOST_NODES = 20_000_000
"""Choices looked at for one person, some tenths of a second."""


def timelines_within(
    pricer: PersonPricer, prices: Vector, workspace: Workspace, leeway: Leeway, limit: float, most: int
) -> list[Timeline] | None:
    """The timelines whose cost less the prices of their duties is at most a limit.

    Parameters
    ----------
    pricer
        Of the person.
    prices
        What holding each duty earns; on the grid.
    workspace
        Memory to work in.
    leeway
        What may change, without a band.
    limit
        Of the reduced cost.
    most
        Timelines from which the search is given up.

    Returns
    -------
    list[Timeline] or None
        Nothing if there are more, or too much would have to be looked at.
    """
    timelines = pricer.timelines
    choices, automaton = timelines.choices, timelines.networks.automaton
    sides = tuple(k for k in range(len(automaton.counters)) if k != timelines.networks.main)
    network = timelines.networks.watching(sides, False)
    frame, days = frame_of(leeway, network, choices), leeway.days
    if frame.fixed.begin[0] < 0:
        return []
    layers = network.layers[days.start : days.stop]
    known = dict(zip(pricer.watched.numbers, pricer.watched.prices.tolist(), strict=True))
    counter_prices = np.array([known.get(k, 0.0) for k in sides]) * network.is_limited
    shape = len(days), network.classes
    cheapest = ClassPrices(np.empty(shape), np.empty(shape, np.int32))
    classes = timelines.classes_of(sides, network)
    price_choices(days.start, choices, classes, prices, leeway.allowed, cheapest)
    rest = workspace.rest((len(days) + 1, network.arcs.states, len(network.main_end)))
    rest.fill(np.inf)
    band = np.tile(np.array([0, len(network.main_end) - 1], np.int32), (len(days) + 1, 1))
    path = np.empty(len(days), np.int32)
    backward_pass(
        layers, network.arcs, network.side.steps, network.main_end, frame.fixed, band, counter_prices, cheapest.value,
        rest, path,
    )  # fmt: skip
    earned = np.add.reduceat(np.append(prices[choices.duties], 0.0), choices.duty_starts[:-1])
    earned[np.diff(choices.duty_starts) == 0] = 0.0
    room = np.where(network.is_limited, network.side_limits - frame.fixed.side_left[-1], np.inf)
    found = np.empty((most + 1, len(days)), np.int32)
    number = enumerate_ways(
        layers, network.arcs, network.side.steps, frame.fixed, counter_prices, rest, days.start, choices.starts,
        classes, choices.cost - earned, leeway.allowed, room, limit - frame.cost, MOST_NODES, found,
    )  # fmt: skip
    if number < 0:
        return None
    lawful = _lawful(timelines, leeway, found[:number])
    # Soft counters beside the main one cost something only at the end.
    return [timeline for timeline in lawful if timeline.reduced_cost(prices) <= limit + TOLERANCE]


def _lawful(timelines: PersonTimelines, leeway: Leeway, ways: Indices) -> Iterator[Timeline]:
    """The timelines of ways through the free days that keep every hard rule."""
    for way in ways:
        chosen = leeway.base.copy()
        chosen[leeway.days.start : leeway.days.stop] = way
        verdict = timelines.judge(chosen, ())
        if verdict.is_kept:
            yield timelines.timeline_at(chosen, verdict.cost)
