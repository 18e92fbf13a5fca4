"""A plan followed with one decision more or less."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from optimizer.campaign.decisions import Decisions
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.world.ids import PoolKey
from optimizer.world.world import World

NOTHING: Final = 1e-6
"""People below which nothing is added."""


@dataclass(frozen=True, slots=True)
class Effect:
    """How one place stands by the day on which it is judged, with the plan and with one decision more or less."""

    target: float
    expected: float
    """With the plan as it is (persons)."""
    otherwise: float
    """With the decision left out, or put in (persons)."""

    @property
    def added(self) -> float:
        """What the decision adds, or would add (persons)."""
        return abs(self.expected - self.otherwise)

    @property
    def is_reached(self) -> bool:
        """Whether the target is expected as things are."""
        return self.expected >= self.target - NOTHING

    @property
    def is_reached_otherwise(self) -> bool:
        """Whether it is otherwise."""
        return self.otherwise >= self.target - NOTHING


@dataclass(slots=True)
class Followed:
    """A plan whose turnout is followed again and again, each time with something changed."""

    world: World
    decisions: Decisions
    known: Forecast = field(init=False)
    """Of the plan as it is."""

    def __post_init__(self) -> None:
        self.known = forecast(self.world, self.decisions)

    def standing(self, key: PoolKey, decisions: Decisions) -> Effect:
        """How a place stands in the plan and with other decisions."""
        return Effect(self.target(key), self.done(key), self.done(key, forecast(self.world, decisions)))

    def done(self, key: PoolKey, followed: Forecast | None = None) -> float:
        """People of a place done by the day on which it is judged: schools by the last, others by ``finish_by``."""
        day = self.world.finish_by if key in self.world.pools else len(self.world.days) - 1
        return (followed or self.known).cumulative(*key, day)

    def target(self, key: PoolKey) -> float:
        """People asked for."""
        pool = self.world.pools.get(key)
        return self.world.schools[key[0]].countable if pool is None else pool.target
