"""Encodings, timelines and checks agree on worlds and statements nobody thought of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from optimizer.rules.catalogue import KINDS, AnyStatement, Rule, timeliner
from tests.contract.agreement import agreement
from tests.contract.timelines import disagreements, measured_rosters
from tests.worlds.micro import DutyDrawing, OfficerDrawing, Wish, World

SHIFTS = ["morning", "late_morning", "day", "evening", "night"]
PERIODS = st.sampled_from(["day", "week", "month", "horizon", {"rolling_days": 2}, {"rolling_days": 4}])
LARGEST_WORLD = 600
"""Rosters of a drawn world."""


@st.composite
def officers(draw: st.DrawFn, name: str, days: int) -> OfficerDrawing:
    past = st.sampled_from(
        ["morning", "evening", "night", "day evening", "rest", "compensatory", "leave", "other_duty"]
    )
    return OfficerDrawing(
        name,
        unit=draw(st.sampled_from(["tan_phu", "tan_lap"])),
        skills=draw(st.sampled_from([frozenset(), frozenset({"kit"})])),
        hours_per_week=draw(st.sampled_from([0.0, 8.0, 13.5, 48.0])),
        lent_to=draw(st.sampled_from([frozenset(), frozenset({"tan_phu"})])),
        leave=draw(st.frozensets(st.integers(0, days), max_size=2)),
        wishes=tuple(
            draw(
                st.lists(
                    st.builds(
                        Wish,
                        st.integers(0, days - 1),
                        st.sampled_from([None, "morning", "evening"]),
                        st.booleans(),
                        st.sampled_from([0.0, 0.5, 2.0]),
                    ),
                    max_size=2,
                )
            )
        ),
        history=draw(st.dictionaries(st.integers(-7, -1), past, max_size=7)),
        past_burden=draw(st.sampled_from([0.0, 1.0, 2.75])),
        past_days=draw(st.sampled_from([0, 3, 10])),
    )


@st.composite
def duties(draw: st.DrawFn, days: int, names: list[str]) -> DutyDrawing:
    minimum = draw(st.integers(0, 2))
    return DutyDrawing(
        draw(st.integers(0, days - 1)),
        draw(st.sampled_from(SHIFTS)),
        draw(st.sampled_from(["desk", "visit"])),
        draw(st.sampled_from(["tan_phu", "tan_lap"])),
        minimum,
        draw(st.integers(minimum, 2)),
        None,
        draw(st.integers(0, 3)),
        draw(st.integers(0, 2)),
        draw(st.sampled_from([0.0, 1.0, 2.25])),
        draw(st.sampled_from([0.0, 0.5])),
        draw(st.sampled_from([None, None, (names[0],)])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    days = draw(st.integers(1, 8))
    names = draw(st.sampled_from([["an"], ["an", "binh"]]))
    drawn = draw(
        st.lists(duties(days, names), max_size=5, unique_by=lambda duty: (duty.day, duty.shift, duty.post, duty.unit))
    )
    first_day = date(2024, 4, 22) + timedelta(days=draw(st.integers(0, 13)))
    rows = [(name, duty.day, duty.shift, duty.post) for duty in drawn for name in names]
    published = draw(st.one_of(st.none(), st.frozensets(st.sampled_from(rows)))) if rows else None
    world = World(
        first_day,
        days,
        tuple(draw(officers(name, days)) for name in names),
        tuple(drawn),
        holidays=draw(st.frozensets(st.integers(-7, days - 1), max_size=2)),
        other_work=draw(st.sampled_from([frozenset(), frozenset({"weekday"})])),
        history_days=7,
        overtime_weight=draw(st.sampled_from([0.0, 0.25])),
        published=published,
        first_free=draw(st.integers(-1, 4)),
    )
    assume(_number_of_rosters(world) <= LARGEST_WORLD)
    return world


def _number_of_rosters(world: World) -> int:
    number = 1
    for officer in world.officers:
        for day in range(world.days):
            held = sum(d.day == day and (d.officers is None or officer.id in d.officers) for d in world.duties)
            # An upper bound: holidays and leave leave fewer.
            has_other_work = world.other_work and world.date_of(day).isoweekday() <= 5 and day not in officer.leave
            number *= 2**held + (2 if has_other_work else 0)
    return number


def _bounds(most: st.SearchStrategy[object], least: st.SearchStrategy[object]) -> dict[str, st.SearchStrategy[object]]:
    return {"at_most": st.one_of(st.none(), most), "at_least": st.one_of(st.none(), least)}


SHIFT = st.sampled_from(SHIFTS)
PARAMETERS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "one_duty_at_a_time": {},
    "rest_between_duties": {"hours": st.sampled_from([0.5, 9.0, 12.0, 24.25, 50.0])},
    "forbidden_sequences": {"pairs": st.lists(st.tuples(SHIFT, SHIFT).map(list), min_size=1, max_size=3)},
    "consecutive_days": {
        "of": st.sampled_from(["work", "duty", "evening", "off", "morning"]),
        **_bounds(st.integers(1, 5), st.integers(1, 5)),
    },
    "hours_in_period": {
        "period": PERIODS,
        "of": st.sampled_from(["duty", "overtime", "all_work"]),
        **_bounds(st.sampled_from(["officer", 0, 6.5, 12, 20, 40]), st.sampled_from([0.25, 8.0, 16.0, 48.0])),
    },
    "duties_in_period": {
        "period": PERIODS,
        "of": st.sampled_from(["duties", "days", "evenings", "weekends", "morning"]),
        **_bounds(st.integers(0, 4), st.integers(1, 4)),
    },
    "rest_days": {"at_least": st.integers(1, 4), "period": st.sampled_from(["week", "month"])},
    "compensatory_time": {"within_days": st.integers(1, 8), "hours_per_day": st.sampled_from([4.0, 8.0])},
    "availability": {"of": st.sampled_from(["leave", "requests"])},
    "qualification": {},
    "coverage": {},
    "fair_share": {
        "measure": st.sampled_from(["burden", "evenings", "weekend_duties", "hours"]),
        "group_by": st.sampled_from(["unit", "scope"]),
        "at_most": st.sampled_from([0.0, 0.0, 0.125, 1.0]),
    },
    "together_apart": {
        "officers": st.just(["binh", "an"]),
        "relation": st.sampled_from(["together", "apart"]),
        "per": st.sampled_from(["duty", "shift"]),
    },
    "stability": {
        "notice": st.lists(st.tuples(st.integers(1, 8), st.sampled_from([0.5, 1.25, 3.0])), max_size=2),
        "rest_day_extra": st.sampled_from([0.0, 0.75]),
    },
}


@st.composite
def statements(draw: st.DrawFn, kind: str) -> AnyStatement:
    parameters = {name: draw(strategy) for name, strategy in PARAMETERS[kind].items()}
    scope = draw(st.sampled_from([{}, {}, {"officers": ["an"]}, {"units": ["tan_phu"]}]))
    try:
        statement: AnyStatement = TypeAdapter(Rule).validate_python({"kind": kind, "scope": scope, **parameters})
    except ValidationError:
        assume(False)
    return statement


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_encoding_timeline_and_check_agree_on_drawn_worlds(kind: str, data: st.DataObject) -> None:
    statement = data.draw(statements(kind))
    world = data.draw(worlds())
    found = agreement(statement, world)
    assert (found.loose, found.tight) == (0, 0)
    assert found.different == []
    if timeliner(kind) is not None:
        assert list(disagreements(statement, world, measured_rosters(statement, world))) == []
