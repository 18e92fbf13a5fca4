"""Sections ``places``, ``posts``, ``teams``, ``visits``, ``travel``: where work is done and by what crew."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from optimizer.fields import (
    Count,
    Day,
    Id,
    Positive,
    PositiveQuantity,
    Quantity,
    Section,
    Share,
    Text,
)
from optimizer.scenario.schema.campaign import DayType


class Pool(Section):
    """People of one place who can be served in one stream."""

    target: Count
    """People to be done by the deadline, ``already_done`` included."""
    people: Count
    """People who can be done at all (the pool), ``already_done`` included; more than the target."""
    already_done: Count = 0
    """Done before the first day; taken from the segments in proportion to their shares."""


class Place(Section):
    """A commune, an office or a school."""

    name: Text
    kind: Literal["commune", "office", "school"]
    commune: Id | None = None
    """For an office or a school: the commune it lies in."""
    population: Count = 0
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90)]
    """Degrees north."""
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180)]
    """Degrees east."""
    road_km: dict[Id, Quantity] = Field(default_factory=dict)
    """Known road distances to other places (km, both ways); others follow from the coordinates."""
    pools: dict[Id, Pool] = Field(default_factory=dict)
    """Per stream, who can be served here."""
    pupils: dict[Day, Count] = Field(default_factory=dict)
    """For a school: number of pupils per date of birth."""
    closed: dict[Day, Text] = Field(default_factory=dict)
    """Days on which nothing can be held here, with the reason."""
    note: Text = ""
    """Where the figures come from; estimates say so, with their basis."""


class Outage(Section):
    """Days on which something does not work, both ends included."""

    first_day: Day
    last_day: Day
    reason: Text = ""


class Kit(Section):
    """Equipment that posts and teams name as their kit; one of which nothing is to be said need not stand here."""

    unavailable: dict[Id, Outage] = Field(default_factory=dict)
    """Days on which whoever needs it stays closed or at home."""


class Crew(Section):
    """Who mans a post or a team."""

    size: Positive = 2
    """People needed, helpers included."""
    officers: Positive = 1
    """Of these, officers at the least; the others may be helpers."""
    skill: Id | None = None
    """Skill that every officer of the crew must have."""


class Standing(Section):
    """Shifts in which a post must be manned."""

    shifts: tuple[Id, ...] = Field(min_length=1)
    day_types: tuple[DayType, ...] = Field(min_length=1)


class Post(Section):
    """A desk at a fixed place, serving one stream."""

    name: Text
    place: Id
    """Place whose pool comes to this desk."""
    unit: Id
    """Unit whose officers man it."""
    stream: Id
    lanes: Positive = 1
    """Service lanes equipped; no more are open than crew is present."""
    crew: Crew = Crew()
    kit: Id | None = None
    """Equipment it needs; one kit is at one place at a time. It may be shared with desks that never open in the same
    shift, and with teams that visit schools and communes: while they have it, the desk stays closed, and where the desk
    must stand, they do not have it."""
    standing: Standing | None = None
    """Shifts in which it must be open; all others are the optimizer's choice."""
    shifts: tuple[Id, ...] | None = None
    """Shifts in which it may open; all if left out."""
    day_types: tuple[DayType, ...] | None = None
    """Day types on which it may open; all if left out."""


class Team(Section):
    """A team that travels, one place at a time."""

    name: Text
    unit: Id
    """Unit whose officers man it."""
    base: Id
    """Place it leaves from and returns to."""
    stream: Id
    crew: Crew
    local_officers: Count = 0
    """Officers of the visited commune's unit who take part."""
    kit: Id | None = None
    """Equipment it needs; of teams that share a kit one is out at a time."""
    setup_minutes: Count = 0
    """Setting up and packing, once per place and day; taken from the time on site."""


class Window(Section):
    """Days between which visits are possible, both ends included."""

    first_day: Day
    last_day: Day


class VisitProgramme(Section):
    """Places that one team visits."""

    team: Id
    places: tuple[Id, ...] = Field(min_length=1)
    maximum_visits: Positive
    """Visiting days per place over the whole campaign."""
    shifts: tuple[Id, ...] = Field(min_length=1)
    day_types: tuple[DayType, ...] = ("weekday",)
    windows: dict[Id, Window] = Field(default_factory=dict)
    """Days on which visits are possible; the whole campaign if left out."""

    @property
    def lenders(self) -> tuple[str, ...]:
        """Teams that may be lent to these visits."""
        return ()


class VisitsOnSite(VisitProgramme):
    """People come to where the team is; teams of other districts may be lent to it."""

    lent_teams: tuple[Id, ...] = ()
    """Teams that may be lent to these visits; for each of their officers a duty here counts as one on loan."""
    minutes_per_person: PositiveQuantity

    @property
    def lenders(self) -> tuple[str, ...]:
        """Teams that may be lent to these visits."""
        return self.lent_teams


class SchoolVisits(VisitsOnSite):
    """The team serves pupils who have turned 14, at their school.

    Arrivals are the pupils eligible on that day and not yet done, times attendance.
    """

    kind: Literal["school"] = "school"
    eligible_age_years: Positive = 14
    attendance_in_term: Share
    attendance_after_term: Share


class CommuneVisits(VisitsOnSite):
    """The team serves the people of a commune; they come with these probabilities per shift on site."""

    kind: Literal["commune"] = "commune"
    arrival: dict[Id, Share]
    """Per segment, probability that a waiting person comes in one shift of a visit."""


class HomeVisits(VisitProgramme):
    """The team goes to people of one segment at home: ``q · min(capacity, R)`` a shift."""

    kind: Literal["home_visit"] = "home_visit"
    segment: Id
    people_per_shift: PositiveQuantity


Visits = Annotated[SchoolVisits | CommuneVisits | HomeVisits, Field(discriminator="kind")]


class Travel(Section):
    """How long journeys take: road distance, or great-circle distance times the detour factor, over the speed."""

    speed_km_per_hour: PositiveQuantity = 35.0
    detour_factor: PositiveQuantity = 1.3


class Organisation(Section):
    """An association, union or hamlet team that brings people to the desks."""

    name: Text
    kind: Literal["association", "digital_team", "project_06", "union"]
    places: tuple[Id, ...] = Field(min_length=1)
    """Places it can invite to; a district-wide organisation lists several."""
    stream: Id
    weekly_capacity: Count
    """People it can invite in one ISO week, over all its places."""
    show_up_rate: Share
    """Share of the invited who come."""
    segments: dict[Id, Share]
    """Shares of the invited by segment; they sum to 1."""
    note: Text = ""
