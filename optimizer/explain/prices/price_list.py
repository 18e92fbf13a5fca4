"""What binds, and what one more of each thing is worth: changes tried one at a time, each against the same campaign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from optimizer.campaign.planner import CampaignPlan
from optimizer.errors import OutOfTimeError, ScenarioError
from optimizer.events import Event, Report
from optimizer.explain.prices.campaign_level import LEAST_MISSING, CampaignLevel, Cut, Solved
from optimizer.explain.prices.items import Item, candidates, days_more, told
from optimizer.explain.prices.relaxations import LIMITS, Limit, Relaxed, mans_everything, relaxed
from optimizer.scenario.changing import changed
from optimizer.scenario.loading import LoadedScenario
from optimizer.stopping import StopRequest
from optimizer.texts import prices as texts
from optimizer.world.ids import PoolKey, StreamId
from optimizer.world.world import World

MOST_ITEMS = 20
"""Things that are priced."""

Compile: TypeAlias = Callable[[LoadedScenario], World]
Chances: TypeAlias = Callable[[World, CampaignPlan], Mapping[StreamId, float]]
"""Chance of each stream's target over all places by the last day; the same random numbers whatever the plan."""


@dataclass(frozen=True, slots=True)
class Short:
    """A stream whose target, or whose chance, the published plan misses."""

    stream: StreamId
    kind: Literal["target", "chance"]
    missing: float
    """People missing to its places' targets in the published plan."""
    chance: float | None = None
    """Of the target over all places by the last day; nothing where nothing is left to chance."""
    asked: float | None = None
    """The chance asked for."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a change brings by the day to finish by, beside the campaign without it."""

    people: Mapping[StreamId, float]
    """People more towards the targets, as the recursion of turnout finds them."""
    at_most: Mapping[StreamId, float]
    """People more than the campaign without it that any plan could bring."""
    places: Mapping[PoolKey, float]
    """The same as ``people`` by place; other places may get less."""
    days: Mapping[StreamId, float | None]
    """How many days earlier as many are done as else by the day to finish by; nothing if never."""
    chance: Mapping[StreamId, float] = field(default_factory=dict)
    """By how much the chance of the target rises (share of 1)."""

    @property
    def total(self) -> float:
        """People of all streams."""
        return sum(self.people.values())


@dataclass(frozen=True, slots=True)
class Binding:
    """What the campaign gains where one limit is gone or eased."""

    limit: Limit
    worth: Worth
    missing: Mapping[StreamId, float]
    """People still missing then."""
    least: Mapping[StreamId, float]
    """People that every plan still misses then."""
    is_gone: bool = False
    """Of officers' hours: whether no number of officers could open more."""


@dataclass(frozen=True, slots=True)
class PricedItem:
    """One thing more, and what it is worth."""

    item: Item
    worth: Worth


@dataclass(slots=True)
class Pricing:
    """Tries changes of one campaign.

    Parameters
    ----------
    loaded
        Its scenario.
    compiled
        Makes the world of a scenario.
    short
        What is missed.
    cuts
        What the rosters of the published plan taught.
    chances
        Simulates a campaign; nothing where nothing is left to chance.
    report, stop
        Told of each change; what is priced when a stop is requested is kept.
    """

    loaded: LoadedScenario
    compiled: Compile
    short: Sequence[Short]
    cuts: Sequence[Cut]
    chances: Chances | None
    report: Report
    stop: StopRequest
    level: CampaignLevel = field(init=False)
    world: World = field(init=False)
    base: Solved = field(init=False)
    base_chances: Mapping[StreamId, float] = field(init=False)
    _tried: dict[str, tuple[Solved, World] | None] = field(init=False, default_factory=dict)
    """By what is changed."""

    def __post_init__(self) -> None:
        aimed_at = [each.stream for each in self.short if each.kind == "chance"]
        self.level = CampaignLevel(self.loaded.scenario.rules, self.cuts, aimed_at)
        self.world = self.compiled(self.loaded)
        self.report(Event("explain", detail=texts.AS_IT_STANDS))
        self.base = self.level.solve(self.world)
        self.base_chances = {} if self.chances is None else self.chances(self.world, self.base.plan)

    @property
    def streams(self) -> tuple[StreamId, ...]:
        """The streams that are missed."""
        return tuple(each.stream for each in self.short)

    def binding(self) -> tuple[Binding, ...]:
        """Each limit's worth, what binds most first; fewer after a stop."""
        found = []
        for limit in LIMITS:
            if self.stop.is_requested:
                break
            without = relaxed(limit, self.world, self.loaded.scenario.rules, self._later)
            if without is None:
                continue
            self.report(Event("explain", detail=texts.LIMITS[limit]))
            solved = self._solved(without)
            if solved is not None:
                missing = {stream: solved.missing_in(stream) for stream in self.streams}
                least = {stream: solved.least.get(stream, 0.0) for stream in self.streams}
                is_gone = limit == "hours" and mans_everything(solved.world, solved.capacity)
                found.append(Binding(limit, self.worth(solved), missing, least, is_gone))
        return tuple(sorted(found, key=lambda each: -each.worth.total))

    def price_list(self, binding: Sequence[Binding], most: int = MOST_ITEMS) -> tuple[PricedItem, ...]:
        """What one more of each thing is worth, the most first; fewer after a stop."""
        gains = {each.limit: each.worth.places for each in binding}
        short = [key for key, people in self.base.missing.items() if key[1] in self.streams]
        items = candidates(self.loaded.scenario, short, gains, most)
        found = []
        for number, item in enumerate(items, start=1):
            if self.stop.is_requested:
                break
            what = told(self.loaded.scenario, item)
            self.report(Event("explain", detail=texts.PRICING(number=number, count=len(items), what=what)))
            priced = self.tried([item])
            if priced is not None:
                found.append(PricedItem(item, self.worth(*priced)))
        return tuple(sorted(found, key=lambda each: -each.worth.total))

    def tried(self, items: Sequence[Item]) -> tuple[Solved, World] | None:
        """The campaign with some things more; nothing if it cannot be, or is not planned in time."""
        key = repr([item.patch for item in items])
        if key not in self._tried:
            try:
                world = self.compiled(self.changed(items))
                keeps_visits = all(item.keeps_visits for item in items)
                self._tried[key] = self.level.solve(world, like=self.base, keeps_visits=keeps_visits), world
            except (ScenarioError, OutOfTimeError):
                self._tried[key] = None
        return self._tried[key]

    def changed(self, items: Sequence[Item]) -> LoadedScenario:
        """The scenario with some things more.

        Raises
        ------
        ScenarioError
            If it is not valid then.
        """
        return changed(self.loaded, [item.amendment for item in items])

    def worth(self, solved: Solved, world: World | None = None) -> Worth:
        """What a change brings; without its own world nothing is simulated."""
        people, at_most, days, chance = {}, {}, {}, {}
        places: dict[PoolKey, float] = defaultdict(float)
        chances = self.chances(world, solved.plan) if self.chances is not None and world is not None else {}
        for stream in self.streams:
            before = self.base.missing_in(stream)
            # The campaign with more can be run like the one without.
            people[stream] = max(0.0, before - solved.missing_in(stream))
            at_most[stream] = max(people[stream], before - solved.least.get(stream, 0.0))
            days[stream] = self._days_earlier(stream, solved) if people[stream] >= LEAST_MISSING else 0.0
            if stream in chances:
                chance[stream] = chances[stream] - self.base_chances[stream]
        for key, missing in self.base.missing.items():
            if key[1] in self.streams and abs(missing - solved.missing.get(key, 0.0)) >= LEAST_MISSING:
                places[key] = missing - solved.missing.get(key, 0.0)
        return Worth(people, at_most, dict(places), days, chance)

    def _days_earlier(self, stream: StreamId, solved: Solved) -> float | None:
        """Days before the day to finish by on which as many are done as else on that day (to a part of a day)."""
        finish = self.base.world.finish_by
        wanted = self.base.cumulative(stream)[finish]
        reached = solved.cumulative(stream)
        day = next((number for number, done in enumerate(reached) if done >= wanted), None)
        if day is None:
            return None
        before = reached[day - 1] if day else 0.0
        part = (wanted - before) / (reached[day] - before) if reached[day] > before else 1.0
        return max(0.0, finish - (day - 1 + part))

    def _solved(self, without: Relaxed) -> Solved | None:
        try:
            return self.level.solve(
                without.world,
                rules=without.rules,
                like=self.base,
                keeps_visits=without.keeps_visits,
                keeps_cuts=without.keeps_cuts,
            )
        except OutOfTimeError:
            return None

    def _later(self, days: int) -> World:
        return self.compiled(self.changed([days_more(self.loaded.scenario, days)]))
