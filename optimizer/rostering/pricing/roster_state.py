"""A roster under construction: everybody's timeline, the crews they make, and what it all costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.rostering.arrays import Vector
from optimizer.rostering.timelines.problem import TimelineProblem
from optimizer.rostering.timelines.timeline import Timeline


class RosterState:
    """One timeline for every person."""

    def __init__(self, problem: TimelineProblem, timelines: Sequence[Timeline]) -> None:
        self.problem = problem
        self.timelines = tuple(timelines)
        self.crews = crews_of(problem, self.timelines)
        self.cost = problem.need.cost(self.crews) + sum(timeline.cost for timeline in self.timelines)
        """In whole numbers; see :attr:`TimelineProblem.scale`."""

    @property
    def value(self) -> float:
        """Cost in units of the objective."""
        return self.cost / self.problem.scale

    def with_timelines(self, changed: Mapping[int, Timeline]) -> RosterState:
        """The roster with other timelines for some."""
        return RosterState(self.problem, [changed.get(number, own) for number, own in enumerate(self.timelines)])


def crews_of(problem: TimelineProblem, timelines: Sequence[Timeline]) -> Vector:
    """Number of people on each duty."""
    crews = np.zeros(len(problem.slot_days))
    for timeline in timelines:
        crews[timeline.duties] += 1
    return crews
