"""Simple facts on hours before anything is solved: what each unit has, and what its standing duties take."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class UnitCapacity:
    """Hours of one unit in an ordinary week."""

    unit: str
    officers: int
    posts: int
    officer_hours: float
    """Hours a week that its officers have for the campaign."""
    helper_hours: float
    """Hours a week that helpers may add at its posts."""
    standing_hours: float
    """Crew hours that its standing duties take in their fullest week."""

    @property
    def left(self) -> float:
        """Hours a week left over for everything else; negative if standing duties cannot all be manned."""
        return self.officer_hours + self.helper_hours - self.standing_hours


def unit_capacities(world: World) -> tuple[UnitCapacity, ...]:
    """Every unit with officers, in order of the officers; loans are not counted, nor is leave."""
    units = tuple(dict.fromkeys(officer.unit for officer in world.officers))
    return tuple(
        UnitCapacity(
            unit=unit,
            officers=sum(officer.unit == unit for officer in world.officers),
            posts=sum(post.unit == unit for post in world.posts),
            officer_hours=sum(officer.minutes_per_week for officer in world.officers if officer.unit == unit) / 60,
            helper_hours=_helper_hours(world, unit),
            standing_hours=_standing_hours(world, unit),
        )
        for unit in units
    )


def _helper_hours(world: World, unit: str) -> float:
    """Shifts a week of helpers whose first post is the unit's, at the length of an average shift."""
    posts = {post.id for post in world.posts if post.unit == unit}
    average = sum(shift.minutes for shift in world.shifts) / len(world.shifts) / 60
    return average * sum(helper.shifts_per_week for helper in world.helpers if helper.posts[0] in posts)


def _standing_hours(world: World, unit: str) -> float:
    minutes: dict[str, int] = defaultdict(int)
    for post in world.posts:
        if post.unit == unit:
            for day_shift in post.must_open:
                minutes[world.week_of(day_shift)] += post.crew_size * world.shifts[day_shift.shift].minutes
    return max(minutes.values(), default=0) / 60
