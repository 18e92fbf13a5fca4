"""A campaign falls into the components that share nothing, and into nothing smaller."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.world.components import components_of
from tests.worlds.two_districts import two_districts

ROOT = Path(__file__).parents[2]


def test_districts_are_components_and_a_lent_team_does_not_join_them() -> None:
    world = compile_world(Scenario.model_validate(two_districts(lent=True)))
    west, east = components_of(world)
    for component, prefix in ((west, "w_"), (east, "e_")):
        assert {post.id[:2] for post in component.posts} == {prefix}
        assert {officer.id[:2] for officer in component.officers} == {prefix}
        assert {place[:2] for place, _ in component.pools} == {prefix}
        assert set(component.schools) == {f"{prefix}school_1"}
    for section in ("posts", "teams", "programmes", "organisations", "officers", "helpers"):
        joined = [*getattr(west, section), *getattr(east, section)]
        assert len(joined) == len(getattr(world, section)), section
    assert {**west.pools, **east.pools} == world.pools


def test_whatever_serves_both_joins_them() -> None:
    for section, entity, key, value in (
        ("organisations", "w_youth_union", "places", ["w_tan_phu", "e_tan_phu"]),
        ("helpers", "w_helper_tan_phu", "posts", ["w_desk_tan_phu", "e_desk_tan_phu"]),
        ("officers", "w_tan_phu_1", "lent_to", ["e_tan_phu"]),
        ("teams", "w_mobile", "kit", "kit_e"),
    ):
        data = two_districts(lent=False)
        data[section][entity][key] = value
        assert len(components_of(compile_world(Scenario.model_validate(data)))) == 1, section


def test_a_district_is_one_component_and_so_is_a_race_to_the_total() -> None:
    reference = compile_world(load_scenario(ROOT / "scenarios/dong_phu.yaml").scenario)
    assert components_of(reference) == (reference,)
    world = compile_world(Scenario.model_validate(two_districts(lent=False)))
    assert len(components_of(replace(world, seeks_earliest=True))) == 1
