"""The weekly duty rosters: who is on duty in which shift of which day, officers by unit and with their helpers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from optimizer.publish.content.lookups import duty_hours, officer_order, post_name, post_unit, shift_hours
from optimizer.publish.content.publication import Publication
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents
from optimizer.world.calendar import iso_week
from optimizer.world.plan import HelperRow, RosterRow


@dataclass(frozen=True, slots=True)
class RosterDay:
    """One day of a week."""

    date: date
    is_planned: bool
    """Whether it is a day of the campaign."""
    is_rest: bool
    """Whether it is a holiday or a weekend day."""


@dataclass(frozen=True, slots=True)
class DaySigns:
    """One day of one line."""

    shifts: Mapping[str, str]
    """Per shift on duty its sign: code, number of the desk or team if there are several, a star if lent."""
    absence: str | None
    """Kind of a day without duty."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One officer's or helper's week."""

    number: int | None
    """Running number of officers; helpers have none."""
    name: str
    rank: str
    position: str
    hours: float
    days: tuple[DaySigns, ...]
    """Monday to Sunday."""


@dataclass(frozen=True, slots=True)
class UnitRoster:
    """The week of one unit: its officers, then the helpers of its desks."""

    name: str
    posts: tuple[tuple[str, str], ...]
    """Number and name of each desk or team they are at, the unit's own first; no number if it is only one."""
    lines: tuple[RosterLine, ...]


@dataclass(frozen=True, slots=True)
class WeekRoster:
    """The roster of one week."""

    number: str
    """Of the ISO week; with its year where the campaign lies in two."""
    days: tuple[RosterDay, ...]
    """Monday to Sunday, those outside the campaign included."""
    units: tuple[UnitRoster, ...]


def weeks(scenario: Scenario) -> dict[str, list[date]]:
    """The campaign's days by ISO week."""
    grouped: dict[str, list[date]] = defaultdict(list)
    for day in CalendarView(scenario).days:
        grouped[iso_week(day)].append(day)
    return dict(grouped)


def rest_days(scenario: Scenario) -> frozenset[date]:
    """The campaign's holidays and weekend days."""
    calendar = CalendarView(scenario)
    return frozenset(filter(calendar.is_rest_day, calendar.days))


def week_rosters(publication: Publication) -> tuple[WeekRoster, ...]:
    """The roster of every week of the campaign."""
    planned = weeks(publication.scenario)
    weekly = _Weeks(publication)
    has_one_year = len({week[:4] for week in planned}) == 1
    return tuple(
        WeekRoster(
            number=week[6:] if has_one_year else f"{week[6:]}-{week[:4]}",
            days=(whole := weekly.whole_week(days)),
            units=weekly.units(week, whole),
        )
        for week, days in planned.items()
    )


@dataclass(frozen=True, slots=True)
class _ListedPerson:
    """An officer of a unit, or a helper of its desks."""

    key: str
    name: str
    rank: str
    position: str
    number: int | None


class _Weeks:
    """The plan's rows by week and person."""

    def __init__(self, publication: Publication) -> None:
        self.scenario, self.texts = publication.scenario, publication.texts
        self.calendar = CalendarView(self.scenario)
        self.duties: dict[tuple[str, str], list[RosterRow]] = defaultdict(list)
        for row in publication.plan.roster:
            self.duties[iso_week(row.date), row.officer].append(row)
        self.helps: dict[tuple[str, str], list[HelperRow]] = defaultdict(list)
        for helping in publication.plan.helpers:
            self.helps[iso_week(helping.date), helping.helper].append(helping)
        self.absences = {(row.officer, row.date): row.kind for row in publication.plan.absences}
        self.post_order = {post: index for index, post in enumerate((*self.scenario.posts, *self.scenario.teams))}
        self.members = self._members()

    def whole_week(self, planned: Sequence[date]) -> tuple[RosterDay, ...]:
        """The days of a week, of which some are the campaign's."""
        monday = planned[0] - timedelta(days=planned[0].weekday())
        days = (monday + timedelta(days=number) for number in range(7))
        return tuple(RosterDay(day, day in planned, self.calendar.is_rest_day(day)) for day in days)

    def units(self, week: str, days: Sequence[RosterDay]) -> tuple[UnitRoster, ...]:
        rosters = []
        for unit, members in self.members.items():
            numbers = self._numbers(unit, (row for one in members for row in self.duties.get((week, one.key), ())))
            posts = tuple((number, post_name(self.scenario, post)) for post, number in numbers.items())
            lines = tuple(self._line(week, days, member, numbers) for member in members)
            rosters.append(UnitRoster(self.scenario.units[unit].name, posts, lines))
        return tuple(rosters)

    def _members(self) -> dict[str, list[_ListedPerson]]:
        """Officers of each unit that has any, then the helpers of its desks."""
        scenario, role = self.scenario, self.texts(documents.ROLES["helper"])
        found: dict[str, list[_ListedPerson]] = {}
        numbers = count(1)
        for unit in scenario.units:
            staff = officer_order(scenario, (key for key, one in scenario.officers.items() if one.unit == unit))
            if not staff:
                continue
            people = ((key, scenario.officers[key]) for key in staff)
            found[unit] = [_ListedPerson(key, one.name, one.rank, one.position, next(numbers)) for key, one in people]
            found[unit] += [
                _ListedPerson(key, helper.name, "", role, None)
                for key, helper in scenario.helpers.items()
                if post_unit(scenario, helper.posts[0]) == unit
            ]
        return found

    def _numbers(self, unit: str, duties: Iterable[RosterRow]) -> dict[str, str]:
        """Number of each desk or team the unit's officers are at, the unit's own first; none if it is only one."""
        last = len(self.post_order)
        posts = sorted(
            {duty.post for duty in duties},
            key=lambda post: (post_unit(self.scenario, post) != unit, self.post_order.get(post, last), post),
        )
        return {post: str(index) if len(posts) > 1 else "" for index, post in enumerate(posts, 1)}

    def _line(
        self, week: str, days: Sequence[RosterDay], member: _ListedPerson, numbers: Mapping[str, str]
    ) -> RosterLine:
        scenario = self.scenario
        duties, helps = self.duties.get((week, member.key), ()), self.helps.get((week, member.key), ())
        signs: dict[date, dict[str, str]] = defaultdict(dict)
        for row in (*duties, *helps):
            sign = scenario.shifts[row.shift].code + numbers.get(row.post, "")
            signs[row.date][row.shift] = f"{sign}*" if self._is_lent(row) else sign
        is_officer = member.number is not None
        return RosterLine(
            number=member.number,
            name=member.name,
            rank=member.rank,
            position=member.position,
            hours=duty_hours(duties) if is_officer else sum(shift_hours(scenario, row.shift) for row in helps),
            days=tuple(DaySigns(signs.get(day.date, {}), self.absences.get((member.key, day.date))) for day in days),
        )

    def _is_lent(self, row: RosterRow | HelperRow) -> bool:
        if isinstance(row, HelperRow) or row.role == "local":
            return False
        return post_unit(self.scenario, row.post) != row.unit
