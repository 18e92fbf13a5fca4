"""What the value of a parameter changes in a scenario, and which parameters a scenario does not have."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import ScenarioError
from optimizer.scenario.changing import changed, written_out
from optimizer.scenario.loading import LoadedScenario, load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.sweep.parameters import amendment_of, parameter_diagnostic
from optimizer.sweep.schema import (
    OfficersParameter,
    OfficersPerUnitParameter,
    Parameter,
    ScaleParameter,
    SetParameter,
)
from tests.worlds.small import small_world, write_world

HERE = "scenarios/sweeps/x.yaml:7"


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedScenario:
    """A town of 90 accounts with four officers, a commune of 60 with three."""
    world = small_world(2, 7, 4, mobile_team=False)
    world["places"]["tan_phu"]["pools"]["activation"] |= {"target": 90, "people": 200}
    del world["officers"]["thuan_phu_4"]
    return load_scenario(write_world(tmp_path, world))


def tried(loaded: LoadedScenario, *values: tuple[Parameter, Any]) -> Scenario:
    return changed(loaded, [amendment_of(parameter, value, HERE) for parameter, value in values]).scenario


def officers(scenario: Scenario) -> dict[str, int]:
    counts: dict[str, int] = {}
    for officer in scenario.officers.values():
        counts[officer.unit] = counts.get(officer.unit, 0) + 1
    return counts


def test_a_value_is_set_and_its_line_is_remembered(loaded: LoadedScenario) -> None:
    found = changed(loaded, [amendment_of(SetParameter(path="shifts.evening.end"), "21:00", HERE)])
    assert f"{found.scenario.shifts['evening'].end:%H:%M}" == "21:00"
    assert [(change.path, change.old, change.new, change.origin) for change in found.changes] == [
        ("shifts.evening.end", "22:00", "21:00", HERE)
    ]


def test_a_star_stands_for_every_entry(loaded: LoadedScenario) -> None:
    found = tried(loaded, (SetParameter(path="officers.*.hours_per_week"), 20.0))
    assert {officer.hours_per_week for officer in found.officers.values()} == {20.0}


def test_null_removes_an_entry(loaded: LoadedScenario) -> None:
    found = tried(loaded, (SetParameter(path="helpers.helper_tan_phu"), None))
    assert set(found.helpers) == {"helper_thuan_phu"}


def test_a_factor_keeps_whole_numbers_whole(loaded: LoadedScenario) -> None:
    found = tried(loaded, (ScaleParameter(path="organisations.*.weekly_capacity"), 0.75))
    assert found.organisations["youth_union"].weekly_capacity == 8
    rate = tried(loaded, (ScaleParameter(path="organisations.*.show_up_rate"), 0.5))
    assert rate.organisations["youth_union"].show_up_rate == 0.25


def test_later_values_see_what_earlier_ones_changed(loaded: LoadedScenario) -> None:
    capacity = "organisations.youth_union.weekly_capacity"
    found = tried(loaded, (SetParameter(path=capacity), 20), (ScaleParameter(path=capacity), 2))
    assert found.organisations["youth_union"].weekly_capacity == 40


@pytest.mark.parametrize(
    ("number", "counts"),
    [
        # 90 and 60 accounts, 4 and 3 officers: 22.5 and 20 a head. One less leaves 30 in either; ties go to the first.
        (7, {"tan_phu": 4, "thuan_phu": 3}),
        (6, {"tan_phu": 3, "thuan_phu": 3}),
        (5, {"tan_phu": 3, "thuan_phu": 2}),
        (2, {"tan_phu": 1, "thuan_phu": 1}),
        (8, {"tan_phu": 5, "thuan_phu": 3}),
        (9, {"tan_phu": 5, "thuan_phu": 4}),
    ],
)
def test_officers_go_where_fewest_wait_for_each_and_come_where_most_do(
    loaded: LoadedScenario, number: int, counts: dict[str, int]
) -> None:
    parameter = OfficersParameter(units=("tan_phu", "thuan_phu"))
    assert officers(tried(loaded, (parameter, number))) == counts


def test_more_officers_are_always_all_of_the_fewer_and_others(loaded: LoadedScenario) -> None:
    parameter = OfficersParameter(units=("tan_phu", "thuan_phu"))
    sets = [set(tried(loaded, (parameter, number)).officers) for number in range(2, 12)]
    assert all(fewer < more for fewer, more in pairwise(sets))


def test_an_added_officer_is_like_the_last_of_the_unit_but_has_no_leave(loaded: LoadedScenario) -> None:
    leave = {"annual": {"first_day": "2024-04-05", "last_day": "2024-04-05"}}
    on_leave = SetParameter(path="officers.tan_phu_4.leave")
    found = tried(loaded, (on_leave, leave), (OfficersPerUnitParameter(units=("tan_phu",)), 1))
    added, last = found.officers["tan_phu_plus_1"], found.officers["tan_phu_4"]
    assert (added.unit, added.hours_per_week, added.skills) == (last.unit, last.hours_per_week, last.skills)
    assert last.leave
    assert not added.leave


def test_the_last_of_the_unit_goes_first(loaded: LoadedScenario) -> None:
    found = tried(loaded, (OfficersPerUnitParameter(units=("tan_phu", "thuan_phu")), -1))
    assert set(found.officers) == {"tan_phu_1", "tan_phu_2", "tan_phu_3", "thuan_phu_1", "thuan_phu_2"}


@pytest.mark.parametrize(
    ("parameter", "value", "what"),
    [
        (OfficersParameter(units=("tan_phu", "thuan_phu")), 1, "1 officers for 2 units"),
        (OfficersPerUnitParameter(units=("thuan_phu",)), -4, "thuan_phu has 3 officers and cannot have -1"),
        (SetParameter(path="shifts.evening.end"), "25:00", "end is '25:00'"),
    ],
)
def test_a_value_that_makes_no_scenario_is_refused_at_its_line(
    loaded: LoadedScenario, parameter: Parameter, value: Any, what: str
) -> None:
    with pytest.raises(ScenarioError) as error:
        tried(loaded, (parameter, value))
    assert str(error.value.diagnostics[0].what) == what
    assert str(error.value.diagnostics[0].where).startswith(HERE)


@pytest.mark.parametrize(
    ("parameter", "what", "remedy"),
    [
        (
            SetParameter(path="campaign.finish_bye"),
            "unknown key 'finish_bye' in campaign.finish_bye",
            "did you mean 'finish_by'?",
        ),
        (
            SetParameter(path="officers.tan_phu_9.hours_per_week"),
            "there is no 'tan_phu_9' in officers.tan_phu_9.hours_per_week",
            "did you mean 'tan_phu_4'?",
        ),
        (SetParameter(path="rules.rest.hour"), "unknown key 'hour' in rules.rest.hour", "did you mean 'hours'?"),
        (
            SetParameter(path="teams.*.setup_minutes"),
            "there is no '*' in teams.*.setup_minutes",
            "there are no entries here; remove it",
        ),
        (
            ScaleParameter(path="shifts.evening.end"),
            "'22:00' at shifts.evening.end is no number",
            "scale numbers only; use kind: set for other values",
        ),
        (
            ScaleParameter(path="officers.tan_phu_1.leave"),
            "{} at officers.tan_phu_1.leave is no number",
            "scale numbers only; use kind: set for other values",
        ),
        (
            OfficersParameter(units=("tan_phu", "thuan_pho")),
            "unknown unit 'thuan_pho'",
            "did you mean 'thuan_phu'?",
        ),
    ],
)
def test_what_the_scenario_does_not_have_is_told_with_the_nearest(
    loaded: LoadedScenario, parameter: Parameter, what: str, remedy: str
) -> None:
    assert tuple(map(str, parameter_diagnostic(parameter, written_out(loaded)) or ())) == (what, remedy)


@pytest.mark.parametrize(
    "parameter",
    [
        SetParameter(path="rules.rest.hours"),
        SetParameter(path="calendar.holidays.2024-04-10"),
        SetParameter(path="rules.new"),
        ScaleParameter(path="service.activation.shift_factor.evening"),
        OfficersPerUnitParameter(units=("tan_phu",)),
    ],
)
def test_what_the_scenario_has_is_no_problem(loaded: LoadedScenario, parameter: Parameter) -> None:
    assert parameter_diagnostic(parameter, written_out(loaded)) is None
