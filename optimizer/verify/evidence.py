"""What the checks of one plan look at: the scenario, its calendar, and the rows brought together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.scenario.schema import Scenario
from optimizer.verify.almanac import Almanac
from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.duties import Staff, gather_staff
from optimizer.verify.journeys import Journeys, Leg
from optimizer.verify.pupils import Pupils
from optimizer.verify.tables import Tables, usable_rows
from optimizer.world.plan import Plan


@dataclass(frozen=True, slots=True)
class Evidence:
    """One plan beside its scenario; rows that make no sense are left out."""

    scenario: Scenario
    almanac: Almanac
    tables: Tables
    legs: Mapping[int, Leg]
    """Itinerary of the visits, by their line."""
    staff: Staff
    pupils: Pupils


def gather_evidence(scenario: Scenario, plan: Plan, discrepancies: Discrepancies) -> Evidence:
    """Sort the rows; record those that make no sense and journeys there is no time for."""
    almanac = Almanac(scenario)
    tables = usable_rows(plan, scenario, almanac, discrepancies)
    legs = Journeys(scenario, almanac).legs(tables.visits, discrepancies)
    staff = gather_staff(scenario, almanac, tables, legs)
    return Evidence(scenario, almanac, tables, legs, staff, Pupils(scenario, almanac))
