"""Structure of the work: desks, visits, crews, kits and invitations are as the scenario allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from optimizer.scenario.schema import Scenario
from optimizer.texts import findings as texts
from optimizer.texts.messages import Named, all_of
from optimizer.verify.discrepancies import ROW_TOLERANCE, TOTAL_TOLERANCE, Discrepancies
from optimizer.verify.duties import Work, local_units
from optimizer.verify.evidence import Evidence
from optimizer.verify.facts import is_standing
from optimizer.verify.journeys import programme_of
from optimizer.verify.naming import named, post_or_team, segment_named, side_by_side
from optimizer.verify.tables import Located
from optimizer.world.plan import OpeningRow, QuotaRow, VisitRow


def check_work(evidence: Evidence, discrepancies: Discrepancies) -> None:
    """Run every check of desks, visits, kits and invitations."""
    for opening in evidence.tables.openings:
        _check_opening(evidence, opening, discrepancies)
    visited: dict[tuple[str, str], set[date]] = defaultdict(set)
    hosts: dict[tuple[str, str, date, str], str] = {}
    for visit in evidence.tables.visits:
        _check_visit(evidence, visit, discrepancies)
        found = _check_programme(evidence, visit, visited, discrepancies)
        if found is not None:
            _check_alone(evidence.scenario, visit, found, hosts, discrepancies)
    _check_teams(evidence, discrepancies)
    _check_journeys(evidence, discrepancies)
    _check_kits(evidence, discrepancies)
    _check_quotas(evidence, discrepancies)


def _check_opening(evidence: Evidence, opening: Located[OpeningRow], discrepancies: Discrepancies) -> None:
    row, post = opening.row, evidence.scenario.posts[opening.row.post]
    scenario = evidence.scenario
    whom, shift = named(scenario, "posts", row.post), named(scenario, "shifts", row.shift)
    here = texts.DESK_AT(row=opening.line, post=whom, shift=shift)
    if post.shifts is not None and row.shift not in post.shifts:
        text = texts.NOT_ITS_SHIFT(here=here, shifts=_shifts(scenario, post.shifts))
        discrepancies.breach("desk_hours", row.post, row.date, text)
    obstacle = evidence.almanac.desk_obstacle(row.date, row.shift, post)
    if obstacle is not None:
        discrepancies.breach("desk_hours", row.post, row.date, texts.DESK_OBSTACLE(here=here, obstacle=obstacle))
    officers, helpers = present(evidence, (row.date, row.shift, row.post))
    most_lanes = min(post.lanes, officers + helpers)
    if not 1 <= row.lanes <= most_lanes:
        text = texts.TOO_MANY_LANES(here=here, lanes=row.lanes, officers=officers, helpers=helpers, most=most_lanes)
        discrepancies.breach("crew_present", row.post, row.date, text, max(1, row.lanes - most_lanes))
    missing = max(post.crew.officers - officers, post.crew.size - officers - helpers, 0)
    needs_full_crew = not is_standing(evidence.scenario, evidence.almanac, row.date, row.shift, row.post)
    if officers < 1 or (needs_full_crew and missing):
        text = texts.CREW_LACKING(
            here=here, officers=officers, helpers=helpers, size=post.crew.size, least=post.crew.officers
        )
        discrepancies.breach("crew_present", row.post, row.date, text, max(missing, 1))
    pairs: dict[str, tuple[object, object]] = {
        "place": (row.place, post.place),
        "stream": (row.stream, post.stream),
        "officers": (row.officers, officers),
        "helpers": (row.helpers, helpers),
    }
    about = side_by_side(whom, row.date, shift)
    discrepancies.compare("openings.csv", opening.line, about, pairs, ROW_TOLERANCE)


def present(evidence: Evidence, work: Work) -> tuple[int, int]:
    """Officers and helpers the rows put on a post or team in a shift; local officers not counted."""
    return len(evidence.staff.officers.get(work, ())), len(evidence.staff.helpers.get(work, ()))


def _check_visit(evidence: Evidence, visit: Located[VisitRow], discrepancies: Discrepancies) -> None:
    row, team, leg = visit.row, evidence.scenario.teams[visit.row.team], evidence.legs[visit.line]
    work = (row.date, row.shift, row.team)
    who, shift = named(evidence.scenario, "teams", row.team), named(evidence.scenario, "shifts", row.shift)
    officers, _ = present(evidence, work)
    local = len(evidence.staff.local_officers.get(work, ()))
    needed_local = team.local_officers if local_units(evidence.scenario, row.place) else 0
    for count, needed, whom in (
        (officers, team.crew.size, texts.OFFICERS),
        (local, needed_local, texts.LOCAL_OFFICERS),
    ):
        if count < needed:
            text = texts.VISIT_LACKS(row=visit.line, team=who, shift=shift, count=count, whom=whom, needed=needed)
            discrepancies.breach("crew_present", row.team, row.date, text, needed - count)
    discrepancies.compare(
        "visits.csv",
        visit.line,
        side_by_side(who, row.date, shift, named(evidence.scenario, "places", row.place)),
        {
            "start": (row.start, leg.start),
            "end": (row.end, leg.end),
            "from_place": (row.from_place, leg.from_place),
            "stream": (row.stream, team.stream),
            "crew": (row.crew, officers + local),
            "kit": (row.kit, team.kit or ""),
            "travel_minutes": (row.travel_minutes, leg.travel_minutes),
            "setup_minutes": (row.setup_minutes, leg.setup_minutes),
        },
        ROW_TOLERANCE,
    )


def _check_programme(
    evidence: Evidence,
    visit: Located[VisitRow],
    visited: dict[tuple[str, str], set[date]],
    discrepancies: Discrepancies,
) -> str | None:
    """Check the visit against the programme it belongs to; returns the programme's name."""
    row, scenario = visit.row, evidence.scenario
    stay = _stay(scenario, visit)
    here = texts.VISIT_AT(**stay)
    found = programme_of(scenario, evidence.almanac, row)
    if found is None:
        text = texts.NO_PROGRAMME(**stay, kind=row.kind)
        discrepancies.breach("visit_days", row.team, row.date, text)
        return None
    name, programme = found
    if row.shift not in programme.shifts:
        text = texts.NOT_ITS_SHIFTS(here=here, programme=name, shifts=_shifts(scenario, programme.shifts))
        discrepancies.breach("visit_days", row.team, row.date, text)
    obstacle = evidence.almanac.visit_obstacle(row.date, row.shift, scenario.teams[row.team], row.place, programme)
    if obstacle is not None:
        discrepancies.breach("visit_days", row.team, row.date, texts.VISIT_OBSTACLE(here=here, obstacle=obstacle))
    dates = visited[name, row.place]
    if row.date not in dates and len(dates) >= programme.maximum_visits:
        most = programme.maximum_visits
        text = texts.TOO_MANY_VISITS(here=here, number=len(dates) + 1, programme=name, most=most)
        discrepancies.breach("visit_days", row.team, row.date, text)
    dates.add(row.date)
    return name


def _check_alone(
    scenario: Scenario,
    visit: Located[VisitRow],
    programme: str,
    hosts: dict[tuple[str, str, date, str], str],
    discrepancies: Discrepancies,
) -> None:
    """A programme has one team at a place at a time, its own or one lent to it."""
    row = visit.row
    other = hosts.setdefault((programme, row.place, row.date, row.shift), row.team)
    if other != row.team:
        text = texts.ALREADY_THERE(**_stay(scenario, visit), other=named(scenario, "teams", other))
        discrepancies.breach("visit_days", row.team, row.date, text)


def _stay(scenario: Scenario, visit: Located[VisitRow]) -> dict[str, object]:
    row = visit.row
    return {
        "row": visit.line,
        "team": named(scenario, "teams", row.team),
        "place": named(scenario, "places", row.place),
        "shift": named(scenario, "shifts", row.shift),
    }


def _shifts(scenario: Scenario, shifts: Iterable[str]) -> tuple[Named, ...]:
    return tuple(named(scenario, "shifts", shift) for shift in shifts)


def _check_teams(evidence: Evidence, discrepancies: Discrepancies) -> None:
    for visit in evidence.tables.visits:
        row = visit.row
        other = evidence.staff.visits[row.date, row.shift, row.team]
        if other is not visit:
            there = named(evidence.scenario, "places", other.row.place)
            text = texts.TEAM_IN_TWO_PLACES(**_stay(evidence.scenario, visit), other=there)
            discrepancies.breach("one_place_at_a_time", row.team, row.date, text)


def _check_journeys(evidence: Evidence, discrepancies: Discrepancies) -> None:
    """A team is back at its base only after the last shift of the day, so whoever set out with it is still there."""
    crews: dict[tuple[date, str], dict[str, set[str]]] = defaultdict(dict)
    for day, shift, team in evidence.staff.visits:
        duties = evidence.staff.officers.get((day, shift, team), ())
        crews[day, team][shift] = {duty.row.officer for duty in duties}
    for (day, team), by_shift in crews.items():
        for officer in sorted(set().union(*by_shift.values())):
            there = [shift for shift, crew in by_shift.items() if officer in crew]
            absent = [shift for shift, crew in by_shift.items() if officer not in crew]
            if absent:
                text = texts.CREW_CHANGED(
                    officer=named(evidence.scenario, "officers", officer),
                    team=named(evidence.scenario, "teams", team),
                    there=all_of(_shifts(evidence.scenario, there)),
                    absent=all_of(_shifts(evidence.scenario, absent)),
                )
                discrepancies.breach("one_crew_a_journey", officer, day, text, len(absent))


def _check_kits(evidence: Evidence, discrepancies: Discrepancies) -> None:
    users: dict[tuple[date, str, str], list[str]] = defaultdict(list)
    for day, shift, post in evidence.staff.openings:
        kit = evidence.scenario.posts[post].kit
        if kit is not None:
            users[day, shift, kit].append(post)
    for day, shift, team in evidence.staff.visits:
        kit = evidence.scenario.teams[team].kit
        if kit is not None:
            users[day, shift, kit].append(team)
    for (day, shift, kit), names in users.items():
        if len(names) > 1:
            users_named = all_of(post_or_team(evidence.scenario, name) for name in names)
            text = texts.KIT_IN_TWO_PLACES(kit=kit, users=users_named, shift=named(evidence.scenario, "shifts", shift))
            discrepancies.breach("kit_in_one_place", kit, day, text, len(names) - 1)


def _check_quotas(evidence: Evidence, discrepancies: Discrepancies) -> None:
    scenario = evidence.scenario
    weekly: dict[tuple[str, str], float] = defaultdict(float)
    by_place: dict[tuple[str, str, str, str], list[Located[QuotaRow]]] = defaultdict(list)
    for quota in evidence.tables.quotas:
        row, organisation = quota.row, evidence.scenario.organisations[quota.row.organisation]
        who, where = named(scenario, "organisations", row.organisation), named(scenario, "places", row.place)
        here = texts.QUOTA_AT(row=quota.line, organisation=who)
        weekly[row.organisation, row.week] += row.invitations
        by_place[row.week, row.organisation, row.place, row.stream].append(quota)
        if row.place not in organisation.places:
            discrepancies.breach(
                "quotas_in_bounds", row.organisation, row.week, texts.NOT_ITS_PLACE(here=here, place=where)
            )
        if row.stream != organisation.stream:
            text = texts.NOT_ITS_STREAM(here=here, stream=named(scenario, "streams", row.stream))
            discrepancies.breach("quotas_in_bounds", row.organisation, row.week, text)
        if row.invitations < 0:
            discrepancies.breach(
                "quotas_in_bounds", row.organisation, row.week, texts.NEGATIVE(here=here, number=row.invitations)
            )
        about = side_by_side(who, row.week, where, segment_named(scenario, row.stream, row.segment))
        pairs = {"expected_arrivals": (row.expected_arrivals, row.invitations * organisation.show_up_rate)}
        discrepancies.compare("quotas.csv", quota.line, about, pairs, ROW_TOLERANCE)
    for rows in by_place.values():
        _check_split(evidence, rows, discrepancies)
    for (name, week), invited in weekly.items():
        capacity = evidence.scenario.organisations[name].weekly_capacity
        if invited > capacity + TOTAL_TOLERANCE:
            who = named(scenario, "organisations", name)
            text = texts.TOO_MANY_INVITED(organisation=who, invited=invited, week=week, most=capacity)
            discrepancies.breach("quotas_in_bounds", name, week, text, invited - capacity)


def _check_split(evidence: Evidence, rows: list[Located[QuotaRow]], discrepancies: Discrepancies) -> None:
    """The invited of one week and place are split over the segments as the organisation's own shares say."""
    first = rows[0].row
    shares = evidence.scenario.organisations[first.organisation].segments
    total = sum(quota.row.invitations for quota in rows)
    invited = {quota.row.segment: quota.row.invitations for quota in rows}
    for segment in sorted(shares.keys() | invited.keys()):
        expected, claimed = shares.get(segment, 0.0) * total, invited.get(segment, 0.0)
        if abs(claimed - expected) > 2 * ROW_TOLERANCE:
            text = texts.WRONG_SHARE(
                row=rows[0].line,
                organisation=named(evidence.scenario, "organisations", first.organisation),
                claimed=claimed,
                segment=segment_named(evidence.scenario, first.stream, segment),
                place=named(evidence.scenario, "places", first.place),
                total=total,
                expected=expected,
            )
            discrepancies.breach("quotas_in_bounds", first.organisation, first.week, text, abs(claimed - expected))
