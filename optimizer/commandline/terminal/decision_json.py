"""What ``catruc explain RUN`` says of one desk, visit or invitation, as objects."""

from __future__ import annotations

from typing import Any

from optimizer.explain.openings.desks import DeskExplained
from optimizer.explain.openings.difference import Effect
from optimizer.explain.openings.invitations import InvitationExplained
from optimizer.explain.openings.visits import VisitExplained
from optimizer.world.world import World


def desk_json(world: World, desk: DeskExplained) -> dict[str, Any]:
    """One desk in one shift."""
    row = desk.row
    return {
        "post": desk.post.id,
        "date": world.days[desk.day_shift.day].date.isoformat(),
        "shift": world.shifts[desk.day_shift.shift].id,
        "is_open": desk.is_open,
        "reason": desk.reason,
        "own_arrivals": None if row is None else round(row.own_arrivals, 3),
        "mobilised_arrivals": None if row is None else round(row.mobilised_arrivals, 3),
        "expected_done": None if row is None else row.expected_done,
        **_standing_json(desk.standing),
        "burden": round(desk.burden, 3),
        "unit_hours_left": round(desk.unit_left / 60, 2),
        "officers": [
            {"officer": each.officer, "status": each.status, "hours": each.worked / 60, "most_hours": each.most / 60}
            for each in desk.hours
        ],
        "instead": [
            {
                "date": world.days[each.day_shift.day].date.isoformat(),
                "shift": world.shifts[each.day_shift.shift].id,
                "burden": round(each.burden, 3),
                **_standing_json(each.standing),
            }
            for each in desk.instead
        ],
    }


def visit_json(world: World, visit: VisitExplained) -> dict[str, Any]:
    """One place and one day of a programme."""
    return {
        "programme": visit.programme.id,
        "team": visit.programme.team.id,
        "place": visit.place,
        "date": world.days[visit.day].date.isoformat(),
        "is_visited": visit.is_visited,
        "reason": visit.reason,
        **_standing_json(visit.standing),
        "team_at": list(visit.elsewhere),
        "visited_on": [world.days[day].date.isoformat() for day in visit.visits],
        "other_days": [
            {"date": world.days[each.day].date.isoformat(), **_standing_json(each.standing)} for each in visit.others
        ],
    }


def invitation_json(invitation: InvitationExplained) -> dict[str, Any]:
    """One organisation, week and place."""
    return {
        "organisation": invitation.organisation.id,
        "week": invitation.week,
        "place": invitation.place,
        "invited": invitation.invited,
        "weekly_capacity": invitation.capacity,
        "reason": invitation.reason,
        "expected_arrivals": round(invitation.arrivals, 3),
        **_standing_json(invitation.standing),
        "elsewhere": {place: _standing_json(each) for place, each in invitation.elsewhere.items()},
    }


def _standing_json(standing: Effect | None) -> dict[str, Any]:
    if standing is None:
        return {"target": None, "expected": None, "otherwise": None, "added": None}
    figures = standing.target, standing.expected, standing.otherwise, standing.added
    return dict(zip(("target", "expected", "otherwise", "added"), (round(each, 3) for each in figures), strict=True))
