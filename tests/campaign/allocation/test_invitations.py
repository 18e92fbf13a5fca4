"""Whom organisations invite where, by hand."""

from __future__ import annotations

from optimizer.campaign.allocation.invitations import invite_all
from optimizer.campaign.decisions import Opening
from optimizer.world.calendar import DayShift
from tests.worlds.tiny import Turnout, tiny_world

WORLD = tiny_world(Turnout(days=4, first_day="2024-04-05", invited_a_week=10, targets=(20, 12)))
"""Friday to Monday: two ISO weeks."""
FIRST, SECOND = WORLD.weeks
TAN_PHU, THUAN_PHU = WORLD.posts
FRIDAY, MONDAY = DayShift(0, 0), DayShift(3, 0)


def test_spare_invitations_follow_the_targets() -> None:
    """Ten people over targets of 20 and 12: 6.25 and 3.75, in whole numbers 6 and 4."""
    both = [Opening(TAN_PHU, FRIDAY, 2, 0), Opening(THUAN_PHU, FRIDAY, 2, 0)]
    assert invite_all(WORLD, both, {}) == {
        (FIRST, "youth_union", "tan_phu"): 6,
        (FIRST, "youth_union", "thuan_phu"): 4,
    }


def test_what_is_wanted_comes_first() -> None:
    both = [Opening(TAN_PHU, FRIDAY, 2, 0), Opening(THUAN_PHU, FRIDAY, 2, 0)]
    invited = invite_all(WORLD, both, {(FIRST, "youth_union", "thuan_phu"): 10})
    assert invited == {(FIRST, "youth_union", "thuan_phu"): 10}


def test_nobody_is_invited_to_a_closed_desk() -> None:
    """Tân Phú opens in the first week, Thuận Phú in the second; each has all ten in its week."""
    opened = [Opening(TAN_PHU, FRIDAY, 2, 0), Opening(THUAN_PHU, MONDAY, 2, 0)]
    wanted = {(SECOND, "youth_union", "tan_phu"): 7}
    assert invite_all(WORLD, opened, wanted) == {
        (FIRST, "youth_union", "tan_phu"): 10,
        (SECOND, "youth_union", "thuan_phu"): 10,
    }
