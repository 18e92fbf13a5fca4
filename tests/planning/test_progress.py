"""What is told while a campaign is planned."""

from __future__ import annotations

from tests.worlds.planned import plan
from tests.worlds.small import lawful_rules, small_world


def test_no_more_officers_are_told_to_be_lacking_than_standing_duties_need() -> None:
    """The solver's weights of standing duties are no officers."""
    days, crew = 6, 3
    data = small_world(1, days, 2, first_day="2024-04-01") | {"rules": lawful_rules()}
    for post in data["posts"].values():
        post["crew"] = {"size": crew, "officers": crew}
    planned = plan(data)
    told = [event.value for event in planned.events if (event.stage, event.tier) == ("roster", "standing")]
    assert planned.tiers["standing"].value > 0.0
    assert max(value for value in told if value is not None) <= days * len(data["shifts"]) * crew
