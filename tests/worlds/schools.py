"""Schools that one team visits, and nothing else to do."""

from __future__ import annotations

from datetime import date, timedelta

from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.world import World
from tests.worlds.small import small_world

FIRST = date(2024, 4, 1)


def schools_world(
    birthdays: tuple[tuple[int, ...], ...],
    days: int,
    visits: int,
    attendance: float,
    shifts: tuple[str, ...] = ("morning",),
) -> World:
    """Schools whose pupils turn 14 so many days after the first; the team has one shift a day, or those given."""
    data = small_world(1, days, 3, first_day=FIRST.isoformat(), mobile_team=True)
    data["calendar"] = {}
    school = data["places"].pop("school_1")
    names = []
    for number, offsets in enumerate(birthdays):
        pupils = {(FIRST + timedelta(days=each)).replace(year=2010).isoformat(): 5 + each for each in set(offsets)}
        names.append(f"school_{number}")
        data["places"][names[-1]] = school | {
            "name": f"Trường {number}",
            "pupils": pupils,
            "latitude": school["latitude"] + number / 8,
        }
    data["visits"] = {
        "schools": data["visits"]["schools"]
        | {"places": names, "shifts": list(shifts), "maximum_visits": visits, "attendance_in_term": attendance}
    }
    del data["places"]["tan_phu"]["pools"]["id_card"]
    data["campaign"]["finish_by"] = data["campaign"]["last_day"]
    return compile_world(Scenario.model_validate(data))
