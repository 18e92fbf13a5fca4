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
    return (
        *crew_shortages(situation),
        *hour_shortages(situation),
        *team_shortages(situation),
        *school_shortages(situation),
        *target_shortages(situation),
        *shift_time_shortages(situation, changes),
    )
