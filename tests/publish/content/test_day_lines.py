"""What happens on each day, a line an officer, desk or team."""

from __future__ import annotations

from dataclasses import replace

from optimizer.publish.content.day_lines import officer_lines, opening_lines
from optimizer.scenario.calendar_view import CalendarView
from tests.publish.documents import SMALL

DAYS = CalendarView(SMALL.scenario).days


def test_an_officers_day_has_the_duties_in_order_or_the_absence() -> None:
    order = list(SMALL.scenario.shifts)
    duties: dict[tuple[str, object], list[str]] = {}
    for row in SMALL.plan.roster:
        duties.setdefault((row.name, row.date), []).append(row.shift)
    absences = {(SMALL.scenario.officers[row.officer].name, row.date): row.kind for row in SMALL.plan.absences}
    for block in officer_lines(SMALL):
        for line in block.lines:
            for day, told in zip(DAYS, line.days, strict=True):
                shifts = sorted(duties.get((line.label, day), []), key=order.index)
                assert [entry.shift for entry in told.entries] == shifts
                assert told.absence == absences.get((line.label, day))


def test_a_visit_tells_its_place_too() -> None:
    visit = SMALL.plan.visits[0]
    team = next(row for row in SMALL.plan.roster if row.role == "team" and row.date == visit.date)
    lines = {line.label: line for block in officer_lines(SMALL) for line in block.lines}
    entry = next(one for one in lines[team.name].days[DAYS.index(team.date)].entries if one.is_visit)
    school = SMALL.scenario.places[team.place].name
    assert entry.text == f"Sáng 06h20–11h40: Tổ CCCD lưu động – {school}"
    teams = {line.label: line for block in opening_lines(SMALL) for line in block.lines}
    (visited,) = teams["Tổ CCCD lưu động"].days[DAYS.index(visit.date)].entries
    assert (visited.text, visited.is_visit) == (f"Sáng: {SMALL.scenario.places[visit.place].name}", True)


def test_openings_tell_lanes_crew_and_what_is_expected() -> None:
    row = replace(SMALL.plan.openings[0], lanes=2, officers=1, helpers=1, expected_done=9.25)
    published = replace(SMALL, plan=replace(SMALL.plan, openings=(row,), visits=()))
    told = [
        (line.label, entry)
        for block in opening_lines(published)
        for line in block.lines
        for day in line.days
        for entry in day.entries
    ]
    ((label, entry),) = told
    # The only desk of its stream at the place is called by the place.
    assert label == SMALL.scenario.places[row.place].name
    assert entry.text == f"{SMALL.scenario.shifts[row.shift].name}: 2 luồng, 2 người, dự kiến 9,2"
