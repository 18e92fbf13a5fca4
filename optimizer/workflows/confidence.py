"""A plan that reaches what is asked for with the chance that is asked for: simulate, aim higher, plan again.

Each round simulates the plan there is with the same random numbers, and asks for as many people more as are missing in
the campaign that just would have to be enough. How much of that arrives by the last day is measured round by round:
who is done earlier is not done later, and who comes to a full desk not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Final, Literal

from optimizer.acceptance.outcome import is_met
from optimizer.campaign.aims import cheapest_raise
from optimizer.errors import ContradictionError, OutOfTimeError
from optimizer.events import Event, Report
from optimizer.run.record import AimRecord, ConfidencePrice, ConfidenceRecord
from optimizer.scenario.confidence import asked_chances
from optimizer.simulate.campaigns import Outcomes, Threads, simulate
from optimizer.simulate.metrics import Goal, goals_of, people_at
from optimizer.simulate.scheduling import schedule_of
from optimizer.texts import simulation as words

if TYPE_CHECKING:
    from optimizer.planning.loop import PlanningLoop
    from optimizer.planning.state import PlanningState
    from optimizer.run.simulation import Simulation
    from optimizer.scenario.schema import Scenario
    from optimizer.scenario.schema.uncertainty import Uncertainty
    from optimizer.world.ids import PoolKey

PRICED: Final = (0.5, 0.8, 0.9, 0.95)
"""Chances of which the price is told."""
MOST_ROUNDS = 6
ROUNDING = 0.001
"""Share of the total target that a plan may miss on top: shares fall otherwise, and shifts are whole."""
LEAST_RESPONSE = 0.25
"""Of people planned for on top, the least share that is taken to arrive by the last day."""
ROUNDED_UP = 1.0
"""People asked for on top of those missing, lest a round end a person short."""

Status = Literal["met", "out_of_reach", "out_of_time", "not_aimed"]


@dataclass(frozen=True, slots=True)
class _Simulated:
    """A staffed campaign, and how it came out many times."""

    state: PlanningState
    standing: float
    shortfall: float
    short: frozenset[tuple[str, str]]
    """Places and streams that are not expected to reach their own target by ``finish_by``."""
    goals: tuple[Goal, ...]
    outcomes: Outcomes
    burden: float

    def wanted(self, goal: Goal) -> float:
        """People missing for the chance of a goal that is asked for, and one standard error of that chance more.

        So other campaigns of the plan, or the same with the people of fairer rosters, seldom say that it is not enough.
        """
        if goal.asked is None or not self.lacking(goal):
            return 0.0
        error = sqrt(goal.asked * (1 - goal.asked) / self.outcomes.campaigns)
        return self.lacking(goal, min(1.0, goal.asked + error))

    def lacking(self, goal: Goal, chance: float | None = None) -> float:
        """People missing for a chance of a goal; that which is asked for if none is given."""
        asked = goal.asked if chance is None else chance
        return 0.0 if asked is None else max(0.0, goal.target - people_at(self.outcomes, goal, asked))

    def may_follow(self, before: _Simulated, most_more: float) -> bool:
        """Whether it does as well by the earlier tiers, but for what shares cost places that fall short anyway."""
        is_staffed = self.standing <= before.standing
        return is_staffed and self.short <= before.short and self.shortfall <= before.shortfall + most_more

    @property
    def lacking_in_all(self) -> float:
        """People missing for all chances asked for."""
        return sum(map(self.lacking, self.goals))


@dataclass(slots=True)
class Aiming:
    """Raises what a plan aims at until it is sure enough.

    Parameters
    ----------
    scenario
        What is asked for, and how uncertain it is.
    loop
        Plans.
    campaigns, seed, workers
        How often each plan is simulated, and how.
    report
        Told of each round.
    enough
        People who may be missing for the chances asked for.
    known_prices
        What chances cost, where planning began from a plan that tells it: the frontiers are not its first plan's.
    """

    scenario: Scenario
    loop: PlanningLoop
    campaigns: int
    seed: int
    workers: int
    report: Report
    enough: float = 0.0
    known_prices: Sequence[ConfidencePrice] = ()
    status: Status = "met"
    response: float = 1.0
    """People more by the last day per person planned for on top, in the last round."""
    _first: _Simulated | None = field(default=None, init=False)
    _best: _Simulated | None = field(default=None, init=False)

    @property
    def is_asked(self) -> bool:
        """Whether there is a chance asked for, and anything is left to chance."""
        return self.scenario.uncertainty is not None and bool(asked_chances(self.scenario))

    def improve(self, state: PlanningState) -> PlanningState:
        """Plan again and again until every chance asked for is met, nothing helps any more, or the time is up."""
        if not self.is_asked:
            return state
        assert self.scenario.uncertainty is not None
        context = self.loop.context
        try:
            latest = self._first = self._best = self._simulated(state, self.scenario.uncertainty)
        except OutOfTimeError:
            context.cut_short("confidence")
            return state
        if self.loop.world.seeks_earliest:  # an earlier day comes before all that aiming higher would cost
            self.status = "not_aimed" if latest.lacking_in_all else "met"
            return state
        for _ in range(MOST_ROUNDS):
            self._tell(self._best)
            if self._best.lacking_in_all <= self.enough:
                self.status = "met"
                break
            aims, is_all = self._raised(latest)
            # A plan that was broken off has desks nobody opened yet: what it cannot raise may be in reach all the same.
            is_late = context.is_over() or (
                bool(aims) and context.clock() + latest.state.round_seconds > context.deadline
            )
            self.status = "out_of_time" if is_all or is_late else "out_of_reach"
            if is_late:
                context.cut_short("confidence")
            if is_late or not aims:
                break
            aimed = self._aimed(latest.state, aims)
            if aimed is None:
                break
            before, latest = latest, aimed
            self._learn(before, latest)
            most_more = ROUNDING * self.loop.world.total_target
            if not latest.may_follow(self._best, most_more) or latest.lacking_in_all >= before.lacking_in_all:
                self.status = "out_of_reach"
                break
            self._best = latest
        return self._best.state

    def _aimed(self, state: PlanningState, aims: Mapping[PoolKey, float]) -> _Simulated | None:
        """The plan for raised targets, if there is one in time."""
        assert self.scenario.uncertainty is not None
        try:
            return self._simulated(self.loop.aim_at(state, aims), self.scenario.uncertainty)
        except OutOfTimeError:
            self.loop.context.cut_short("confidence")
            self.status = "out_of_time"
        except ContradictionError:
            pass
        return None

    def wanted_of_places(self, state: PlanningState) -> Mapping[PoolKey, float]:
        """What is planned for above the targets of places that have a chance of their own to reach."""
        goals = () if self._best is None else self._best.goals
        own = {(goal.place, goal.stream) for goal in goals if goal.place and goal.asked is not None}
        return {key: people for key, people in state.aims.items() if key in own}

    def is_missed(self, simulation: Simulation | None) -> bool:
        """Whether a simulation does not have a chance that planning ended with."""
        chances = () if simulation is None or self._best is None or self.status != "met" else simulation.record.chances
        return any(chance.asked is not None and chance.chance < chance.asked for chance in chances)

    def record(self, state: PlanningState) -> ConfidenceRecord | None:
        """What is to be told of it."""
        if self._first is None or self._best is None:
            return None
        pools = self.loop.world.pools
        aims = tuple(
            AimRecord(stream, place, pools[place, stream].target, round(aimed_at, 3))
            for (place, stream), aimed_at in sorted(state.aims.items())
        )
        prices = tuple(self.known_prices) or tuple(
            ConfidencePrice(goal.stream, chance, self._price(self._first, goal, chance))
            for goal in self._first.goals
            if not goal.place and goal.asked is not None and not self.loop.world.seeks_earliest
            for chance in PRICED
        )
        return ConfidenceRecord(self.status, round(self._best.lacking_in_all, 3), aims, prices)

    def _price(self, first: _Simulated, goal: Goal, chance: float) -> float | None:
        """Burden of a plan that reaches a goal with some chance, as the first plan's frontiers say."""
        more = first.lacking(goal, chance) / self.response
        raised = cheapest_raise(first.state.staffed.campaign, _pools_of(goal, first), more)
        return None if raised.missing else round(first.burden + raised.burden, 3)

    def _raised(self, latest: _Simulated) -> tuple[Mapping[PoolKey, float], bool]:
        """Aims for what is missing, and whether all of it is in reach."""
        campaign, world = latest.state.staffed.campaign, self.loop.world
        aims = dict(latest.state.aims)
        is_all = True
        # A place's own goal comes first: what is done for it counts for the district, too.
        added: dict[str, float] = {}
        for goal in sorted(latest.goals, key=lambda goal: not goal.place):
            missing = latest.wanted(goal)
            if not goal.place:
                missing -= added.get(goal.stream, 0.0)
            if missing <= 0:
                continue
            raised = cheapest_raise(campaign, _pools_of(goal, latest), (missing + ROUNDED_UP) / self.response)
            is_all = is_all and not raised.missing
            for key, people in raised.people.items():
                planned = campaign.forecast.cumulative(*key, world.finish_by)
                aims[key] = max(planned + people, aims.get(key, world.pools[key].target))
            if goal.place:
                added[goal.stream] = added.get(goal.stream, 0.0) + missing
        return ({} if aims == latest.state.aims else aims), is_all

    def _learn(self, before: _Simulated, after: _Simulated) -> None:
        """How many more came by the last day, of those planned for on top by ``finish_by``."""
        finish_by = self.loop.world.finish_by
        planned = sum(
            after.state.staffed.campaign.forecast.cumulative(*key, finish_by)
            - before.state.staffed.campaign.forecast.cumulative(*key, finish_by)
            for key in after.state.aims
        )
        aimed = [after.outcomes.targets.index(key) for key in after.state.aims]
        done = (after.outcomes.done[:, aimed, -1] - before.outcomes.done[:, aimed, -1]).sum(axis=1)
        if planned >= 1.0:
            self.response = min(1.0, max(LEAST_RESPONSE, float(done.mean()) / planned))

    def _simulated(self, state: PlanningState, uncertainty: Uncertainty) -> _Simulated:
        plan = self.loop.plan(state)
        stop = self.loop.context.stop
        schedule = schedule_of(self.loop.world, plan)
        outcomes = simulate(
            schedule,
            uncertainty,
            self.campaigns,
            self.seed,
            machines=Threads(self.workers),
            stop=stop,
        )
        if outcomes.campaigns < self.campaigns:
            stop.heed()
        values = {tier.name: tier.value for tier in plan.tiers}
        finish_by = self.scenario.campaign.finish_by
        return _Simulated(
            state=state,
            standing=values["standing"],
            shortfall=values["shortfall"],
            burden=values["burden"],
            short=frozenset(
                (row.place, row.stream)
                for row in plan.progress
                if row.date == finish_by and not is_met(row.expected_cumulative, row.target)
            ),
            goals=goals_of(self.loop.world, outcomes.targets, asked_chances(self.scenario)),
            outcomes=outcomes,
        )

    def _tell(self, simulated: _Simulated) -> None:
        self.report(Event("confidence", detail=words.LACKING_SO_FAR(people=round(simulated.lacking_in_all))))


def _pools_of(goal: Goal, simulated: _Simulated) -> Sequence[PoolKey]:
    return [simulated.outcomes.targets[count] for count in goal.counts]
