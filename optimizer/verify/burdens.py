"""Every officer's load over the campaign, as it should stand in ``burden.csv``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.scenario.schema import Scenario
from optimizer.verify.almanac import Almanac
from optimizer.verify.duties import Duty, Staff, counts_as, overtime_by_date
from optimizer.verify.facts import days_of_leave


@dataclass(frozen=True, slots=True)
class Load:
    """The columns of ``burden.csv`` that are figures."""

    unit: str
    duties: int
    hours: float
    evenings: int
    weekend_duties: int
    holiday_duties: int
    overtime_hours: float
    burden: float
    available_days: int


def measure_loads(scenario: Scenario, almanac: Almanac, staff: Staff) -> Mapping[str, Load]:
    """Return the load of every officer of the scenario, on duty or not."""
    by_officer: dict[str, list[Duty]] = defaultdict(list)
    for duty in staff.duties:
        by_officer[duty.row.officer].append(duty)
    loads = {}
    for name, officer in scenario.officers.items():
        duties = by_officer[name]
        away = sum(1 for day in days_of_leave(officer) if almanac.is_in_campaign(day))
        overtime = overtime_by_date(almanac, duties)
        on_weekdays = sum(hours for day, hours in overtime.items() if not almanac.is_rest_type(day))
        above_normal = scenario.objectives.burden.overtime_hour * on_weekdays
        day_types = [counts_as(almanac, duty) for duty in duties]
        loads[name] = Load(
            unit=officer.unit,
            duties=len(duties),
            hours=float(sum(duty.hours for duty in duties)),
            evenings=sum(duty.is_evening for duty in duties),
            weekend_duties=day_types.count("weekend"),
            holiday_duties=day_types.count("holiday"),
            overtime_hours=float(sum(overtime.values())),
            burden=sum(duty.burden for duty in duties) + above_normal,
            available_days=len(almanac.days) - away,
        )
    return loads
