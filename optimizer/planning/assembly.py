"""A staffed campaign as a plan: every row of every file, and the value, bound and gap of each tier."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.forecast import forecast
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.loads import burden_rows
from optimizer.planning.rows import absence_rows, helper_rows, roster_rows
from optimizer.planning.staffed import Staffed
from optimizer.planning.staffing import staffing_need
from optimizer.planning.tiers import Proof, tier_terms, tiers_of
from optimizer.rostering.bounds.tier_bounds import UnitDuties
from optimizer.world.plan import Plan
from optimizer.world.world import World


def assemble(world: World, rules: Rules, names: Mapping[str, str], staffed: Staffed, proof: Proof) -> Plan:
    """The plan that a staffed campaign is, once what lacks people is closed.

    Parameters
    ----------
    world, rules, names
        The campaign, its rules by id, and the officers' display names.
    staffed
        What opens, and who works.
    proof
        Bounds, and the time they took.
    """
    duties, rosters = staffed.need.duties, staffed.rosters.values()
    decisions, held = close_unstaffed(world, staffed.campaign.decisions, staffed.need, staffed.held)
    followed = forecast(world, decisions)
    roster = roster_rows(world, duties, held, names)
    loads = burden_rows(world, decisions, duties, held)
    absences = {key: kind for each in rosters for key, kind in each.absences.items()}
    return Plan(
        roster=roster,
        helpers=helper_rows(world, decisions),
        absences=absence_rows(world, absences, roster),
        openings=followed.openings,
        visits=followed.visits,
        quotas=followed.quotas,
        progress=followed.progress,
        burden=loads,
        tiers=tiers_of(world, tier_terms(world, rules, decisions, followed, loads, rosters), proof),
    )


def published_duties(world: World, staffed: Staffed) -> dict[str, UnitDuties]:
    """Each unit's duties once what lacks people is closed, with its roster where that leaves them as they were."""
    need = staffed.need
    decisions, _ = close_unstaffed(world, staffed.campaign.decisions, need, staffed.held)
    units: dict[str, UnitDuties] = {}
    for unit, problem in staffing_need(world, decisions, need.units.values()).problems.items():
        if problem == need.problems[unit]:
            units[unit] = UnitDuties(problem, staffed.rosters[unit], staffed.solvers[unit].bounds["burden"])
        else:
            units[unit] = UnitDuties(problem, None)
    return units
