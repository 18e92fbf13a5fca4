"""What the linear model says of every plan, held against a plan made by hand."""

from __future__ import annotations

from optimizer.campaign.allocation.hours import Hours
from optimizer.campaign.allocation.linear_model import AllocationModel
from optimizer.campaign.allocation.shift_classes import shift_classes
from optimizer.campaign.decisions import Decisions, Opening
from optimizer.campaign.forecast import forecast
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.world.calendar import DayShift
from tests.worlds.small import small_world

PLENTY = 10**6


def test_all_the_invited_may_come_in_time_where_standing_duties_may_be_closed() -> None:
    """A standing duty after ``finish_by`` that is left without people takes nobody away from the shifts before it."""
    data = small_world(1, 4, 4, first_day="2024-04-01")
    data["campaign"]["finish_by"] = "2024-04-02"
    data["organisations"]["youth_union"]["weekly_capacity"] = 40
    for segment in data["turnout"]["activation"]["segments"].values():
        segment["arrival"] = {day_type: dict.fromkeys(data["shifts"], 0.0001) for day_type in segment["arrival"]}
    world = compile_world(Scenario.model_validate(data))
    (post,), (organisation,) = world.posts, world.organisations
    openings = tuple(
        Opening(post, DayShift(day, shift), post.crew_size, 0) for day in (0, 1) for shift in range(len(world.shifts))
    )
    week = world.days[0].week
    decisions = Decisions(openings, (), {(week, organisation.id, "tan_phu"): organisation.weekly_capacity})
    done = forecast(world, decisions).cumulative("tan_phu", "activation", world.finish_by)
    hours = Hours({("tan_phu", each): PLENTY for each in world.weeks})
    model = AllocationModel(world, shift_classes(world), hours, is_standing_staffed=False)
    assert post.must_open
    assert max(each.day for each in post.must_open) > world.finish_by
    assert model.most_done() + world.pools["tan_phu", "activation"].already_done >= done
