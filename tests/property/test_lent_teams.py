"""Teams lent between districts: used where fewer are missed then, never to anybody's loss, and verified."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.campaign.tier_values import journey_burden
from optimizer.campaign.visits.team_itinerary import TeamItinerary
from optimizer.scenario.schema import Scenario
from optimizer.verify import verify_plan
from tests.worlds.planned import Planned, plan
from tests.worlds.two_districts import FRIDAY, SATURDAY, two_districts

THREE_DAYS = {"first_day": "2024-04-05", "last_day": "2024-04-07"}


@pytest.fixture(scope="module")
def lending() -> Planned:
    return plan(two_districts(lent=True))


@pytest.fixture(scope="module")
def alone() -> Planned:
    return plan(two_districts(lent=False))


def lent_visits(planned: Planned) -> list[tuple[str, str]]:
    """Team and place of the visits in the other district."""
    return [(row.team, row.place) for row in planned.plan.visits if row.team[0] != row.place[0]]


def test_a_team_is_lent_where_it_pays(lending: Planned, alone: Planned) -> None:
    assert lending.verified().passed, "\n".join(lending.verified().lines())
    assert alone.verified().passed
    assert {team for team, _ in lent_visits(lending)} == {"e_mobile", "w_mobile"}
    assert lent_visits(alone) == []
    assert lending.tiers["shortfall"].value < alone.tiers["shortfall"].value - 1.0
    crews = [row for row in lending.plan.roster if row.post == "e_mobile" and row.place.startswith("w_")]
    assert {row.unit for row in crews if row.role == "team"} == {"e_district_team"}
    assert {row.unit[0] for row in crews if row.role == "local"} == {"w"}


def test_a_team_whose_kit_does_not_work_is_not_lent(lending: Planned) -> None:
    assert any(team == "e_mobile" for team, _ in lent_visits(lending))
    broken = two_districts(lent=True)
    broken["kits"] = {"kit_e": {"unavailable": {"repair": FRIDAY}}}
    planned = plan(broken)
    assert planned.verified().passed, "\n".join(planned.verified().lines())
    assert not any(team == "e_mobile" for team, _ in lent_visits(planned))


def test_a_team_that_is_lent_stays_away_from_its_own_places(lending: Planned) -> None:
    """All visits of days on which it is away are the others'."""
    world = lending.world
    own, other = (next(team for team in world.teams if team.id == name) for name in ("w_mobile", "e_mobile"))
    days = range(len(world.days))
    at_home = TeamItinerary(world, (own,), {})
    away = TeamItinerary(world, (own,), {other: frozenset(days)}, away=days)
    assert any(stop.programme.team is own for stop in at_home.solve(1)[1])
    assert {stop.programme.team for stop in away.solve(1)[1]} == {other}


def test_a_loan_counts_as_burden(lending: Planned) -> None:
    data = two_districts(lent=True)
    data.setdefault("objectives", {})["burden"] = {"loan": 3.0}
    dearer = verify_plan(Scenario.model_validate(data), lending.plan)
    wrong = [figure for figure in dearer.figures if figure.file == "burden.csv" and figure.column == "burden"]
    duties = [row for row in lending.plan.roster if row.role == "team" and row.unit[0] != row.place[0]]
    more = sum(float(str(figure.recomputed)) - float(str(figure.claimed)) for figure in wrong)
    assert duties
    assert more == pytest.approx(2.0 * len(duties), abs=0.01)


def test_only_the_teams_named_may_be_lent(lending: Planned) -> None:
    verification = verify_plan(Scenario.model_validate(two_districts(lent=False)), lending.plan)
    assert any("no programme has" in breach.evidence for breach in verification.hard_breaches)


def test_a_place_has_one_team_at_a_time(lending: Planned) -> None:
    lent = next(row for row in lending.plan.visits if row.team[0] != row.place[0])
    own = next(row for row in lending.plan.visits if row.team == "w_mobile" and row.kind == lent.kind)
    beside = replace(lent, place=own.place, shift=own.shift, date=own.date)
    visits = tuple(beside if row is lent else row for row in lending.plan.visits)
    verification = verify_plan(lending.scenario, replace(lending.plan, visits=visits))
    assert any("is already" in breach.evidence for breach in verification.hard_breaches)


@pytest.mark.parametrize(
    ("west", "east", "officers"), [(FRIDAY, FRIDAY, 4), (SATURDAY, THREE_DAYS, 3), (THREE_DAYS, FRIDAY, 2)]
)
def test_lending_never_makes_the_shortfall_worse(west: dict[str, str], east: dict[str, str], officers: int) -> None:
    with_loans, without = (
        plan(two_districts(lent=lent, west=west, east=east, officers=officers)) for lent in (True, False)
    )
    assert with_loans.verified().passed
    values = [(p.tiers["standing"].value, round(p.tiers["shortfall"].value, 2)) for p in (with_loans, without)]
    assert values[0] <= values[1]


def test_no_plan_beats_the_bounds_of_districts_that_share_teams(lending: Planned, alone: Planned) -> None:
    """The plan without loans is one of those that the bounds with loans are about."""
    planner = lending.loop.planner
    assert len(planner.components) == 2
    planner.prove(lending.tiers["standing"].value, lending.tiers["shortfall"].value)
    shortfall = planner.shortfall_bound + planner.itinerary.shortfall_bound
    assert 0.0 < shortfall <= lending.tiers["shortfall"].value + 1e-6
    assert planner.standing_bound <= min(each.tiers["standing"].value for each in (lending, alone))
    # Burden is compared with plans that miss no more, which the plan without loans does.
    journeys = planner.journeys_bound(alone.tiers["shortfall"].value)
    assert journeys <= journey_burden(alone.world, alone.state.staffed.campaign.decisions.stops) + 1e-6
