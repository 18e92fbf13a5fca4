"""Who of a crew is there, and what visits serve: by hand, and against draws."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from optimizer.campaign.forecast import forecast
from optimizer.campaign.service.desks import best_service, desk_service, fewest_officers
from optimizer.campaign.service.least_queues import largest_shares
from optimizer.campaign.service.visits import called_on, calls_at_homes, served_at_school
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from optimizer.world.uncertainty import Uncertainty
from optimizer.world.world import World
from tests.property.test_two_forecasts_agree import draw_decisions
from tests.worlds.small import small_world

ILL = Uncertainty(missing=0.2)


def world(uncertainty: dict[str, object] | None = None, **arguments: object) -> World:
    data = small_world(2, 10, 4, mobile_team=True, **arguments)
    return compile_world(Scenario.model_validate(data | ({"uncertainty": uncertainty} if uncertainty else {})))


def test_what_a_scenario_says_of_chance() -> None:
    """Households of one and three: the second moment is 5, the first 2."""
    known = world(
        {
            "household_sizes": [0.5, 0.0, 0.5],
            "absence": {"share": 0.1, "covered": 0.4},
            "national_system": {"down": 0.3, "slow": 0.8, "slow_factor": 2.0},
        }
    ).uncertainty
    assert known == Uncertainty(True, 2.5, 0.6, pytest.approx(0.06), 0.3, pytest.approx(0.7), 2.0)
    assert known.ordinary == pytest.approx(0.0)
    assert world().uncertainty == Uncertainty()
    assert not world({"one_by_one": False}).uncertainty.has_queues


@pytest.mark.parametrize(
    ("size", "least", "lanes", "officers", "helpers", "expected"),
    [
        (2, 1, 1, 2, 0, [(0.64, 1)]),
        (2, 1, 1, 1, 1, [(0.8, 1)]),
        (3, 1, 3, 1, 1, [(0.8, 2)]),
        (2, 2, 3, 3, 0, [(0.512, 3), (0.384, 2)]),
        (2, 1, 2, 2, 1, [(0.64, 2), (0.32, 2)]),
    ],
)
def test_who_of_a_crew_is_there(
    size: int, least: int, lanes: int, officers: int, helpers: int, expected: list[tuple[float, int]]
) -> None:
    """Of more than the least crew somebody may be missing, of a crew already short of it nobody."""
    here = replace(world(), uncertainty=ILL)
    post = replace(here.posts[0], crew_size=size, crew_officers=least, lanes=lanes)
    crews = desk_service(here, post, min(post.may_open), officers, helpers).crews
    assert crews == tuple((pytest.approx(probability), number) for probability, number in expected)


def test_no_crew_is_better_than_the_best() -> None:
    """Two officers, or one with the commune's helper; where the desk must be open, one alone may have to do."""
    here = replace(world(), uncertainty=ILL)
    post, day_shift = here.posts[0], min(here.posts[0].must_open)
    assert fewest_officers(here, post) == 1
    assert fewest_officers(replace(here, helpers=()), post) == 2
    assert best_service(replace(here, helpers=()), post, day_shift).share(0.0, 0.0) == pytest.approx(0.64)
    assert best_service(replace(here, helpers=()), post, day_shift, is_whole=False).share(0.0, 0.0) == pytest.approx(
        0.8
    )


SECTION = {"absence": {"share": 0.1}, "national_system": {"down": 0.05, "slow": 0.1}}


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_serves_a_larger_share_than_the_largest(seed: int) -> None:
    """Whatever opens, whoever is invited and visited, with crews as asked for or less."""
    here = world(SECTION if seed % 2 else {}, target=300)
    drawn = draw_decisions(here, random.Random(seed))
    openings = (replace(each, helpers=min(each.helpers, 2 - each.officers)) for each in drawn.openings)
    decisions = replace(drawn, openings=tuple(openings))
    shares = {key: largest_shares(here, pool, is_whole=False) for key, pool in here.pools.items()}
    shift_of = {shift.id: number for number, shift in enumerate(here.shifts)}
    day_of = {day.date: day.index for day in here.days}
    followed = forecast(here, decisions).openings
    assert len(followed) > 10
    for row in followed:
        at = DayShift(day_of[row.date], shift_of[row.shift])
        share = shares[row.place, row.stream][row.post, at]
        assert row.expected_served <= share * (row.own_arrivals + row.mobilised_arrivals) + 1e-9


@pytest.mark.parametrize(("eligible", "minutes"), [(20, 200.0), (80, 200.0), (110, 200.0), (150, 200.0), (60, 60.0)])
def test_pupils_are_served_as_in_drawn_visits(eligible: int, minutes: float) -> None:
    """Pupils come one by one, and are served one after another as long as the visit has not ended."""
    here = world({"absence": {"share": 0.0}, "national_system": {"down": 0.0}})
    programme = next(each for each in here.programmes if each.kind == "school")
    programme = replace(programme, minutes_per_person=2.0)
    draw = np.random.default_rng(1)
    begins = np.cumsum(2.0 * draw.gamma(1 / 0.36, 0.36, (20_000, 400)), axis=1)
    able = 1 + (begins < minutes).sum(axis=1)
    served = np.minimum(able, draw.binomial(eligible, 0.9, 20_000))
    expected = served_at_school(here.uncertainty, programme, float(eligible), 0.9, minutes)
    assert expected == pytest.approx(served.mean(), abs=0.15)


def test_visits_are_cancelled() -> None:
    """Both of a crew of two are there on 64 of 100 days, and the system works on 90 of 100 of them, slow on some."""
    here = replace(world(), uncertainty=Uncertainty(missing=0.2, down=0.1, slow=0.5, slow_factor=4.0))
    schools, homes = (next(p for p in here.programmes if p.kind == kind) for kind in ("school", "home_visit"))
    schools = replace(schools, minutes_per_person=2.0, team=replace(schools.team, crew_size=2))
    assert served_at_school(here.uncertainty, schools, 100.0, 0.5, 100.0) == pytest.approx(
        0.64 * (0.4 * 50 + 0.5 * 12.5)
    )
    homes = replace(homes, people_per_shift=10.0, team=replace(homes.team, crew_size=2))
    assert calls_at_homes(here.uncertainty, homes.team) == pytest.approx(0.64 * 0.9)
    assert called_on(here.uncertainty, homes) == pytest.approx(0.64 * 0.9 * 10)
