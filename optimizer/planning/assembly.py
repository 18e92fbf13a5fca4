"""A staffed campaign as a plan: every row of every file, and the value, bound and gap of each tier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.assembly import (
    absence_rows,
    burden_rows,
    fairness_terms,
    helper_rows,
    shortfall_terms,
    standing_value,
)
from optimizer.campaign.decisions import Decisions
from optimizer.campaign.earliest import day_reached
from optimizer.campaign.forecast import Forecast, forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.planning.close_unstaffed import settle
from optimizer.planning.staffing import StaffingNeed, roster_rows, staffing_need
from optimizer.rostering.bounds.tier_bounds import UnitDuties
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.roster import TieredRoster
from optimizer.world.plan import BurdenRow, Plan, Tier
from optimizer.world.world import World

UNITS = {
    "standing": "crew members",
    "shortfall": "weighted people",
    "finish": "day of the campaign",
    "burden": "weighted duties",
    "fairness": "burden per available day",
    "preferences": "weighted wishes",
}


@dataclass(slots=True)
class Staffed:
    """A campaign with a roster of each unit."""

    campaign: CampaignPlan
    need: StaffingNeed
    solvers: dict[str, TieredSolver]
    rosters: dict[str, TieredRoster]

    @property
    def held(self) -> Mapping[str, tuple[str, ...]]:
        """Slot to the officers who hold it, over all units."""
        return {slot: crew for roster in self.rosters.values() for slot, crew in roster.assignments.items()}

    @property
    def lacking(self) -> int:
        """Officers that duties lack."""
        return sum(sum(roster.unstaffed.values()) for roster in self.rosters.values())

    @property
    def units_lacking(self) -> frozenset[str]:
        """Units whose officers cannot do all that is asked of them."""
        return frozenset(unit for unit, roster in self.rosters.items() if any(roster.unstaffed.values()))


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known about the tiers beside their values."""

    bounds: Mapping[str, float]
    """Tier to a bound over all plans whose earlier tiers are no worse; 0 where nothing better is known."""
    seconds: Mapping[str, float]
    """Tier to the time spent on it."""
    given_openings: Mapping[str, float]
    """Tier to a bound over all rosters of the same openings and visits, where one is known."""


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
    need, rosters = staffed.need, staffed.rosters
    decisions, assignments = settle(world, staffed.campaign.decisions, need, staffed.held)
    followed = forecast(world, decisions)
    rows = roster_rows(world, need.duties, assignments, names)
    burden = burden_rows(world, decisions, rows)
    absences = {key: kind for roster in rosters.values() for key, kind in roster.absences.items()}
    on_duty = {(row.officer, row.date) for row in rows}
    absences |= {
        (officer.id, day.index): "rest"
        for officer in world.officers
        for day in world.days
        if (officer.id, day.index) not in absences and (officer.id, day.date) not in on_duty
    }
    terms = _terms(world, rules, staffed, decisions, followed, burden)
    return Plan(
        roster=rows,
        helpers=helper_rows(world, decisions),
        absences=absence_rows(world, absences),
        openings=followed.openings,
        visits=followed.visits,
        quotas=followed.quotas,
        progress=followed.progress,
        burden=burden,
        tiers=tuple(_tier(world, name, terms[name], proof) for name in UNITS if name in terms),
    )


def published_duties(world: World, staffed: Staffed) -> dict[str, UnitDuties]:
    """Each unit's duties once what lacks people is closed, with its roster where that leaves them as they were."""
    need = staffed.need
    decisions, _ = settle(world, staffed.campaign.decisions, need, staffed.held)
    units: dict[str, UnitDuties] = {}
    for unit, problem in staffing_need(world, decisions).problems.items():
        if problem == need.problems[unit]:
            units[unit] = UnitDuties(problem, staffed.rosters[unit], staffed.solvers[unit].bounds["burden"])
        else:
            units[unit] = UnitDuties(problem, None)
    return units


def _terms(
    world: World,
    rules: Rules,
    staffed: Staffed,
    decisions: Decisions,
    followed: Forecast,
    burden: tuple[BurdenRow, ...],
) -> Mapping[str, Mapping[str, float]]:
    """The named parts of each tier."""
    soft = _soft_terms(rules, staffed)
    terms: dict[str, Mapping[str, float]] = {
        "standing": {"crew_missing": standing_value(world, decisions)},
        "shortfall": shortfall_terms(world, followed),
        "burden": {"duties": sum(row.burden for row in burden), **soft["burden"]},
        "fairness": fairness_terms(world, burden),
        "preferences": soft["preferences"],
    }
    if world.seeks_earliest:
        day = day_reached(world, followed)
        terms["finish"] = {"day": float(len(world.days) + 1 if day is None else day + 1)}
    return terms


def _soft_terms(rules: Rules, staffed: Staffed) -> Mapping[str, Mapping[str, float]]:
    """Weighted breaches of soft rules, by the tier they belong to."""
    terms: dict[str, dict[str, float]] = {"burden": defaultdict(float), "preferences": defaultdict(float)}
    for roster in staffed.rosters.values():
        for rule, amount in roster.soft_amounts.items():
            if rules[rule].tier in terms:
                terms[rules[rule].tier][rule] += (rules[rule].weight or 0.0) * amount
    return terms


def _tier(world: World, name: str, terms: Mapping[str, float], proof: Proof) -> Tier:
    value = sum(terms.values())
    bound = min(proof.bounds.get(name, 0.0), value)
    scale = world.total_target if name == "shortfall" else value
    given = proof.given_openings.get(name)
    return Tier(
        name=name,
        value=value,
        bound=bound,
        gap=(value - bound) / max(scale, 1.0),
        seconds=round(proof.seconds.get(name, 0.0), 3),
        unit=UNITS[name],
        terms=tuple(terms.items()),
        bound_given_openings=None if given is None else min(value, max(bound, given)),
    )
