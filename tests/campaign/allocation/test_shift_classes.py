"""Day-shifts that are alike form one class."""

from __future__ import annotations

from optimizer.campaign.allocation.shift_classes import merged_classes, shift_classes
from tests.worlds.tiny import Turnout, tiny_world


def test_classes_hold_every_day_shift_once() -> None:
    """Thursday to Monday, the last day after ``finish_by``: mornings and evenings of weekdays, weekend and reserve."""
    world = tiny_world(Turnout(days=5, first_day="2024-04-04", reserve=1, standing=True))
    post = world.posts[0]
    classes = [each for each in shift_classes(world) if each.post is post]
    sizes = {(each.week, each.day_type, each.shift, each.is_reserve): len(each.day_shifts) for each in classes}
    first, second = world.weeks
    assert sizes == {
        (first, "weekday", "morning", False): 2,
        (first, "weekday", "evening", False): 2,
        (first, "weekend", "morning", False): 2,
        (first, "weekend", "evening", False): 2,
        (second, "weekday", "morning", True): 1,
        (second, "weekday", "evening", True): 1,
    }
    assert {day_shift for each in classes for day_shift in each.day_shifts} == post.may_open
    assert {each.standing for each in classes if each.shift == "morning"} == {0, 1, 2}


def test_classes_nobody_can_tell_apart_are_merged() -> None:
    """Where nobody comes and evenings weigh nothing, mornings and evenings of weekdays are alike."""
    world = tiny_world(Turnout((0.0, 0.0), (0.0, 0.0), days=2, first_day="2024-04-04"))
    pool = next(iter(world.pools.values()))
    classes = [each for each in shift_classes(world) if each.post.pool == pool.key]
    assert sorted(len(each.day_shifts) for each in merged_classes(classes, pool)) == [2, 2], "evenings weigh"
    free = [each for each in classes if each.shift == "morning"]
    assert len(merged_classes([*free, *free], pool)) == 1
