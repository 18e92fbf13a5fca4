"""The same roster in every format."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import pytest

from optimizer.publish.html.report import report_html
from optimizer.publish.ics.calendars import file_names
from optimizer.publish.publishing import publish_run
from optimizer.publish.xlsx.workbook import workbook_bytes
from optimizer.run.reading import read_plan
from optimizer.verify import verify_plan
from tests.publish.documents import SMALL, open_sheets, roster_of_calendars, roster_of_workbook


def rosters_read_back(tmp_path):
    """The roster as each of the formats gives it back."""
    folder = publish_run(tmp_path / "run", SMALL)
    yield read_plan(folder)[0].roster
    yield roster_of_workbook((folder / "roster.xlsx").read_bytes())
    names = file_names(SMALL.scenario.officers)
    yield roster_of_calendars({key: (folder / "calendars" / name).read_bytes().decode() for key, name in names.items()})


def test_the_verifier_judges_the_roster_of_every_format_alike(tmp_path):
    order = attrgetter("date", "shift", "officer")
    judged = [
        verify_plan(
            SMALL.scenario, replace(SMALL.plan, roster=tuple(sorted(roster, key=order))), SMALL.record
        ).to_json()
        for roster in (SMALL.plan.roster, *rosters_read_back(tmp_path))
    ]
    assert len(judged) == 4
    assert all(one == judged[0] for one in judged)


@pytest.mark.parametrize("kept", [("evening",), ("morning", "evening")])
def test_any_number_of_shifts_a_day(kept):
    data = SMALL.scenario.model_dump(mode="json")
    data["shifts"] = {shift: data["shifts"][shift] for shift in kept}
    data["visits"] = {}
    roster = tuple(row for row in SMALL.plan.roster if row.shift in kept)
    openings = tuple(row for row in SMALL.plan.openings if row.shift in kept)
    world = replace(
        SMALL,
        scenario=type(SMALL.scenario).model_validate(data),
        plan=replace(SMALL.plan, roster=roster, openings=openings, visits=()),
    )
    assert len(open_sheets(workbook_bytes(world))["Danh sách ca trực"]) == len(roster) + 1
    assert f".m{2 ** len(kept) - 1} " in report_html(world)
