"""Structure of the roster: officers and helpers have work, one place at a time, complete days, lawful loans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from optimizer.verify.almanac import ONE_DAY, iso_week
from optimizer.verify.discrepancies import ROW_TOLERANCE, Discrepancies
from optimizer.verify.duties import Duty
from optimizer.verify.evidence import Evidence
from optimizer.verify.facts import days_of_leave


def check_people(evidence: Evidence, discrepancies: Discrepancies) -> None:
    """Run every check of officers and helpers."""
    _check_duties(evidence, discrepancies)
    _check_one_place(evidence, discrepancies)
    _check_officer_days(evidence, discrepancies)
    _check_helpers(evidence, discrepancies)


def _check_duties(evidence: Evidence, discrepancies: Discrepancies) -> None:
    scenario, staff = evidence.scenario, evidence.staff
    for duty in staff.duties:
        row = duty.row
        officer = scenario.officers[row.officer]
        work = (row.date, row.shift, row.post)
        has_work = work in staff.openings if row.role == "desk" else work in staff.visits
        if not has_work:
            what = "is not open" if row.role == "desk" else "makes no visit"
            text = f"roster.csv row {duty.line}: {row.officer} has {row.shift} at {row.post}, which {what} then"
            discrepancies.breach("duty_has_work", row.officer, row.date, text)
        if officer.unit != duty.unit and duty.unit not in officer.lent_to:
            text = f"roster.csv row {duty.line}: {row.officer} of {officer.unit} is not lent to {duty.unit}"
            discrepancies.breach("loans_allowed", row.officer, row.date, text)
        discrepancies.compare(
            "roster.csv",
            duty.line,
            f"{row.officer} {row.date} {row.shift}",
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


def _check_one_place(evidence: Evidence, discrepancies: Discrepancies) -> None:
    by_officer: dict[str, list[Duty]] = defaultdict(list)
    for duty in evidence.staff.duties:
        by_officer[duty.row.officer].append(duty)
    for officer, duties in by_officer.items():
        duties.sort(key=lambda duty: (duty.start, duty.end))
        latest = duties[0]
        for duty in duties[1:]:
            if duty.start < latest.end:
                text = (
                    f"roster.csv row {duty.line}: {officer} is at {duty.row.post} from {duty.start:%H:%M} while at "
                    f"{latest.row.post} until {latest.end:%H:%M} (row {latest.line})"
                )
                discrepancies.breach("one_place_at_a_time", officer, duty.row.date, text)
            if duty.end > latest.end:
                latest = duty


def _check_officer_days(evidence: Evidence, discrepancies: Discrepancies) -> None:
    absences: dict[tuple[str, date], list[str]] = defaultdict(list)
    for at in evidence.tables.absences:
        absences[at.row.officer, at.row.date].append(at.row.kind)
    posts: dict[tuple[str, date], list[str]] = defaultdict(list)
    mornings = _mornings_after_the_history(evidence)
    for duty in evidence.staff.duties:
        posts[duty.row.officer, duty.row.date].append(f"{duty.row.shift} at {duty.row.post}")
        if duty.hours_after_midnight:
            mornings[duty.row.officer, duty.row.date + ONE_DAY] = (
                f"{duty.row.shift} at {duty.row.post} until {duty.end:%H:%M}"
            )
    day_types = {day: evidence.almanac.day_type(day) for day in evidence.almanac.days}
    for name, officer in evidence.scenario.officers.items():
        leave = days_of_leave(officer)
        other_work = evidence.scenario.units[officer.unit].other_work
        for day, day_type in day_types.items():
            kinds = absences.get((name, day), [])
            duties = posts.get((name, day), [])
            morning = mornings.get((name, day), "")
            for fault in _faults_of_day(kinds, duties, morning, day in leave, day_type in other_work):
                discrepancies.breach("officer_days", name, day, fault)


def _mornings_after_the_history(evidence: Evidence) -> dict[tuple[str, date], str]:
    """Officers for whom a night of the history ends on the first day."""
    almanac = evidence.almanac
    return {
        (name, almanac.first_day): f"{shift} until {almanac.span(almanac.first_day - ONE_DAY, shift)[1]:%H:%M}"
        for name, officer in evidence.scenario.officers.items()
        for shift in officer.history.days.get(almanac.first_day - ONE_DAY, ())
        if shift in evidence.scenario.shifts and len(almanac.dates_of(almanac.first_day, shift)) > 1
    }


def _faults_of_day(
    kinds: list[str], duties: list[str], morning: str, is_on_leave: bool, has_other_work: bool
) -> Iterable[str]:
    # Duty on a day of leave is a matter of the scenario's rules, and theirs to tell.
    if duties and kinds:
        yield f"has {' and '.join(duties)}, but absences.csv has {' and '.join(kinds)}"
    if not duties and morning and any(kind != "leave" for kind in kinds):
        yield f"has {morning}, but absences.csv has {' and '.join(kinds)}"
    if not duties and not kinds and (not morning or is_on_leave):
        yield "has neither a duty nor a row in absences.csv"
    if len(kinds) > 1:
        yield f"absences.csv has {' and '.join(kinds)} on one day"
    for kind in kinds:
        if is_on_leave and kind != "leave":
            yield f"is on leave, but absences.csv has {kind}"
        elif not is_on_leave and kind == "leave":
            yield "absences.csv has leave, but none is granted"
        elif kind in ("other_duty", "compensatory") and not has_other_work:
            yield f"absences.csv has {kind}, but the day has no other work for the unit, so it is rest"


def _check_helpers(evidence: Evidence, discrepancies: Discrepancies) -> None:
    scenario, staff = evidence.scenario, evidence.staff
    posts_of: dict[tuple[date, str, str], list[str]] = defaultdict(list)
    for at in evidence.tables.helpers:
        row, helper = at.row, scenario.helpers[at.row.helper]
        work = (row.date, row.shift, row.post)
        here = f"helpers.csv row {at.line}: {row.helper} has {row.shift} at {row.post}"
        posts_of[row.date, row.shift, row.helper].append(row.post)
        if work not in staff.openings:
            discrepancies.breach("duty_has_work", row.helper, row.date, f"{here}, which is not open then")
        if not staff.officers.get(work):
            discrepancies.breach("helpers_in_bounds", row.helper, row.date, f"{here} without an officer")
        if row.post not in helper.posts:
            discrepancies.breach(
                "helpers_in_bounds", row.helper, row.date, f"{here}, not one of {', '.join(helper.posts)}"
            )
        dates = evidence.almanac.dates_of(row.date, row.shift)
        if any(away.first_day <= day <= away.last_day for away in helper.unavailable.values() for day in dates):
            discrepancies.breach("helpers_in_bounds", row.helper, row.date, f"{here}, but is not available then")
        place = {"place": (row.place, scenario.posts[row.post].place)}
        discrepancies.compare("helpers.csv", at.line, f"{row.helper} {row.date} {row.shift}", place, ROW_TOLERANCE)
    for (day, shift, name), posts in posts_of.items():
        if len(posts) > 1:
            discrepancies.breach("one_place_at_a_time", name, day, f"{name} has {shift} at {' and '.join(posts)}")
    weekly = Counter((name, iso_week(day)) for day, _, name in posts_of)
    for (name, week), shifts in weekly.items():
        most = scenario.helpers[name].shifts_per_week
        if shifts > most:
            text = f"{name} has {shifts} shifts in {week}, at most {most}"
            discrepancies.breach("helpers_in_bounds", name, week, text, shifts - most)


def _one_line(text: str) -> str:
    """Text as a cell of a table can hold it."""
    return " ".join(text.split())
