"""Structure of the work: desks, visits, crews, kits and invitations are as the scenario allows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from optimizer.verify.discrepancies import ROW_TOLERANCE, TOTAL_TOLERANCE, Discrepancies
from optimizer.verify.duties import Work, local_units
from optimizer.verify.evidence import Evidence
from optimizer.verify.facts import is_standing
from optimizer.verify.journeys import programme_of
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
            _check_alone(visit, found, hosts, discrepancies)
    _check_teams(evidence, discrepancies)
    _check_journeys(evidence, discrepancies)
    _check_kits(evidence, discrepancies)
    _check_quotas(evidence, discrepancies)


def _check_opening(evidence: Evidence, opening: Located[OpeningRow], discrepancies: Discrepancies) -> None:
    row, post = opening.row, evidence.scenario.posts[opening.row.post]
    here = f"openings.csv row {opening.line}: {row.post} in {row.shift}"
    if post.shifts is not None and row.shift not in post.shifts:
        discrepancies.breach("desk_hours", row.post, row.date, f"{here}; it opens in {', '.join(post.shifts)} only")
    obstacle = evidence.almanac.desk_obstacle(row.date, row.shift, post)
    if obstacle is not None:
        discrepancies.breach("desk_hours", row.post, row.date, f"{here}, but {obstacle}")
    officers, helpers = present(evidence, (row.date, row.shift, row.post))
    most_lanes = min(post.lanes, officers + helpers)
    if not 1 <= row.lanes <= most_lanes:
        text = f"{here} has {row.lanes} lanes; possible with {officers} officers and {helpers} helpers: {most_lanes}"
        discrepancies.breach("crew_present", row.post, row.date, text, max(1, row.lanes - most_lanes))
    missing = max(post.crew.officers - officers, post.crew.size - officers - helpers, 0)
    needs_full_crew = not is_standing(evidence.scenario, evidence.almanac, row.date, row.shift, row.post)
    if officers < 1 or (needs_full_crew and missing):
        text = (
            f"{here} has {officers} officers and {helpers} helpers; its crew is {post.crew.size}, "
            f"of these at least {post.crew.officers} officers"
        )
        discrepancies.breach("crew_present", row.post, row.date, text, max(missing, 1))
    pairs: dict[str, tuple[object, object]] = {
        "place": (row.place, post.place),
        "stream": (row.stream, post.stream),
        "officers": (row.officers, officers),
        "helpers": (row.helpers, helpers),
    }
    discrepancies.compare("openings.csv", opening.line, f"{row.post} {row.date} {row.shift}", pairs, ROW_TOLERANCE)


def present(evidence: Evidence, work: Work) -> tuple[int, int]:
    """Officers and helpers the rows put on a post or team in a shift; local officers not counted."""
    return len(evidence.staff.officers.get(work, ())), len(evidence.staff.helpers.get(work, ()))


def _check_visit(evidence: Evidence, visit: Located[VisitRow], discrepancies: Discrepancies) -> None:
    row, team, leg = visit.row, evidence.scenario.teams[visit.row.team], evidence.legs[visit.line]
    work = (row.date, row.shift, row.team)
    officers, _ = present(evidence, work)
    local = len(evidence.staff.local_officers.get(work, ()))
    needed_local = team.local_officers if local_units(evidence.scenario, row.place) else 0
    for count, needed, whom in ((officers, team.crew.size, "officers"), (local, needed_local, "local officers")):
        if count < needed:
            text = f"visits.csv row {visit.line}: {row.team} in {row.shift} has {count} {whom} of {needed}"
            discrepancies.breach("crew_present", row.team, row.date, text, needed - count)
    discrepancies.compare(
        "visits.csv",
        visit.line,
        f"{row.team} {row.date} {row.shift} {row.place}",
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
    here = f"visits.csv row {visit.line}: {row.team} at {row.place} in {row.shift}"
    found = programme_of(scenario, evidence.almanac, row)
    if found is None:
        text = f"{here}: no programme has {row.kind} visits of this team to this place"
        discrepancies.breach("visit_days", row.team, row.date, text)
        return None
    name, programme = found
    if row.shift not in programme.shifts:
        text = f"{here}; {name} has {', '.join(programme.shifts)} only"
        discrepancies.breach("visit_days", row.team, row.date, text)
    obstacle = evidence.almanac.visit_obstacle(row.date, row.shift, scenario.teams[row.team], row.place, programme)
    if obstacle is not None:
        discrepancies.breach("visit_days", row.team, row.date, f"{here}: {obstacle}")
    dates = visited[name, row.place]
    if row.date not in dates and len(dates) >= programme.maximum_visits:
        text = f"{here}: visiting day {len(dates) + 1}; {name} has at most {programme.maximum_visits} a place"
        discrepancies.breach("visit_days", row.team, row.date, text)
    dates.add(row.date)
    return name


def _check_alone(
    visit: Located[VisitRow], programme: str, hosts: dict[tuple[str, str, date, str], str], discrepancies: Discrepancies
) -> None:
    """A programme has one team at a place at a time, its own or one lent to it."""
    row = visit.row
    other = hosts.setdefault((programme, row.place, row.date, row.shift), row.team)
    if other != row.team:
        text = f"visits.csv row {visit.line}: {row.team} is at {row.place} in {row.shift}, where {other} is already"
        discrepancies.breach("visit_days", row.team, row.date, text)


def _check_teams(evidence: Evidence, discrepancies: Discrepancies) -> None:
    for visit in evidence.tables.visits:
        row = visit.row
        other = evidence.staff.visits[row.date, row.shift, row.team]
        if other is not visit:
            text = f"visits.csv row {visit.line}: {row.team} is at {row.place} and at {other.row.place} in {row.shift}"
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
                text = (
                    f"{officer} is with {team} in {' and '.join(there)}, but not in {' and '.join(absent)}; "
                    "a crew that sets out comes back together"
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
            text = f"{kit} is used by {' and '.join(names)} in {shift}"
            discrepancies.breach("kit_in_one_place", kit, day, text, len(names) - 1)


def _check_quotas(evidence: Evidence, discrepancies: Discrepancies) -> None:
    weekly: dict[tuple[str, str], float] = defaultdict(float)
    by_place: dict[tuple[str, str, str, str], list[Located[QuotaRow]]] = defaultdict(list)
    for quota in evidence.tables.quotas:
        row, organisation = quota.row, evidence.scenario.organisations[quota.row.organisation]
        here = f"quotas.csv row {quota.line}: {row.organisation}"
        weekly[row.organisation, row.week] += row.invitations
        by_place[row.week, row.organisation, row.place, row.stream].append(quota)
        if row.place not in organisation.places:
            discrepancies.breach(
                "quotas_in_bounds", row.organisation, row.week, f"{here} does not invite to {row.place}"
            )
        if row.stream != organisation.stream:
            discrepancies.breach(
                "quotas_in_bounds", row.organisation, row.week, f"{here} does not invite for {row.stream}"
            )
        if row.invitations < 0:
            discrepancies.breach("quotas_in_bounds", row.organisation, row.week, f"{here} invites {row.invitations:g}")
        about = f"{row.organisation} {row.week} {row.place} {row.segment}"
        pairs = {"expected_arrivals": (row.expected_arrivals, row.invitations * organisation.show_up_rate)}
        discrepancies.compare("quotas.csv", quota.line, about, pairs, ROW_TOLERANCE)
    for rows in by_place.values():
        _check_split(evidence, rows, discrepancies)
    for (name, week), invited in weekly.items():
        capacity = evidence.scenario.organisations[name].weekly_capacity
        if invited > capacity + TOTAL_TOLERANCE:
            text = f"{name} invites {invited:g} people in {week}, at most {capacity}"
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
            text = (
                f"quotas.csv row {rows[0].line} and following: {first.organisation} invites {claimed:g} of {segment} "
                f"to {first.place}; its share of {total:g} is {expected:.3f}"
            )
            discrepancies.breach("quotas_in_bounds", first.organisation, first.week, text, abs(claimed - expected))
