"""Rows of those who work, stand in or are away."""

from __future__ import annotations

from optimizer.campaign.decisions import Decisions
from optimizer.planning.rows import absence_rows, helper_rows, roster_rows
from optimizer.planning.staffing import staffing_need
from tests.worlds.two_communes import make_world, opening, stops


def test_whoever_lost_a_duty_rests() -> None:
    """One officer on duty on the first day, one on leave; every other day of everybody is one of rest."""
    world, _ = make_world()
    need = staffing_need(world, Decisions((opening(world, "tan_phu", 0, 0, officers=1, helpers=1),)))
    (slot,) = need.duties
    roster = roster_rows(world, need.duties, {slot: ("tan_phu_1",)}, {"tan_phu_1": "An"})
    rows = absence_rows(world, {("tan_phu_2", 0): "leave"}, roster)
    first = world.days[0].date
    kinds = {row.officer: row.kind for row in rows if row.date == first}
    assert kinds == {each.id: "rest" for each in world.officers if each.id != "tan_phu_1"} | {"tan_phu_2": "leave"}
    assert len(rows) == len(world.officers) * len(world.days) - 1


def test_duties_come_back_with_their_own_times_and_places() -> None:
    world, _ = make_world()
    need = staffing_need(world, Decisions((), stops(world, ("tan_phu", 1, 0))))
    crews = {name: ("district_1",) if duty.role == "team" else ("tan_phu_1",) for name, duty in need.duties.items()}
    names = {"district_1": "Bình", "tan_phu_1": "An"}
    rows = {row.officer: row for row in roster_rows(world, need.duties, crews, names)}
    team, local = rows["district_1"], rows["tan_phu_1"]
    assert (team.name, team.unit, team.place, team.role) == ("Bình", "district_team", "tan_phu", "team")
    assert f"{team.start:%d %H:%M}" == "02 06:30"
    assert f"{team.end:%d %H:%M}" == "02 11:30"
    assert (local.role, f"{local.start:%H:%M}", f"{local.end:%H:%M}") == ("local", "07:00", "11:00")


def test_helpers_stand_where_they_were_placed() -> None:
    world, _ = make_world()
    (row,) = helper_rows(world, Decisions((opening(world, "tan_phu", 0, 0, officers=1, helpers=1),)))
    assert (row.helper, row.post, row.place, row.shift) == ("helper_tan_phu", "desk_tan_phu", "tan_phu", "morning")
