"""What scenarios set differently, told once if it is the same in many entities, and what keeps plans apart."""

from __future__ import annotations

from datetime import date

from optimizer.compare.differences.settings import Obstacle, SettingChange, common_days, obstacles, setting_changes
from tests.worlds.verified import scenario


def test_equal_scenarios_differ_in_nothing() -> None:
    assert setting_changes(scenario(), scenario()) == ()
    assert obstacles(scenario(), scenario()) == ()


def test_a_value_is_told_with_its_path() -> None:
    changed = scenario(posts__desk__lanes=3, acceptance=[], baseline=None, campaign__language="en")
    assert setting_changes(scenario(), changed) == (SettingChange("posts.desk.lanes", 2, 3, 1),)


def test_what_only_names_or_explains_is_no_cause() -> None:
    """Holidays are named in the campaign's language; whether there are any is another matter."""
    first = {"calendar__holidays": {"2024-04-05": "Giỗ Tổ", "2024-04-06": "Nghỉ"}, "campaign__language": "vi"}
    other = {"calendar__holidays": {"2024-04-05": "Hung Kings' Day"}, "campaign__language": "en"}
    told = {"officers__an__name": "An!", "shifts__morning__code": "M", "campaign__agency__name": "OTHER"}
    (change,) = setting_changes(scenario(**first), scenario(**other, **told))
    assert (change.path, change.before, change.after) == ("calendar.holidays.2024-04-06", "Nghỉ", None)


def test_the_same_change_in_many_entities_is_told_once() -> None:
    changed = scenario(officers__an__hours_per_week=20.0, officers__binh__hours_per_week=20.0)
    assert setting_changes(scenario(), changed) == (SettingChange("officers.*.hours_per_week", 24.0, 20.0, 2),)


def test_an_entity_added_or_gone_is_one_change() -> None:
    leave = {"first_day": "2024-04-06", "last_day": "2024-04-06", "reason": "ốm"}
    (change,) = setting_changes(scenario(), scenario(officers__an__leave={"illness": leave}))
    assert (change.path, change.before, change.after) == ("officers.an.leave.illness", None, leave)
    (back,) = setting_changes(scenario(officers__an__leave={"illness": leave}), scenario())
    assert (back.before, back.after) == (leave, None)


def test_other_days_leave_those_in_common() -> None:
    later = scenario(campaign__first_day="2024-04-05", campaign__last_day="2024-04-08")
    assert common_days(scenario(), later) == (date(2024, 4, 5), date(2024, 4, 6))
    found = obstacles(scenario(), later)
    assert found == (Obstacle("days", "2024-04-04 – 2024-04-06", "2024-04-05 – 2024-04-08"),)
    assert found[0].is_grave


def test_campaigns_without_a_day_in_common_say_so() -> None:
    next_year = {"first_day": "2025-04-04", "last_day": "2025-04-06", "finish_by": "2025-04-05"}
    other = scenario(**{f"campaign__{key}": value for key, value in next_year.items()})
    assert common_days(scenario(), other) == ()
    assert [found.kind for found in obstacles(scenario(), other)] == ["no_days", "finish_by"]


def test_what_is_in_one_only_is_named() -> None:
    officers = {**scenario().model_dump(mode="json")["officers"]}
    officers["moi"] = officers["binh"]
    shifts = {"shifts__evening__end": "21:00"}
    found = {obstacle.kind: obstacle for obstacle in obstacles(scenario(), scenario(officers=officers, **shifts))}
    assert found["officers"] == Obstacle("officers", "–", "moi")
    assert found["shifts"] == Obstacle("shifts", "evening 18:00–22:00", "evening 18:00–21:00")
    # One officer more, or a shorter evening, is a question to ask, no reason not to compare.
    assert not any(obstacle.is_grave for obstacle in found.values())
