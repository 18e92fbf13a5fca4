"""Made-up provinces: the same for the same seed, valid, and like the reference case they are drawn from."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import mean

import pytest

from optimizer.errors import ExistingFileError
from optimizer.province import distributions as given
from optimizer.province.writing import province_sizes, write_provinces
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.reading.yaml_files import read_yaml_file
from optimizer.sweep.reading import read_sweep
from optimizer.world.components import components_of

ROOT = Path(__file__).parents[2]
SHARED = ("shifts", "travel", "calendar", "turnout", "uncertainty", "service", "rules", "objectives")


def write(folder: Path, districts: int, seed: int = 1) -> list[Path]:
    return list(write_provinces(folder, districts, seed, Random))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def reference(table: str) -> Iterator[dict[str, str]]:
    with (ROOT / "scenarios" / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("districts", [1, 2, 3])
def test_a_province_is_valid_and_falls_into_its_districts(tmp_path: Path, districts: int) -> None:
    *_, path = write(tmp_path, districts)
    loaded = load_scenario(path)
    assert loaded.warnings == ()
    assert len(components_of(compile_world(loaded.scenario))) == districts
    lenders = [name for visits in loaded.scenario.visits.values() for name in visits.lenders]
    assert len(lenders) == 2 * districts * min(given.LENDERS, districts - 1)


def test_the_seed_decides_everything(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        write(tmp_path / name, 12, seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    differing = {
        name for name, text in contents(tmp_path / "one").items() if contents(tmp_path / "other").get(name) != text
    }
    assert "scenarios/data/province_1/places.csv" in differing
    assert "scenarios/common.yaml" not in differing


def test_a_country_is_provinces_and_a_sweep_that_lists_them(tmp_path: Path) -> None:
    files = write(tmp_path, 12)
    assert [path.name for path in files] == ["common.yaml", "province_1.yaml", "province_2.yaml", "country.yaml"]
    assert read_sweep(files[-1]).bases == tuple(files[1:3])
    assert set(province_sizes(704).values()) == {11}
    assert len(province_sizes(704)) == 64
    assert sum(province_sizes(700).values()) == 700


def test_files_there_are_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, 1)
    before = contents(tmp_path)
    with pytest.raises(ExistingFileError):
        write(tmp_path, 1, seed=2)
    assert contents(tmp_path) == before


def test_districts_are_like_the_reference_case(tmp_path: Path) -> None:
    *_, path = write(tmp_path, 5)
    scenario = load_scenario(path).scenario
    assert 5 * 80 <= len(scenario.officers) <= 5 * 102
    communes = {name: place for name, place in scenario.places.items() if place.kind == "commune"}
    populations = [place.population for place in communes.values()]
    assert mean(populations) == pytest.approx(101410 / 11, rel=0.2)
    least, most = min(given.RURAL_POPULATIONS), max(given.RURAL_POPULATIONS)
    assert least * (1 - given.SPREAD) - 10 <= min(populations)
    assert max(populations) <= most * (1 + given.SPREAD) + 10
    sizes = Counter(officer.unit for officer in scenario.officers.values())
    assert set(sizes.values()) == {5, 6, 9, 12}
    pupils = sum(sum(place.pupils.values()) for place in scenario.places.values())
    assert pupils / sum(populations) == pytest.approx(given.PUPILS_PER_HEAD, rel=0.01)
    away = Counter(officer.unit for officer in scenario.officers.values() for _ in officer.leave)
    assert set(away.values()) == {given.COMMUNE_LEAVES, given.TOWN_LEAVES, given.OFFICE_LEAVES}
    world = compile_world(scenario)
    for post in world.posts:
        if post.stream == "activation":
            base = f"{post.id.split('_')[0]}_office"
            assert world.travel_minutes[base, post.place] <= max(given.ROAD_KM) / 35 * 60 + 2


def test_the_distributions_are_those_of_the_reference_tables() -> None:
    places = [row for row in reference("places") if row["kind"] == "commune"]
    assert int(places[0]["population"]) == given.TOWN_POPULATION
    assert tuple(int(row["population"]) for row in places[1:]) == given.RURAL_POPULATIONS
    assert tuple(float(row["road_km.district_office"]) for row in places[1:]) == given.ROAD_KM
    officers = list(reference("officers"))
    assert sorted(float(row["history.burden"]) for row in officers) == sorted(given.PAST_BURDENS)
    for unit, positions in (
        ("tan_phu", given.TOWN_POSITIONS),
        ("thuan_loi", given.COMMUNE_POSITIONS),
        ("district", given.OFFICE_POSITIONS),
    ):
        assert tuple((row["rank"], row["position"]) for row in officers if row["unit"] == unit) == positions
    by_population = {row["id"]: int(row["population"]) for row in places[1:]}
    for unit, population in by_population.items():
        assert sum(row["unit"] == unit for row in officers) == (6 if population >= given.MANY_PEOPLE else 5)
    lanes = {row["place"]: int(row["lanes"]) for row in reference("posts")}
    assert all(lanes[place] == (2 if n >= given.QUEUES else 1) for place, n in by_population.items())
    total = sum(by_population.values()) + given.TOWN_POPULATION
    assert sum(1 for _ in reference("pupils")) / total == pytest.approx(given.PUPILS_PER_HEAD)
    reasons = Counter(row["reason"] for row in reference("leave"))
    assert reasons == Counter(given.LEAVE_REASONS)
    wishes = Counter((row["shift"], row["want"], int(row["weight"])) for row in reference("requests"))
    assert wishes == Counter(given.REQUESTS)


def test_what_provinces_share_is_the_reference_case() -> None:
    common = read_yaml_file(ROOT / "optimizer" / "province" / "common.yaml", "common.yaml").plain()
    dong_phu = read_yaml_file(ROOT / "scenarios" / "dong_phu.yaml", "dong_phu.yaml").plain()
    assert isinstance(common, dict)
    assert isinstance(dong_phu, dict)
    assert set(common) == {*SHARED, "campaign"}
    assert {section: common[section] for section in SHARED} == {section: dong_phu[section] for section in SHARED}
    campaign, of_dong_phu = common["campaign"], dong_phu["campaign"]
    assert isinstance(campaign, dict)
    assert isinstance(of_dong_phu, dict)
    assert campaign == {key: of_dong_phu[key] for key in campaign}
