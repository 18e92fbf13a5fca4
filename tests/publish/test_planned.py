"""The roster of a planned campaign comes back from every form it is published in, and verifies as it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

import pytest

from optimizer.run.reading import read_plan
from optimizer.stopping import StopRequest
from optimizer.verify import verify_plan
from optimizer.workflows.plan import PlanOutcome, plan_campaign
from optimizer.workflows.preparing import PlanRequest
from optimizer.world.plan import RosterRow
from tests.publish.documents import roster_of_calendars, roster_of_workbook
from tests.worlds.planned import standing_still
from tests.worlds.small import lawful_rules, small_world, write_world

ORDER = attrgetter("date", "start", "post", "officer")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> PlanOutcome:
    """Two units and a visiting team."""
    folder = tmp_path_factory.mktemp("planned")
    scenario = write_world(folder, small_world(2, 8, 4, first_day="2024-04-01") | {"rules": lawful_rules()})
    request = PlanRequest(scenario, folder / "run", seconds=4.0, deterministic=True)
    return plan_campaign(request, lambda event: None, StopRequest(), standing_still)


def from_csv(outcome: PlanOutcome) -> tuple[RosterRow, ...]:
    return read_plan(outcome.directory)[0].roster


def from_workbook(outcome: PlanOutcome) -> tuple[RosterRow, ...]:
    return roster_of_workbook((outcome.directory / "roster.xlsx").read_bytes())


def from_calendars(outcome: PlanOutcome) -> tuple[RosterRow, ...]:
    files = sorted((outcome.directory / "calendars").glob("*.ics"))
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in files}
    return roster_of_calendars(texts, outcome.publication.scenario.officers)


@pytest.mark.parametrize("read", [from_csv, from_workbook, from_calendars])
def test_the_roster_comes_back_and_verifies(
    outcome: PlanOutcome, read: Callable[[PlanOutcome], tuple[RosterRow, ...]]
) -> None:
    publication = outcome.publication
    roster = tuple(sorted(read(outcome), key=ORDER))
    assert roster == tuple(sorted(publication.plan.roster, key=ORDER))
    assert {row.role for row in roster} == {"desk", "team", "local"}
    verification = verify_plan(publication.scenario, replace(publication.plan, roster=roster), publication.record)
    assert verification.passed
    assert verification.figures_compared == outcome.verification.figures_compared


def test_a_roster_that_lost_a_row_does_not_verify(outcome: PlanOutcome) -> None:
    publication = outcome.publication
    roster = from_csv(outcome)[1:]
    lost = replace(publication.plan, roster=roster)
    assert not verify_plan(publication.scenario, lost, publication.record).passed
