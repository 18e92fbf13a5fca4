"""The campaign level as a whole: itinerary, then allocation, then days, until the recursion confirms the target.

The allocation model never underrates what shifts yield, so its first plan misses the targets by the little that
queues and uneven weeks cost. The recursion measures that little per pool; it is asked for on top, and the model is
solved again, until every target that can be met is met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from optimizer.campaign.allocation import Allocation, AllocationModel
from optimizer.campaign.decisions import Decisions, Stop
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.hours import Hours, Rules, UnitWeek, weekly_hours
from optimizer.campaign.invitations import invite_all
from optimizer.campaign.itinerary import Itinerary, place_home_visits, plan_itinerary
from optimizer.campaign.journeys import plan_journeys
from optimizer.campaign.openings import choose_openings
from optimizer.world.world import World

PoolKey = tuple[str, str]

MEASURE_AGAIN = 0.5
"""Persons a pool may miss before the model is asked again."""
KEPT = 1e-6
"""Slack on an earlier tier while a later one is sought."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign without names: what opens when, what that is expected to deliver."""

    decisions: Decisions
    forecast: Forecast
    allocation: Allocation


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the campaign level tries."""

    rounds: int = 4
    """Solves of the allocation, each corrected by the recursion."""
    seconds: float = 10.0
    """Limit of one solve."""
    gap: float = 0.003
    """Relative gap at which one solve stops."""
    itinerary: float = 4.0
    """Limit of the itinerary in deterministic time."""


class CampaignPlanner:
    """Plans one campaign, again whenever the roster level cuts the hours of a unit and week."""

    def __init__(
        self, world: World, rules: Rules, effort: Effort, seed: int, report: Callable[[str], None] = lambda _: None
    ) -> None:
        self.world, self.effort, self.report = world, effort, report
        self.itinerary: Itinerary = plan_itinerary(world, effort=effort.itinerary, seed=seed)
        self.hours = Hours(weekly_hours(world, rules), committed_hours(world, self.itinerary.stops))
        self.corrections: dict[PoolKey, float] = {}

    def cut(self, unit_week: UnitWeek, minutes: int) -> None:
        """Learn from the roster level that a unit can staff only so many desk-minutes in a week."""
        self.hours = self.hours.cut(unit_week, minutes)

    def plan(self) -> CampaignPlan:
        """Solve tiers in order, correct by the recursion, solve again."""
        best: CampaignPlan | None = None
        for _ in range(self.effort.rounds):
            plan = self._plan_once()
            if best is None or self.rank(plan) < self.rank(best):
                best = plan
            misses = self._misses(plan)
            if all(abs(missing) <= MEASURE_AGAIN for missing in misses.values()):
                break
            for key, missing in misses.items():
                self.corrections[key] = max(0.0, self.corrections.get(key, 0.0) + missing)
        assert best is not None
        return best

    def rank(self, plan: CampaignPlan) -> tuple[float, float]:
        """Order of plans: shortfall, then burden."""
        return round(self.shortfall(plan), 0), plan.allocation.value

    def shortfall(self, plan: CampaignPlan) -> float:
        """Weighted persons missing to targets and minimum shares by ``finish_by``, over all pools."""
        total = 0.0
        for key, pool in self.world.pools.items():
            done = plan.forecast.cumulative(*key, self.world.finish_by)
            total += pool.weight * (max(0.0, pool.target - done) + max(0.0, pool.minimum - done))
        return total

    def _plan_once(self) -> CampaignPlan:
        allocation = self._allocate()
        stops: tuple[Stop, ...] = (*self.itinerary.stops, *place_home_visits(self.world, allocation.home_visits))
        openings = choose_openings(self.world, allocation)
        invitations = invite_all(self.world, openings, allocation.invitations)
        decisions = Decisions(openings, stops, invitations)
        return CampaignPlan(decisions, forecast(self.world, decisions), allocation)

    def _allocate(self) -> Allocation:
        model = AllocationModel(self.world, self.hours, self.corrections)
        tiers = {"standing": model.standing(), "shortfall": model.shortfall(), "burden": model.burden()}
        allocation: Allocation | None = None
        for name, expression in tiers.items():
            allocation = model.minimize(expression, seconds=self.effort.seconds, gap=self.effort.gap)
            model.keep(expression, allocation.value + KEPT)
            self.report(f"{name} {allocation.value:.1f}")
        assert allocation is not None
        return allocation

    def _misses(self, plan: CampaignPlan) -> Mapping[PoolKey, float]:
        """Persons by which the recursion falls short of what the model promised, up to the target."""
        misses = {}
        for key, promised in plan.allocation.expected.items():
            wanted = min(self.world.pools[key].target, promised - self.corrections.get(key, 0.0))
            misses[key] = wanted - plan.forecast.cumulative(*key, self.world.finish_by)
        return misses


def committed_hours(world: World, stops: tuple[Stop, ...]) -> Mapping[UnitWeek, int]:
    """Officer-minutes that visits take from units, per week."""
    minutes: dict[UnitWeek, int] = defaultdict(int)
    for journey in plan_journeys(world, stops):
        stop, team = journey.stop, journey.stop.programme.team
        week = world.week_of(stop.period)
        minutes[team.unit, week] += team.crew_size * (journey.end_minute - journey.start_minute)
        if team.local_officers:
            shift = world.shifts[stop.period.shift]
            minutes[world.unit_of_commune[stop.place], week] += team.local_officers * shift.minutes
    return minutes
