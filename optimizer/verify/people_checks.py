"""Structure of the roster: officers and helpers have work, one place at a time, complete days, lawful loans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from optimizer.texts import findings as texts
from optimizer.texts.messages import Message, all_of
from optimizer.verify.almanac import ONE_DAY, iso_week
from optimizer.verify.discrepancies import ROW_TOLERANCE, Discrepancies
from optimizer.verify.duties import Duty
from optimizer.verify.evidence import Evidence
from optimizer.verify.facts import days_of_leave
from optimizer.verify.naming import at_work, named, post_or_team, side_by_side


def check_people(evidence: Evidence, discrepancies: Discrepancies) -> None:
    """Run every check of officers and helpers."""
    _check_duties(evidence, discrepancies)
    check_one_place(evidence, discrepancies)
    _check_officer_days(evidence, discrepancies)
    _check_helpers(evidence, discrepancies)


def _check_duties(evidence: Evidence, discrepancies: Discrepancies) -> None:
    scenario, staff = evidence.scenario, evidence.staff
    for duty in staff.duties:
        row = duty.row
        officer, whom = scenario.officers[row.officer], named(scenario, "officers", row.officer)
        work = (row.date, row.shift, row.post)
        has_work = work in staff.openings if row.role == "desk" else work in staff.visits
        if not has_work:
            told = texts.NOT_OPEN if row.role == "desk" else texts.NO_VISIT
            text = told(row=duty.line, officer=whom, duty=at_work(scenario, row.shift, row.post))
            discrepancies.breach("duty_has_work", row.officer, row.date, text)
        if officer.unit != duty.unit and duty.unit not in officer.lent_to:
            home, unit = named(scenario, "units", officer.unit), named(scenario, "units", duty.unit)
            text = texts.NOT_LENT(row=duty.line, officer=whom, home=home, unit=unit)
            discrepancies.breach("loans_allowed", row.officer, row.date, text)
        discrepancies.compare(
            "roster.csv",
            duty.line,
            side_by_side(whom, row.date, named(scenario, "shifts", row.shift)),
            {
                "start": (row.start, duty.start),
                "end": (row.end, duty.end),
                "name": (_one_line(row.name), _one_line(officer.name)),
                "unit": (row.unit, officer.unit),
                "place": (row.place, duty.place),
                "stream": (row.stream, duty.stream),
            },
            ROW_TOLERANCE,
        )


def check_one_place(evidence: Evidence, discrepancies: Discrepancies) -> None:
    """Find officers who are on two duties at once."""
    scenario = evidence.scenario
    by_officer: dict[str, list[Duty]] = defaultdict(list)
    for duty in evidence.staff.duties:
        by_officer[duty.row.officer].append(duty)
    for officer, duties in by_officer.items():
        duties.sort(key=lambda duty: (duty.start, duty.end))
        latest = duties[0]
        for duty in duties[1:]:
            if duty.start < latest.end:
                text = texts.IN_TWO_PLACES(
                    row=duty.line,
                    officer=named(scenario, "officers", officer),
                    here=post_or_team(scenario, duty.row.post),
                    start=duty.start,
                    there=post_or_team(scenario, latest.row.post),
                    end=latest.end,
                    other=latest.line,
                )
                discrepancies.breach("one_place_at_a_time", officer, duty.row.date, text)
            if duty.end > latest.end:
                latest = duty


def _check_officer_days(evidence: Evidence, discrepancies: Discrepancies) -> None:
    absences: dict[tuple[str, date], list[str]] = defaultdict(list)
    for at in evidence.tables.absences:
        absences[at.row.officer, at.row.date].append(at.row.kind)
    posts: dict[tuple[str, date], list[Message]] = defaultdict(list)
    mornings = _mornings_after_the_history(evidence)
    for duty in evidence.staff.duties:
        held = at_work(evidence.scenario, duty.row.shift, duty.row.post)
        posts[duty.row.officer, duty.row.date].append(held)
        if duty.hours_after_midnight:
            until = texts.DUTY_UNTIL(duty=held, end=duty.end)
            mornings[duty.row.officer, duty.row.date + ONE_DAY] = until
    day_types = {day: evidence.almanac.day_type(day) for day in evidence.almanac.days}
    for name, officer in evidence.scenario.officers.items():
        leave = days_of_leave(officer)
        other_work = evidence.scenario.units[officer.unit].other_work
        for day, day_type in day_types.items():
            kinds = absences.get((name, day), [])
            duties = posts.get((name, day), [])
            morning = mornings.get((name, day))
            for fault in _faults_of_day(kinds, duties, morning, day in leave, day_type in other_work):
                discrepancies.breach("officer_days", name, day, fault)


def _mornings_after_the_history(evidence: Evidence) -> dict[tuple[str, date], Message]:
    """Officers for whom a night of the history ends on the first day."""
    almanac = evidence.almanac
    eve = almanac.first_day - ONE_DAY
    return {
        (name, almanac.first_day): texts.SHIFT_UNTIL(
            shift=named(evidence.scenario, "shifts", shift), end=almanac.span(eve, shift)[1]
        )
        for name, officer in evidence.scenario.officers.items()
        for shift in officer.history.days.get(eve, ())
        if shift in evidence.scenario.shifts and len(almanac.dates_of(almanac.first_day, shift)) > 1
    }


def _faults_of_day(
    kinds: list[str], duties: list[Message], morning: Message | None, is_on_leave: bool, has_other_work: bool
) -> Iterable[Message]:
    # Duty on a day of leave is a matter of the scenario's rules, and theirs to tell.
    if duties and kinds:
        yield texts.ABSENT_ON_DUTY(duties=all_of(duties), kinds=all_of(kinds))
    if not duties and morning and any(kind != "leave" for kind in kinds):
        yield texts.ABSENT_ON_DUTY(duties=morning, kinds=all_of(kinds))
    if not duties and not kinds and (not morning or is_on_leave):
        yield texts.DAY_UNACCOUNTED()
    if len(kinds) > 1:
        yield texts.TWO_ABSENCES(kinds=all_of(kinds))
    for kind in kinds:
        if is_on_leave and kind != "leave":
            yield texts.NOT_AS_LEAVE(kind=kind)
        elif not is_on_leave and kind == "leave":
            yield texts.LEAVE_NOT_GRANTED()
        elif kind in ("other_duty", "compensatory") and not has_other_work:
            yield texts.NO_OTHER_WORK(kind=kind)


def _check_helpers(evidence: Evidence, discrepancies: Discrepancies) -> None:
    scenario, staff = evidence.scenario, evidence.staff
    posts_of: dict[tuple[date, str, str], list[str]] = defaultdict(list)
    for at in evidence.tables.helpers:
        row, helper = at.row, scenario.helpers[at.row.helper]
        work = (row.date, row.shift, row.post)
        whom = named(scenario, "helpers", row.helper)
        here = texts.HELPER_AT(row=at.line, helper=whom, duty=at_work(scenario, row.shift, row.post))
        posts_of[row.date, row.shift, row.helper].append(row.post)
        if work not in staff.openings:
            discrepancies.breach("duty_has_work", row.helper, row.date, texts.HELPER_NOT_OPEN(here=here))
        if not staff.officers.get(work):
            discrepancies.breach("helpers_in_bounds", row.helper, row.date, texts.HELPER_ALONE(here=here))
        if row.post not in helper.posts:
            own = tuple(named(scenario, "posts", post) for post in helper.posts)
            discrepancies.breach(
                "helpers_in_bounds", row.helper, row.date, texts.HELPER_ELSEWHERE(here=here, posts=own)
            )
        dates = evidence.almanac.dates_of(row.date, row.shift)
        if any(away.first_day <= day <= away.last_day for away in helper.unavailable.values() for day in dates):
            discrepancies.breach("helpers_in_bounds", row.helper, row.date, texts.HELPER_AWAY(here=here))
        place = {"place": (row.place, scenario.posts[row.post].place)}
        about = side_by_side(whom, row.date, named(scenario, "shifts", row.shift))
        discrepancies.compare("helpers.csv", at.line, about, place, ROW_TOLERANCE)
    for (day, shift, name), posts in posts_of.items():
        if len(posts) > 1:
            text = texts.HELPER_IN_TWO_PLACES(
                helper=named(scenario, "helpers", name),
                shift=named(scenario, "shifts", shift),
                posts=all_of(named(scenario, "posts", post) for post in posts),
            )
            discrepancies.breach("one_place_at_a_time", name, day, text)
    weekly = Counter((name, iso_week(day)) for day, _, name in posts_of)
    for (name, week), shifts in weekly.items():
        most = scenario.helpers[name].shifts_per_week
        if shifts > most:
            whom = named(scenario, "helpers", name)
            text = texts.HELPER_TOO_OFTEN(helper=whom, shifts=shifts, week=week, most=most)
            discrepancies.breach("helpers_in_bounds", name, week, text, shifts - most)


def _one_line(text: str) -> str:
    """Text as a cell of a table can hold it."""
    return " ".join(text.split())
