"""Each counting argument on a small world, with figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from pathlib import Path
from typing import Any

import pytest

from optimizer.campaign.service.desks import best_service
from optimizer.explain.precheck import reach
from optimizer.explain.precheck.counting import shortages
from optimizer.explain.precheck.reach import most_reached
from optimizer.explain.precheck.shortage import Shortage
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.layers.changes import Change
from optimizer.scenario.schema import Scenario
from optimizer.workflows.check import check_scenario
from tests.worlds.small import lawful_rules, small_world, write_world

MONDAY = "2024-04-01"


def world(communes: int = 1, officers: int = 4, days: int = 7, target: int = 20, **more: Any) -> dict[str, Any]:
    """A week from Monday without a holiday; one desk a commune stands on weekdays, two shifts a day, two people."""
    data = small_world(communes, days, officers, first_day=MONDAY, target=target, **more)
    data["calendar"]["holidays"] = {}
    data["rules"] = lawful_rules()
    for place in data["places"].values():
        for stream, pool in place.get("pools", {}).items():
            pool["target"] = 6 if stream == "activation" else 0
    return data


def found(data: dict[str, Any], *changes: Change) -> list[Shortage]:
    scenario = Scenario.model_validate(data)
    return list(shortages(scenario, compile_world(scenario), changes))


def the_only(data: dict[str, Any], *changes: Change) -> Shortage:
    (shortage,) = found(data, *changes)
    return shortage


def leave(data: dict[str, Any], first: str, last: str, *officers: str) -> None:
    for officer in officers:
        data["officers"][officer]["leave"] = {"away": {"first_day": first, "last_day": last}}


def test_nothing_is_short_where_all_can_be_had() -> None:
    assert found(world()) == []


def test_leave_that_empties_a_unit_is_told_by_day_and_name() -> None:
    data = world(officers=2)
    leave(data, "2024-04-02", "2024-04-03", "tan_phu_1", "tan_phu_2")
    short = the_only(data)
    assert short.argument == "crews"
    assert (short.first_day.isoformat(), short.last_day.isoformat()) == ("2024-04-02", "2024-04-03")
    # Two days with two shifts, two people each; a helper alone opens no desk.
    assert (short.required, short.available, short.missing) == (8, 0, 8)
    assert short.diagnostic().in_language("vi").splitlines() == [
        "Điểm tan_phu, Công an xã 1",
        "  từ 02/04/2024 đến 03/04/2024: 4 ca thường trực cần 8 lượt người, bố trí được nhiều nhất 0, thiếu 8; nghỉ "
        "phép 2 trong 2 người làm được: Nguyễn Văn 01, Nguyễn Văn 02",
        "  cho mượn cán bộ (lent_to), dời phép, hoặc bỏ ca thường trực những ngày đó",
    ]
    assert "from 02 Apr 2024 to 03 Apr 2024: standing duties 4, crew members needed 8" in str(short.diagnostic())


def test_leave_that_no_hard_rule_keeps_takes_nobody_away() -> None:
    data = world(officers=2)
    leave(data, "2024-04-02", "2024-04-03", "tan_phu_1", "tan_phu_2")
    data["rules"] = {name: rule for name, rule in data["rules"].items() if rule["kind"] != "availability"}
    assert found(data) == []


def test_officers_lent_to_the_unit_count() -> None:
    data = world(2, officers=2)
    leave(data, "2024-04-02", "2024-04-03", "tan_phu_1", "tan_phu_2")
    data["officers"]["thuan_phu_1"]["lent_to"] = ["tan_phu"]
    for officer in data["officers"].values():
        if officer["unit"] == "district_team":
            officer["lent_to"] = []
    # One who is lent opens the desk with the helper; the officer is needed at home no more than the other helper.
    assert [short for short in found(data) if short.argument == "crews"] == []


def test_a_skill_that_too_few_have_is_told_once_for_the_whole_campaign() -> None:
    data = world(officers=3)
    data["posts"]["desk_tan_phu"]["crew"] = {"size": 2, "officers": 2, "skill": "prints"}
    data["officers"]["tan_phu_1"]["skills"] = ["prints"]
    crews = [short for short in found(data) if short.argument == "crews"]
    assert [(short.required, short.available) for short in crews] == [(20, 10)]
    assert "officers with the skill prints who may serve the unit: 1" in str(crews[0].what)


def test_hours_of_standing_duties_beyond_the_lawful_week() -> None:
    """Ten shifts of four hours for two people are 80; two officers may work 2 × 32, a helper 4 shifts of four."""
    data = world(officers=2)
    data["posts"]["desk_tan_phu"]["crew"] = {"size": 2, "officers": 2}
    for officer in data["officers"].values():
        officer["hours_per_week"] = 32
    short = the_only(data)
    assert short.argument == "hours"
    assert (short.required, short.available, short.missing) == (80, 64, 16)
    assert "missing 16 h (at the most 16 h in week 14 of 2024)" in str(short.what)
    data["posts"]["desk_tan_phu"]["crew"]["officers"] = 1
    assert found(data) == []


def test_hours_that_are_missing_since_crews_are_missing_are_told_once() -> None:
    data = world(officers=1)
    leave(data, "2024-04-01", "2024-04-07", "tan_phu_1")
    assert [short.argument for short in found(data)] == ["crews"]


def test_all_places_are_told_only_if_more_is_missing_than_place_by_place() -> None:
    """Nobody comes by himself; one organisation brings 10 a week, half of them come, 0.9 of these are done: 4.5."""
    data = world(2, mobile_team=False)
    nobody = {day_type: dict.fromkeys(data["shifts"], 0.0) for day_type in ("weekday", "weekend", "holiday")}
    for segment in data["turnout"]["activation"]["segments"].values():
        segment["arrival"] = nobody
    for target, told in ((9, ["stream"]), (30, ["place", "place", "stream"])):
        for place in data["places"].values():
            place["pools"]["activation"] = {"target": target, "people": 80, "already_done": 5}
        shown = found(data)
        assert [next(iter(short.subjects)) for short in shown] == told
        assert shown[-1].available == pytest.approx(10 + 4.5)


def test_a_team_whose_crew_its_unit_has_not() -> None:
    data = world(2)
    data["teams"]["mobile"]["crew"] |= {"size": 4, "officers": 4}
    short = the_only(data)
    assert (short.argument, short.required, short.available) == ("teams", 4, 3)
    assert "kíp cần 4 cán bộ có kỹ năng id_card, chỉ có 3, thiếu 1" in short.what.in_language("vi")


def test_a_school_whose_windows_leave_no_date() -> None:
    data = world(2)
    visits = next(each for each in data["visits"].values() if each["kind"] == "school")
    visits["windows"] = {"only": {"first_day": "2024-04-03", "last_day": "2024-04-03"}}
    data["places"]["school_1"]["closed"] = {"2024-04-03": "Kiểm tra"}
    short = the_only(data)
    assert (short.argument, short.required, short.available) == ("school_dates", 9, 0)
    assert short.first_day == short.last_day
    assert "pupils not reached: 9" in str(short.what)


def test_schools_that_are_more_than_the_dates_left() -> None:
    data = world(2)
    visits = next(each for each in data["visits"].values() if each["kind"] == "school")
    visits |= {"windows": {"only": {"first_day": "2024-04-03", "last_day": "2024-04-03"}}, "shifts": ["morning"]}
    data["places"]["school_2"] = data["places"]["school_1"] | {"name": "Trường THCS 2", "road_km": {}}
    visits["places"] = ["school_1", "school_2"]
    short = the_only(data)
    assert (short.required, short.available, short.missing) == (2, 1, 1)
    assert "đến được nhiều nhất 1 trường, thiếu 1: Trường THCS 2" in short.what.in_language("vi")


def test_a_target_above_everybody_who_can_come() -> None:
    """One segment of 40 who wait, none of whom comes but on Monday morning with probability 0.1, 0.9 of them done."""
    data = world()
    data["places"]["tan_phu"]["pools"]["activation"] = {"target": 30, "people": 40, "already_done": 0}
    nobody = {day_type: dict.fromkeys(data["shifts"], 0.0) for day_type in ("weekday", "weekend", "holiday")}
    segment = {"share": 1.0, "arrival": nobody | {"weekday": {"morning": 0.1, "afternoon": 0.0, "evening": 0.0}}}
    data["turnout"]["activation"]["segments"] = {"easy": segment}
    data["organisations"] = {}
    short = the_only(data)
    assert short.argument == "targets"
    assert short.available == pytest.approx(40 * (1 - 0.91**5))
    assert short.required == 30
    assert "at most 15 can be expected, missing 15" in str(short.what)


def changed(path: str, old: Any, new: Any) -> Change:
    return Change(path, old, new, "overlay.yaml:3")


def test_a_shift_that_ends_earlier_with_as_many_arrivals() -> None:
    data = world()
    data["shifts"]["evening"]["end"] = "20:00"
    short = the_only(data, changed("shifts.evening.end", "22:00", "20:00"))
    assert (short.argument, short.required, short.available) == ("shift_times", 4, 2)
    assert "18:00–22:00" in str(short.what)
    assert "18:00–20:00" in str(short.what)
    arrival = changed("turnout.activation.segments.easy.arrival.weekday.evening", 0.03, 0.02)
    assert found(data, changed("shifts.evening.end", "22:00", "20:00"), arrival) == []


def calls(monkeypatch: pytest.MonkeyPatch, name: str, work: Callable[[], object]) -> int:
    """How often work calls a function of what is reached."""
    counted: list[object] = []
    real = getattr(reach, name)

    def observed(*of: object, **more: object) -> object:
        counted.append(of)
        return real(*of, **more)

    with monkeypatch.context() as patch:
        patch.setattr(reach, name, observed)
        work()
    return len(counted)


def test_what_is_reached_in_shifts_alike_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many days there are; and as much comes of it as of one shift after another."""
    short, long = (
        compile_world(Scenario.model_validate(world(days=days) | {"organisations": {}})) for days in (14, 84)
    )
    once, still_once = (calls(monkeypatch, "best_service", partial(most_reached, each)) for each in (short, long))
    assert 0 < once == still_once
    pool = next(pool for pool in long.pools.values() if pool.stream == "activation")
    met = [(post, each) for post in long.posts if post.pool == pool.key for each in sorted(post.may_open)]
    met = [(post, each) for post, each in met if each.day <= long.finish_by]
    come = {
        segment.id: prod(
            1.0 - pool.success * segment.arrival[long.days[each.day].day_type, long.shifts[each.shift].id]
            for _, each in met
        )
        for segment in pool.segments
    }
    done = sum(segment.waiting * (1.0 - come[segment.id]) for segment in pool.segments)
    served = pool.success * sum(best_service(long, post, each, is_whole=False).most for post, each in met)
    (most,) = (each.most for each in most_reached(long) if (each.place, each.stream) == pool.key)
    assert most == pytest.approx(pool.already_done + min(done, served))


def test_what_is_reached_is_counted_once_a_stream(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """However many places there are."""
    for communes in (1, 3):
        data = world(communes)
        path = write_world(tmp_path, data, f"{communes}.yaml")
        streams = len(data["campaign"]["streams"])
        assert calls(monkeypatch, "most_reached", partial(found, data)) == 1
        assert calls(monkeypatch, "total_reached", partial(check_scenario, path)) == 2 * streams
