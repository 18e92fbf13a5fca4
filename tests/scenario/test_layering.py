"""Layers: merge patches, chains of files, overrides, the country's calendar, and where values come from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from optimizer.errors import ScenarioError
from optimizer.scenario.layers.layering import merge
from optimizer.scenario.loading import LoadedScenario, load_scenario
from optimizer.scenario.reading.yaml_files import read_yaml
from optimizer.scenario.writing.resolved import resolved_text
from tests.worlds.small import small_world, write_world


def extend(base: Path, text: str, name: str = "case.yaml") -> Path:
    path = base.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def origins(loaded: LoadedScenario) -> dict[str, str]:
    """Where each difference to the base is written."""
    return {change.path: change.origin for change in loaded.changes}


@pytest.mark.parametrize(
    ("base", "patch", "merged"),
    [
        ("{a: 1}", "{a: 2}", {"a": 2}),
        ("{a: 1}", "{b: 2}", {"a": 1, "b": 2}),
        ("{a: 1, b: 2}", "{a: null}", {"b": 2}),
        ("{a: [1, 2]}", "{a: [3]}", {"a": [3]}),
        ("{a: {b: 1, c: 2}}", "{a: {b: null, d: 3}}", {"a": {"c": 2, "d": 3}}),
        ("{a: {b: 1}}", "{a: 5}", {"a": 5}),
        ("{a: 5}", "{a: {b: 1, c: null}}", {"a": {"b": 1}}),
        ("{a: {b: 1}}", "{a: {}}", {"a": {"b": 1}}),
        ("{a: [1]}", "{a: [null]}", {"a": [None]}),
    ],
)
def test_merge_follows_rfc_7386(base: str, patch: str, merged: object) -> None:
    assert merge(read_yaml(base, "a"), read_yaml(patch, "b")).plain() == merged


def test_merging_changes_neither_side() -> None:
    base, patch = read_yaml("{a: {b: 1}}", "a"), read_yaml("{a: {c: 2}}", "b")
    merge(base, patch)
    assert base.plain() == {"a": {"b": 1}}
    assert patch.plain() == {"a": {"c": 2}}


def test_merging_copies_nothing_that_only_one_side_has() -> None:
    base, patch = read_yaml("{a: {b: {c: 1}}, d: {e: 2}}", "a"), read_yaml("{d: {f: {g: 3}}, h: {i: 4}}", "b")
    merged = merge(base, patch)
    assert merged.child("a") is base.child("a")
    assert merged.child("h") is patch.child("h")
    assert merged.at(("d", "f")) is patch.at(("d", "f"))


def test_a_scenario_without_layers_differs_from_nothing(tmp_path: Path) -> None:
    loaded = load_scenario(write_world(tmp_path, small_world()))
    assert origins(loaded) == {}
    assert loaded.warnings == ()


def test_an_overlay_keeps_the_leave_already_granted(tmp_path: Path) -> None:
    world = small_world()
    world["officers"]["tan_phu_1"]["leave"] = {"annual": {"first_day": "2024-04-05", "last_day": "2024-04-05"}}
    overlay = (
        "extends: world.yaml\nofficers:\n  tan_phu_1:\n    leave:\n"
        "      ill: {first_day: 2024-04-08, last_day: 2024-04-09}\n"
    )
    loaded = load_scenario(extend(write_world(tmp_path, world), overlay))
    assert set(loaded.scenario.officers["tan_phu_1"].leave) == {"annual", "ill"}
    assert origins(loaded) == {
        "officers.tan_phu_1.leave.ill.first_day": "scenarios/case.yaml:5",
        "officers.tan_phu_1.leave.ill.last_day": "scenarios/case.yaml:5",
    }


def test_chain_and_overrides_have_precedence_in_order(tmp_path: Path) -> None:
    base = write_world(tmp_path, small_world())
    extend(base, "extends: world.yaml\ntravel: {detour_factor: 1.5, speed_km_per_hour: 20}\n", "a.yaml")
    path = extend(base, "extends: ../a.yaml\ntravel: {detour_factor: 1.6}\n", "what_if/b.yaml")
    loaded = load_scenario(path, ["travel.detour_factor=1.7", "travel.detour_factor=1.8"])
    assert [str(each) for each in loaded.warnings] == [
        "--set travel.detour_factor=1.8  travel.detour_factor\n"
        "  set to 1.8 here and to 1.7 at --set travel.detour_factor=1.7\n"
        "  the last --set counts; leave the other one out"
    ]
    assert loaded.scenario.travel.detour_factor == 1.8
    assert loaded.scenario.travel.speed_km_per_hour == 20
    assert origins(loaded) == {
        "travel.detour_factor": "--set travel.detour_factor=1.8",
        "travel.speed_km_per_hour": "scenarios/a.yaml:2",
    }


def test_overrides_are_typed_as_yaml(tmp_path: Path) -> None:
    path = write_world(tmp_path, small_world())
    scenario = load_scenario(
        path,
        [
            "shifts.morning.start=10:30",
            "shifts.morning.name=off",
            "officers.tan_phu_1.skills=[id_card, activation]",
            "officers.tan_phu_2=null",
            "rules.rest.enforcement={soft: 5}",
            "campaign.finish_by=2024-04-08",
            "officers.tan_phu_3.phone='0912'",
        ],
    ).scenario
    assert f"{scenario.shifts['morning'].start:%H:%M}" == "10:30"
    assert scenario.shifts["morning"].name == "off"
    assert scenario.officers["tan_phu_1"].skills == ("id_card", "activation")
    assert "tan_phu_2" not in scenario.officers
    assert scenario.rules["rest"].weight == 5
    assert scenario.campaign.finish_by == date(2024, 4, 8)
    assert scenario.officers["tan_phu_3"].phone == "0912"


def test_values_equal_to_the_base_are_no_difference(tmp_path: Path) -> None:
    world = small_world()
    world["travel"] = {"detour_factor": 1.4}
    base = write_world(tmp_path, world)
    loaded = load_scenario(extend(base, "extends: world.yaml\ntravel: {detour_factor: 1.4}\n"))
    assert origins(loaded) == {}


def test_removing_what_is_not_there_is_a_warning(tmp_path: Path) -> None:
    base = write_world(tmp_path, small_world())
    loaded = load_scenario(extend(base, "extends: world.yaml\nofficers:\n  tan_fu_1: null\n"))
    assert [str(warning) for warning in loaded.warnings] == [
        "scenarios/case.yaml:3  officers.tan_fu_1\n  there is no 'tan_fu_1' to remove\n  did you mean 'tan_phu_1'?"
    ]


def vietnam(tmp_path: Path, calendar: str = "") -> LoadedScenario:
    world = small_world(days=60)
    world["calendar"] = {"country": "VN"}
    base = write_world(tmp_path, world)
    return load_scenario(extend(base, f"extends: world.yaml\n{calendar}"))


def test_the_country_gives_holidays_and_swap_days(tmp_path: Path) -> None:
    calendar = vietnam(tmp_path).scenario.calendar
    assert calendar.country is None
    assert calendar.holidays[date(2024, 4, 18)] == "Ngày Giỗ Tổ Hùng Vương"
    assert {date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)} <= calendar.holidays.keys()
    assert list(calendar.working_weekends) == [date(2024, 5, 4)]


def test_the_scenario_changes_the_countrys_calendar(tmp_path: Path) -> None:
    text = "calendar:\n  holidays: {2024-04-29: null, 2024-05-20: Nghỉ thêm}\n  working_weekends: {2024-05-04: null}\n"
    loaded = vietnam(tmp_path, text)
    calendar = loaded.scenario.calendar
    assert date(2024, 4, 29) not in calendar.holidays
    assert calendar.holidays[date(2024, 5, 20)] == "Nghỉ thêm"
    assert calendar.working_weekends == {}
    assert loaded.warnings == ()
    assert origins(loaded) == {
        "calendar.holidays.2024-05-20": "scenarios/case.yaml:3",
        "calendar.holidays.2024-04-29": "scenarios/case.yaml:3",
        "calendar.working_weekends.2024-05-04": "scenarios/case.yaml:4",
    }


@pytest.mark.parametrize("communes", [1, 3])
def test_the_resolved_scenario_loads_to_an_equal_one(communes: int, tmp_path: Path) -> None:
    world = small_world(communes)
    world["calendar"]["country"] = "VN"
    world["officers"]["tan_phu_1"] |= {
        "phone": "0912",
        "rank": "off",
        "position": "hai\ndòng \u2028 \x85",
        "name": "=1+1",
    }
    loaded = load_scenario(write_world(tmp_path, world), ["travel.detour_factor=1.8", "shifts.morning.name='12'"])
    text = resolved_text(loaded)
    assert "#   travel.detour_factor: --set travel.detour_factor=1.8" in text
    assert not any(line.startswith(("extends:", "tables:")) for line in text.splitlines())
    path = tmp_path / "run" / "scenario.resolved.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    again = load_scenario(path)
    assert again.scenario == loaded.scenario
    assert resolved_text(again).split("\n\n# Where")[0].rstrip() == text.split("\n\n# Where")[0].rstrip()


def test_a_circle_through_a_linked_folder_is_found(tmp_path: Path) -> None:
    base = write_world(tmp_path, small_world())
    try:
        (base.parent / "again").symlink_to(".", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    with pytest.raises(ScenarioError, match="extend each other"):
        load_scenario(extend(base, "extends: again/case.yaml\n"))


def written(folder: Path, **overlays: str) -> tuple[Path, list[Path]]:
    """The small world, and overlays beside it."""
    path = write_world(folder, small_world(3))
    files = []
    for name, text in overlays.items():
        files.append(path.parent / f"{name}.yaml")
        files[-1].write_text(text, encoding="utf-8")
    return path, files


def test_overlays_lie_between_the_files_and_the_settings(tmp_path: Path) -> None:
    path, overlays = written(
        tmp_path,
        slow="extends: world.yaml\ntravel: {detour_factor: 1.9}\nofficers: {tan_phu_2: null}\n",
        ill="officers: {tan_phu_1: {leave: {ill: {first_day: 2024-04-08, last_day: 2024-04-09}}}}\n",
    )
    loaded = load_scenario(path, ["travel.speed_km_per_hour=20"], overlays)
    travel, officers = loaded.scenario.travel, loaded.scenario.officers
    assert (travel.detour_factor, travel.speed_km_per_hour) == (1.9, 20)
    assert "ill" in officers["tan_phu_1"].leave
    assert "tan_phu_2" not in officers
    assert origins(loaded)["travel.detour_factor"] == "scenarios/slow.yaml:2"
    assert origins(loaded)["officers.tan_phu_2"] == "scenarios/slow.yaml:3"
    assert origins(loaded)["officers.tan_phu_1.leave.ill.first_day"] == "scenarios/ill.yaml:1"


def test_overlays_that_set_one_value_differently_are_both_named(tmp_path: Path) -> None:
    path, overlays = written(
        tmp_path,
        one="travel: {detour_factor: 1.9, speed_km_per_hour: 30}\nofficers: {tan_phu_1: null}\n",
        two="travel: {detour_factor: 1.5, speed_km_per_hour: 30}\nofficers: {tan_phu_1: {hours_per_week: 20}}\n",
    )
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path, (), overlays)
    assert str(caught.value) == (
        "scenarios/two.yaml:1  travel.detour_factor\n"
        "  set to 1.5 here and to 1.9 at scenarios/one.yaml:1\n"
        "  remove one of them, or put both in one overlay\n"
        "scenarios/two.yaml:2  officers.tan_phu_1.hours_per_week\n"
        "  set to 20 here and to None at scenarios/one.yaml:2\n"
        "  remove one of them, or put both in one overlay"
    )


def test_an_overlay_that_changes_nothing_is_told(tmp_path: Path) -> None:
    path, overlays = written(
        tmp_path,
        same="travel: {speed_km_per_hour: 20}\n",
        none="purpose: What if nothing?\nselect: []\n",
        other="travel: {speed_km_per_hour: 21}\n",
        default="travel: {detour_factor: 1.5}\n",
    )
    base = extend(path, "extends: world.yaml\ntravel: {speed_km_per_hour: 20}\n")
    told = {overlay.stem: [str(each) for each in load_scenario(base, (), [overlay]).warnings] for overlay in overlays}
    assert told == {
        name: [
            f"scenarios/{name}.yaml\n"
            "  this overlay changes nothing: every value is as the scenario has it\n"
            "  write what differs, or leave the overlay out"
        ]
        if name in ("same", "none")
        else []
        for name in told
    }


def test_rules_and_desks_that_stand_twice_are_told(tmp_path: Path) -> None:
    path, overlays = written(
        tmp_path,
        rules="rules: {a: {kind: availability, of: leave, source: x}, b: {kind: availability, of: leave}}\n",
        desk="posts: {second: {name: Second, place: tan_phu, unit: tan_phu, stream: activation}}\n",
        other_shift=(
            "posts: {desk_tan_phu: {shifts: [morning], standing: null},"
            " second: {name: Second, place: tan_phu, unit: tan_phu, stream: activation, shifts: [evening]}}\n"
        ),
    )
    told = {overlay.stem: load_scenario(path, (), [overlay]).warnings for overlay in overlays}
    assert [str(each.what) for each in told["rules"]][-1] == "this rule says the same as 'a'"
    (beside,) = told["desk"]
    assert str(beside.where) == "scenarios/desk.yaml:1  posts.second"
    assert str(beside.what).startswith("'desk_tan_phu' serves 'activation' at 'tan_phu', too")
    assert told["other_shift"] == ()


def test_an_overlay_is_given_once(tmp_path: Path) -> None:
    path, overlays = written(tmp_path, slow="travel: {speed_km_per_hour: 21}\n")
    with pytest.raises(ScenarioError, match="this overlay is given twice"):
        load_scenario(path, (), overlays * 2)


def test_overlays_of_another_scenario_or_place_are_refused(tmp_path: Path) -> None:
    path, overlays = written(tmp_path, other="travel: {}\n", stray="extends: other.yaml\ntravel: {}\n")
    with pytest.raises(ScenarioError, match=r"extends scenarios/other\.yaml, which is no part of the scenario"):
        load_scenario(path, (), overlays[1:])
    (tmp_path / "outside.yaml").write_text("travel: {}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="lies outside the folder 'scenarios'"):
        load_scenario(path, (), [tmp_path / "outside.yaml"])
