"""All counting arguments on a scenario."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.explain.precheck.crews import crew_shortages
from optimizer.explain.precheck.hours import hour_shortages
from optimizer.explain.precheck.reach import target_shortages
from optimizer.explain.precheck.shift_times import shift_time_shortages
from optimizer.explain.precheck.shortage import Shortage, Situation
from optimizer.explain.precheck.visits import school_shortages, team_shortages
from optimizer.scenario.layers.changes import Change
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World


def shortages(scenario: Scenario, world: World, changes: Sequence[Change] = ()) -> tuple[Shortage, ...]:
    """What is short in a scenario whatever is planned.

    Parameters
    ----------
    scenario, world
        The campaign as written and as compiled.
    changes
        What the scenario changes of its base.
    """
    situation = Situation(scenario, world)
    crews = tuple(crew_shortages(situation))
    return (
        *crews,
        *(hours for hours in hour_shortages(situation) if not _is_told(hours, crews, world)),
        *team_shortages(situation),
        *school_shortages(situation),
        *target_shortages(situation),
        *shift_time_shortages(situation, changes),
    )


def _is_told(hours: Shortage, crews: Sequence[Shortage], world: World) -> bool:
    """Whether crews of the same unit that are lacking in the same weeks lack as many hours already."""
    longest = max(shift.minutes for shift in world.shifts) / 60
    missing = sum(
        crew.missing
        for crew in crews
        if crew.subjects["unit"] == hours.subjects["unit"]
        and hours.first_day <= crew.first_day
        and crew.last_day <= hours.last_day
    )
    return missing * longest >= hours.missing
