"""Crews that no team has, schools that no date is left for, and more schools than there are dates."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.explain.precheck.crews import Staffing
from optimizer.explain.precheck.matching import most_matched
from optimizer.explain.precheck.shortage import Shortage, Situation, named
from optimizer.texts import shortages as texts
from optimizer.texts.messages import AS_IT_IS
from optimizer.world.calendar import DayShift
from optimizer.world.work import Programme, Team


def team_shortages(situation: Situation) -> Iterator[Shortage]:
    """Teams that visit somewhere and whose crew their unit has not."""
    world = situation.world
    staffing = Staffing(world, situation.scenario.rules)
    travelling = {team.id: team for each in world.programmes for team in (each.team, *each.lenders)}
    for team in travelling.values():
        able = [officer for officer in world.officers if staffing.serves(officer, team.unit, team.skill)]
        if len(able) < team.crew_size:
            yield _of_team(situation, team, len(able))


def _of_team(situation: Situation, team: Team, able: int) -> Shortage:
    what = (
        texts.NO_TEAM_CREW(size=team.crew_size, able=able, missing=team.crew_size - able)
        if team.skill is None
        else texts.NO_SKILLED_TEAM(size=team.crew_size, skill=team.skill, able=able, missing=team.crew_size - able)
    )
    return Shortage(
        argument="teams",
        subjects={"team": team.id, "unit": team.unit},
        where=texts.TEAM_OF_UNIT(team=situation.scenario.teams[team.id].name, unit=situation.unit(team.unit)),
        first_day=situation.world.days[0].date,
        last_day=situation.world.days[-1].date,
        required=team.crew_size,
        available=able,
        measure=texts.OFFICERS,
        what=what,
        remedy=texts.SMALLER_CREW,
    )


def school_shortages(situation: Situation) -> Iterator[Shortage]:
    """Schools whose pupils no visit can reach, then schools that are more than the dates left for them."""
    for programme in situation.world.programmes:
        if programme.kind == "school":
            yield from _without_date(situation, programme)
            yield from _too_many(situation, programme)


def _without_date(situation: Situation, programme: Programme) -> Iterator[Shortage]:
    world = situation.world
    for place in programme.places:
        school = world.schools[place]
        day_shifts = programme.day_shifts[place]
        reached = max((school.eligible_by[each.day] for each in day_shifts), default=0.0)
        if school.countable > 0 and reached <= 0:
            windows = situation.scenario.visits[programme.id].windows.values()
            what = (
                texts.SCHOOL_TOO_EARLY(pupils=school.countable, last=situation.date(max(day_shifts).day))
                if day_shifts
                else texts.SCHOOL_WITHOUT_DATE(pupils=school.countable, windows=len(windows))
            )
            yield Shortage(
                argument="school_dates",
                subjects={"place": place, "visits": programme.id},
                where=AS_IT_IS(text=situation.place(place)),
                first_day=min((each.first_day for each in windows), default=world.days[0].date),
                last_day=max((each.last_day for each in windows), default=world.days[-1].date),
                required=school.countable,
                available=0.0,
                measure=texts.PUPILS,
                what=what,
                remedy=texts.WIDEN_WINDOWS,
            )


def _too_many(situation: Situation, programme: Programme) -> Iterator[Shortage]:
    """One school a team and shift: how many cannot be visited at all."""
    teams = (programme.team, *programme.lenders)
    options: dict[str, list[tuple[str, DayShift]]] = {
        place: [(team.id, each) for team in teams for each in sorted(programme.day_shifts[place])]
        for place in programme.places
        if situation.world.schools[place].countable > 0 and programme.day_shifts[place]
    }
    visited = most_matched(options)
    left = [place for place in options if place not in visited]
    if not left:
        return
    days = sorted({each.day for choices in options.values() for _, each in choices})
    what = texts.TOO_MANY_SCHOOLS(
        schools=len(options),
        visited=len(visited),
        missing=len(left),
        shifts=len({each for choices in options.values() for each in choices}),
        names=named([situation.place(place) for place in left]),
    )
    yield Shortage(
        argument="school_dates",
        subjects={"team": programme.team.id, "visits": programme.id},
        where=AS_IT_IS(text=situation.scenario.teams[programme.team.id].name),
        first_day=situation.date(days[0]),
        last_day=situation.date(days[-1]),
        required=len(options),
        available=len(visited),
        measure=texts.SCHOOLS,
        what=what,
        remedy=texts.WIDEN_WINDOWS,
    )
