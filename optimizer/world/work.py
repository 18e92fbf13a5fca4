"""Pools of people to be served, the desks and teams that serve them, and the organisations that bring them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, PoolKey, PostId, StreamId


@dataclass(frozen=True, slots=True)
class Segment:
    """People of one pool who are alike in how easily they come."""

    id: str
    waiting: float
    """Persons who wait on the first day."""
    arrival: Mapping[tuple[str, str], float]
    """(day type, shift id) to the probability that a waiting person comes while a desk is open."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The people of one place who can be served in one stream."""

    place: PlaceId
    stream: StreamId
    target: float
    """Persons to be done by ``finish_by``, those done before the first day included."""
    already_done: float
    """Persons done before the first day."""
    success: float
    """Probability that one visit is enough."""
    weight: float
    """Weight of one missing person."""
    minimum_share: float
    """Share of the target whose missing people weigh again."""
    segments: tuple[Segment, ...]

    @property
    def key(self) -> PoolKey:
        """Place and stream."""
        return self.place, self.stream

    @property
    def minimum(self) -> float:
        """Persons of the minimum share."""
        return self.minimum_share * self.target


@dataclass(frozen=True, slots=True, eq=False)
class Post:
    """A desk at a fixed place."""

    id: PostId
    place: PlaceId
    unit: str
    stream: StreamId
    lanes: int
    """Lanes that are equipped; each needs one of the crew."""
    crew_size: int
    """Officers and helpers of a whole crew."""
    crew_officers: int
    """Officers among them whom no helper can replace."""
    skill: str | None
    kit: str | None
    lane_capacity: Mapping[DayShift, float]
    """Persons one lane serves in a day-shift in which the post may open."""
    may_open: frozenset[DayShift]
    must_open: frozenset[DayShift]
    """Standing duties, part of those in which it may open."""

    @property
    def pool(self) -> PoolKey:
        """Key of the pool that comes to this desk."""
        return self.place, self.stream


@dataclass(frozen=True, slots=True, eq=False)
class Team:
    """A team that travels."""

    id: str
    unit: str
    base: PlaceId
    """Where its days begin and end."""
    stream: StreamId
    crew_size: int
    skill: str | None
    local_officers: int
    """Officers of the visited commune who take part."""
    kit: str | None
    setup_minutes: int
    """Lost to service at each place and day."""
    out_of_order: frozenset[int] = frozenset()
    """Days on which the kit does not work."""


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """Places that one team visits, of one kind."""

    id: str
    kind: str
    """``school``, ``commune`` or ``home_visit``."""
    team: Team
    places: tuple[PlaceId, ...]
    maximum_visits: int
    """Visiting days at each place."""
    day_shifts: Mapping[PlaceId, frozenset[DayShift]]
    """Place to the day-shifts in which it may be visited."""
    minutes_per_person: float = 0.0
    arrival: Mapping[str, float] | None = None
    """For communes: segment to the probability of coming per shift on site."""
    segment: str = ""
    """For home visits: whom they seek."""
    people_per_shift: float = 0.0
    """For home visits: persons reached in one shift."""
    lenders: tuple[Team, ...] = ()
    """Other teams that may be lent to these visits."""
    is_lent: bool = False
    """Whether ``team`` is one of them."""

    def lent(self, team: Team) -> Programme:
        """The programme as another team visits for it; each duty of its crew is one on loan."""
        return replace(self, team=team, lenders=(), is_lent=True)


@dataclass(frozen=True, slots=True)
class School:
    """The pupils of one school in one stream, by the day on which they become eligible."""

    place: PlaceId
    stream: StreamId
    success: float
    weight: float
    eligible_by: tuple[float, ...]
    """Per day of the campaign, pupils eligible on or before it."""
    attendance: tuple[float, ...]
    """Per day of the campaign, share of the eligible who come to a visit."""
    countable: float
    """Pupils who count as a shortfall when not done by the last day."""
    not_yet_eligible: float
    """Pupils who do not count: eligible only after the deadline, or on days without service."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who brings people to the desks, week by week."""

    id: str
    places: tuple[PlaceId, ...]
    stream: StreamId
    weekly_capacity: int
    """People it can invite in an ISO week, over all its places."""
    show_up_rate: float
    """Share of the invited who come."""
    segments: Mapping[str, float]
    """Segment to its share of the invited."""


@dataclass(frozen=True, slots=True)
class Helper:
    """A volunteer who may stand beside an officer."""

    id: str
    posts: tuple[PostId, ...]
    shifts_per_week: int
    unavailable: frozenset[date]
    rest_minutes: int = 720
    """Wanted between the last shift of a day and the first of a later one."""
