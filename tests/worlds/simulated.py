"""Plans to simulate, and sections ``uncertainty`` with all sources off but those that a test names."""

from __future__ import annotations

from typing import Any

from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.simulate.campaigns import Outcomes, simulate
from optimizer.simulate.schedule import Schedule
from optimizer.simulate.scheduling import schedule_of
from optimizer.world.plan import Plan
from tests.worlds.verified import PLAN, scenario

OFF: dict[str, Any] = {
    "one_by_one": False,
    "household_sizes": (1.0,),
    "queues": False,
    "service_time_spread": 0.0,
    "show_up_spread": 0.0,
    "absence": {"share": 0.0},
    "national_system": {"down": 0.0},
    "turnout_spread": 0.0,
    "place_turnout_spread": 0.0,
}


def only(**sources: Any) -> Uncertainty:
    """All sources off but these."""
    return Uncertainty.model_validate(OFF | sources)


def schedule(world: Scenario | None = None, plan: Plan = PLAN) -> Schedule:
    """A plan ready to simulate; the one worked out by hand if no other is given."""
    return schedule_of(compile_world(world or scenario()), plan)


def simulated(uncertainty: Uncertainty, campaigns: int = 2000, plan: Plan = PLAN, **changes: Any) -> Outcomes:
    """Campaigns of the world that was worked out by hand, changed at dotted paths written with ``__``."""
    return simulate(schedule(scenario(**changes), plan), uncertainty, campaigns, seed=1)
