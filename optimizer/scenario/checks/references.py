"""Cross checks of a valid scenario: what its parts say about each other.

The schema judges each value alone. Here every id must name something there is, every crew must be possible with the
officers there are, and every stream must have all that its expected figures are computed from. The checks on
dates are in ``plausible_dates``, those on quantities in ``plausible_figures``, those on acceptance rules in
``plausible_acceptance``, those on what a list says twice in ``repetitions``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import get_args

from optimizer.errors import Diagnostic
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.checks.plausible_acceptance import check_acceptance
from optimizer.scenario.checks.plausible_dates import check_dates
from optimizer.scenario.checks.plausible_figures import check_figures
from optimizer.scenario.checks.repetitions import check_repetitions
from optimizer.scenario.reading.schema_walk import narrowed, place_at
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.people import Officer
from optimizer.scenario.schema.work import CommuneVisits, HomeVisits, Post, SchoolVisits, Standing, Team, Visits
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import references as texts

ABSENCES = ("rest", "compensatory", "leave", "other_duty")
"""What a day of an officer's history may hold instead of shifts."""


def reference_diagnostics(scenario: Scenario, merged: Node, refused: frozenset[str] = frozenset()) -> list[Diagnostic]:
    """All problems of the scenario as a whole; ``refused`` are the ids of entries that it lacks for their mistakes."""
    findings = Findings(merged, refused)
    check_references(scenario, findings)
    check_repetitions(scenario, findings)
    check_dates(scenario, findings)
    check_figures(scenario, findings)
    check_acceptance(scenario, findings)
    return findings.diagnostics


def check_references(scenario: Scenario, findings: Findings) -> None:
    """Note names that nothing has, and what does not fit what it names."""
    for check in (
        _check_places,
        _check_kits,
        _check_posts,
        _check_teams,
        _check_visits,
        _check_people,
        _check_organisations,
        _check_streams,
        _check_rules,
    ):
        check(scenario, findings)


def _check_places(scenario: Scenario, findings: Findings) -> None:
    communes = [key for key, place in scenario.places.items() if place.kind == "commune"]
    streams = scenario.campaign.streams
    for key, place in scenario.places.items():
        here = ("places", key)
        findings.require_known(place.commune, communes, nouns.COMMUNE, (*here, "commune"))
        for other in place.road_km:
            findings.require_known(other, scenario.places, nouns.PLACE, (*here, "road_km", other))
        for stream in place.pools:
            findings.require_known(stream, streams, nouns.STREAM, (*here, "pools", stream))
        if place.kind == "school" and place.pools:
            findings.add((*here, "pools"), texts.SCHOOL_WITH_POOL, texts.GIVE_PUPILS)
        if place.kind != "school" and place.pupils:
            findings.add((*here, "pupils"), texts.PUPILS_ELSEWHERE(place=key), texts.WRITE_SCHOOL)
    for key, unit in scenario.units.items():
        findings.require_known(unit.place, scenario.places, nouns.PLACE, ("units", key, "place"))
    for stream in scenario.calendar.blackouts:
        findings.require_known(stream, streams, nouns.STREAM, ("calendar", "blackouts", stream))


def _check_kits(scenario: Scenario, findings: Findings) -> None:
    kits = [post.kit for post in scenario.posts.values()] + [team.kit for team in scenario.teams.values()]
    used = [kit for kit in dict.fromkeys(kits) if kit is not None]
    for key in scenario.kits:
        if key not in used and not findings.is_partial:
            findings.add(("kits", key), texts.KIT_UNUSED(kit=key), did_you_mean(key, used, nouns.KIT.many))
    # Where teams are at schools and communes is settled before desks open; what is settled beside them is not.
    homes = [programme for programme in scenario.visits.values() if isinstance(programme, HomeVisits)]
    users: list[tuple[str, str | None, Post | HomeVisits]] = [
        (programme.team, scenario.teams[programme.team].kit, programme)
        for programme in homes
        if programme.team in scenario.teams
    ]
    for key, post in scenario.posts.items():
        other = next((name for name, kit, hours in users if kit == post.kit and _may_meet(hours, post)), None)
        if post.kit is not None and other is not None:
            what = texts.KIT_SHARED(kit=post.kit, other=other)
            findings.add(("posts", key, "kit"), what, texts.SEPARATE_KITS)
        users.append((key, post.kit, post))


def _may_meet(first: Post | HomeVisits, second: Post) -> bool:
    """Whether both may be open or on the way in one shift."""

    def may_share(of_first: tuple[str, ...] | None, of_second: tuple[str, ...] | None) -> bool:
        return of_first is None or of_second is None or bool(set(of_first) & set(of_second))

    return may_share(first.shifts, second.shifts) and may_share(first.day_types, second.day_types)


def _check_posts(scenario: Scenario, findings: Findings) -> None:
    serving = _serving(scenario)
    for key, post in scenario.posts.items():
        here = ("posts", key)
        is_place = findings.require_known(post.place, scenario.places, nouns.PLACE, (*here, "place"))
        is_stream = findings.require_known(post.stream, scenario.campaign.streams, nouns.STREAM, (*here, "stream"))
        if is_place and is_stream and post.stream not in scenario.places[post.place].pools:
            findings.add(
                (*here, "place"),
                texts.POST_WITHOUT_POOL(place=post.place, stream=post.stream),
                texts.ADD_POOL_OR_CHOOSE(place=post.place, stream=post.stream),
            )
        if findings.require_known(post.unit, scenario.units, nouns.UNIT, (*here, "unit")):
            _check_crew(serving, findings, here, post, 1)
        _check_shifts(scenario, findings, post.shifts, (*here, "shifts"))
        if post.standing is not None:
            _check_standing(scenario, findings, here, post, post.standing)
        if post.crew.officers > post.crew.size:
            what = texts.CREW_OF_FEWER(officers=post.crew.officers, size=post.crew.size)
            findings.add((*here, "crew", "officers"), what, texts.RAISE_SIZE)
        if key in scenario.teams:
            findings.add(here, texts.ID_OF_A_TEAM(key=key), texts.OTHER_ID)


def _check_standing(
    scenario: Scenario, findings: Findings, here: tuple[str, ...], post: Post, standing: Standing
) -> None:
    """Note shifts and day types in which the post must be open, but may not."""
    _check_shifts(scenario, findings, standing.shifts, (*here, "standing", "shifts"))
    for number, shift in enumerate(standing.shifts):
        if post.shifts is not None and shift not in post.shifts and shift in scenario.shifts:
            findings.add((*here, "standing", "shifts", number), texts.STANDING_SHIFT(shift=shift), texts.ADD_THERE)
    for number, kind in enumerate(standing.day_types):
        if post.day_types is not None and kind not in post.day_types:
            findings.add((*here, "standing", "day_types", number), texts.STANDING_DAY_TYPE(kind=kind), texts.ADD_THERE)


def _check_shifts(
    scenario: Scenario, findings: Findings, shifts: tuple[str, ...] | None, path: tuple[str | int, ...]
) -> None:
    findings.require_all_known(shifts, scenario.shifts, nouns.SHIFT, path)


def _serving(scenario: Scenario) -> dict[str, list[Officer]]:
    """The officers who may serve each unit, of their own and lent."""
    serving: dict[str, list[Officer]] = {}
    for officer in scenario.officers.values():
        for unit in dict.fromkeys((officer.unit, *officer.lent_to)):
            serving.setdefault(unit, []).append(officer)
    return serving


def _check_crew(
    serving: dict[str, list[Officer]], findings: Findings, here: tuple[str, ...], manned: Post | Team, needed: int
) -> None:
    """Note it if the officers who may serve the unit are too few for one crew."""
    unit, skill = manned.unit, manned.crew.skill
    at_hand = serving.get(unit, [])
    able = [officer for officer in at_hand if skill is None or skill in officer.skills]
    if len(able) >= needed or findings.is_partial:
        return
    if len(at_hand) < needed or skill is None:
        what = texts.OFFICERS_NEEDED(unit=unit, needed=needed, found=len(at_hand))
        findings.add((*here, "unit"), what, texts.ADD_OFFICERS)
        return
    skills = sorted({known for officers in serving.values() for officer in officers for known in officer.skills})
    findings.add(
        (*here, "crew", "skill"),
        texts.SKILLED_OFFICERS_NEEDED(unit=unit, skill=skill, needed=needed, found=len(able)),
        texts.GIVE_SKILL(skills=", ".join(skills) or texts.NONE),
    )


def _check_teams(scenario: Scenario, findings: Findings) -> None:
    serving = _serving(scenario)
    for key, team in scenario.teams.items():
        here = ("teams", key)
        findings.require_known(team.base, scenario.places, nouns.PLACE, (*here, "base"))
        findings.require_known(team.stream, scenario.campaign.streams, nouns.STREAM, (*here, "stream"))
        if findings.require_known(team.unit, scenario.units, nouns.UNIT, (*here, "unit")):
            _check_crew(serving, findings, here, team, team.crew.size)


def _check_visits(scenario: Scenario, findings: Findings) -> None:
    own = Counter(officer.unit for officer in scenario.officers.values())
    for key, programme in scenario.visits.items():
        here = ("visits", key)
        findings.require_known(programme.team, scenario.teams, nouns.TEAM, (*here, "team"))
        _check_lenders(scenario, findings, here, programme)
        _check_shifts(scenario, findings, programme.shifts, (*here, "shifts"))
        for number, place in enumerate(programme.places):
            path = (*here, "places", number)
            if findings.require_known(place, scenario.places, nouns.PLACE, path):
                _check_visited(scenario, findings, programme, place, path)
                _check_local_officers(scenario, findings, own, programme, path)
        if programme.team not in scenario.teams:
            continue
        turnout = scenario.turnout.get(scenario.teams[programme.team].stream)
        segments = tuple(turnout.segments) if turnout is not None else ()
        if isinstance(programme, HomeVisits):
            findings.require_known(programme.segment, segments, nouns.SEGMENT, (*here, "segment"))
        elif isinstance(programme, CommuneVisits):
            for segment in programme.arrival:
                findings.require_known(segment, segments, nouns.SEGMENT, (*here, "arrival", segment))
            for segment in segments:
                if segment not in programme.arrival:
                    what = texts.SEGMENT_WITHOUT_ARRIVAL(segment=segment)
                    findings.add((*here, "arrival"), what, texts.ADD_ARRIVAL(segment=segment))


def _check_lenders(scenario: Scenario, findings: Findings, here: tuple[str, str], programme: Visits) -> None:
    for number, name in enumerate(programme.lenders):
        path = (*here, "lent_teams", number)
        if name == programme.team:
            findings.add(path, texts.OWN_TEAM(team=name), texts.OFF_THE_LIST)
        elif findings.require_known(name, scenario.teams, nouns.TEAM, path):
            own, lent = scenario.teams.get(programme.team), scenario.teams[name]
            if own is not None and lent.stream != own.stream:
                what = texts.OTHER_STREAM(team=name, stream=lent.stream, own=own.stream)
                findings.add(path, what, texts.NAME_TEAMS_OF_STREAM)


def _check_visited(
    scenario: Scenario,
    findings: Findings,
    programme: SchoolVisits | CommuneVisits | HomeVisits,
    key: str,
    path: tuple[str | int, ...],
) -> None:
    place, team = scenario.places[key], scenario.teams.get(programme.team)
    if isinstance(programme, SchoolVisits) != (place.kind == "school"):
        what = texts.OTHER_KIND(place=key, kind=place.kind, wanted=programme.kind)
        findings.add(path, what, texts.LIST_UNDER_OTHER_KIND)
    elif team is not None and place.kind != "school" and team.stream not in place.pools:
        what = texts.VISIT_WITHOUT_POOL(place=key, stream=team.stream)
        findings.add(path, what, texts.ADD_POOL_OR_TAKE_OFF(place=key, stream=team.stream))


def _check_local_officers(
    scenario: Scenario, findings: Findings, own: Mapping[str, int], programme: Visits, path: tuple[str | int, ...]
) -> None:
    """Note it if the commune of a place that is visited has fewer officers of its own than go along."""
    team, key = scenario.teams.get(programme.team), programme.places[int(path[-1])]
    if team is None or team.local_officers == 0 or findings.is_partial:
        return
    if any(unit.place not in scenario.places for unit in scenario.units.values()):
        return
    place = scenario.places[key]
    commune = key if place.kind == "commune" else place.commune
    local = sum(own[name] for name, unit in scenario.units.items() if unit.place == commune)
    if local < team.local_officers:
        what = texts.LOCAL_OFFICERS_NEEDED(needed=team.local_officers, place=commune or repr(key), found=local)
        findings.add(path, what, texts.GIVE_COMMUNE)


def _check_people(scenario: Scenario, findings: Findings) -> None:
    past = (*scenario.shifts, *ABSENCES)
    for key, officer in scenario.officers.items():
        here = ("officers", key)
        findings.require_known(officer.unit, scenario.units, nouns.UNIT, (*here, "unit"))
        findings.require_all_known(officer.lent_to, scenario.units, nouns.UNIT, (*here, "lent_to"))
        if officer.unit in officer.lent_to:
            findings.add((*here, "lent_to"), texts.LENT_TO_OWN(unit=officer.unit), texts.LEND_ELSEWHERE)
        for name, request in officer.requests.items():
            path = (*here, "requests", name, "shift")
            findings.require_known(request.shift, scenario.shifts, nouns.SHIFT, path)
        for day, entries in officer.history.days.items():
            if len(entries) == 1 and entries[0] in past:
                continue
            path = (*here, "history", "days", day.isoformat())
            findings.require_all_known(entries, past, nouns.ENTRY, path)
            if len(entries) > 1 and any(entry in ABSENCES for entry in entries):
                findings.add(path, texts.SEVERAL_ON_A_DAY(entries=", ".join(entries)), texts.SHIFTS_OR_ABSENCE)
    for key, helper in scenario.helpers.items():
        findings.require_all_known(helper.posts, scenario.posts, nouns.POST, ("helpers", key, "posts"))


def _check_organisations(scenario: Scenario, findings: Findings) -> None:
    for key, organisation in scenario.organisations.items():
        here = ("organisations", key)
        stream = organisation.stream
        findings.require_all_known(organisation.places, scenario.places, nouns.PLACE, (*here, "places"))
        findings.require_known(stream, scenario.campaign.streams, nouns.STREAM, (*here, "stream"))
        served = {post.place for post in scenario.posts.values() if post.stream == stream}
        for number, place in enumerate(organisation.places):
            is_known = place in scenario.places and stream in scenario.campaign.streams
            if is_known and place not in served and not findings.is_partial:
                what = texts.NOBODY_INVITED(stream=stream, place=place)
                remedy = texts.PLACES_WITH_POST(places=", ".join(sorted(served)) or texts.NONE)
                findings.add((*here, "places", number), what, remedy)
        segments = scenario.turnout[stream].segments if stream in scenario.turnout else organisation.segments
        for segment in organisation.segments:
            findings.require_known(segment, segments, nouns.SEGMENT, (*here, "segments", segment))


def _check_streams(scenario: Scenario, findings: Findings) -> None:
    streams = scenario.campaign.streams
    for section, entries in (("turnout", scenario.turnout), ("service", scenario.service)):
        for stream in entries:
            findings.require_known(stream, streams, nouns.STREAM, (section, stream))
    with_pool = {stream for place in scenario.places.values() for stream in place.pools}
    served = {post.stream for post in scenario.posts.values()} | {team.stream for team in scenario.teams.values()}
    for stream in streams:
        here = ("campaign", "streams", stream)
        if findings.is_partial:
            continue
        if stream not in served:
            findings.add(here, texts.STREAM_UNSERVED(stream=stream), texts.ADD_POST)
            continue
        if stream not in scenario.service:
            findings.add(here, texts.STREAM_WITHOUT_SERVICE(stream=stream), texts.ADD_SERVICE(stream=stream))
        if stream in with_pool and stream not in scenario.turnout:
            findings.add(here, texts.STREAM_WITHOUT_TURNOUT(stream=stream), texts.ADD_TURNOUT(stream=stream))
    for stream, service in scenario.service.items():
        for shift in service.shift_factor:
            path = ("service", stream, "shift_factor", shift)
            findings.require_known(shift, scenario.shifts, nouns.SHIFT, path)


def _check_rules(scenario: Scenario, findings: Findings) -> None:
    for key, rule in scenario.rules.items():
        here = ("rules", key)
        findings.require_all_known(rule.scope.units, scenario.units, nouns.UNIT, (*here, "scope", "units"))
        officers = (*here, "scope", "officers")
        findings.require_all_known(rule.scope.officers, scenario.officers, nouns.OFFICER, officers)
        findings.require_all_known(
            getattr(rule, "officers", None), scenario.officers, nouns.OFFICER, (*here, "officers")
        )
        for number, pair in enumerate(getattr(rule, "pairs", ())):
            _check_shifts(scenario, findings, pair, (*here, "pairs", number))
        counted = narrowed(place_at(here), rule.kind).below("of")
        if counted.is_id():
            words = [word for option in counted.options for word in get_args(option) if isinstance(word, str)]
            known = (*words, *scenario.shifts)
            findings.require_known(getattr(rule, "of", None), known, nouns.CLASS, (*here, "of"))
