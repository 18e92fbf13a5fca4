"""Tiny worlds planned down to names, the same way every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from optimizer.events import Event
from optimizer.planning.context import Names, PlanningContext, Settings
from optimizer.planning.improving import improve as improve_plan
from optimizer.planning.improving import share_anew
from optimizer.planning.loop import PlanningLoop
from optimizer.planning.state import PlanningState
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from optimizer.verify import Verification, verify_plan
from optimizer.world.plan import Plan, Tier
from optimizer.world.world import World

SETTINGS = Settings(seconds=4.0, deterministic=True, workers=1, seed=1)


def standing_still() -> float:
    """A clock that never moves: limits count the solver's own steps."""
    return 0.0


@dataclass(frozen=True)
class Planned:
    """A plan with everything it came from."""

    scenario: Scenario
    world: World
    loop: PlanningLoop
    state: PlanningState
    plan: Plan
    events: tuple[Event, ...]

    @property
    def tiers(self) -> Mapping[str, Tier]:
        return {tier.name: tier for tier in self.plan.tiers}

    def verified(self) -> Verification:
        return verify_plan(self.scenario, self.plan)


def plan(
    data: Mapping[str, Any] | Scenario, *, improve: bool = False, stop_after: str = "", **settings: Any
) -> Planned:
    """Plan a world given as data, with ``settings`` other than the usual ones; a stage may end in a request to stop."""
    scenario = data if isinstance(data, Scenario) else Scenario.model_validate(data)
    world = compile_world(scenario)
    events: list[Event] = []
    names = Names(
        {key: officer.name for key, officer in scenario.officers.items()},
        {key: unit.name for key, unit in scenario.units.items()},
        {key: post.name for key, post in scenario.posts.items()},
    )
    stop = StopRequest()

    def report(event: Event) -> None:
        events.append(event)
        if event.stage == stop_after:
            stop.request()

    context = PlanningContext(replace(SETTINGS, **settings), standing_still, report, stop, len(world.officers))
    loop = PlanningLoop(world, scenario.rules, names, context)
    state = loop.visit_beside_desks(loop.begin())
    loop.settle(state)
    if improve:
        share_anew(loop, state)
        improve_plan(loop, state)
    else:
        loop.staffer.lighten(state.staffed, context.deadline)
    return Planned(scenario, world, loop, state, loop.plan(state), tuple(events))
