"""Explaining missed targets on the command line: three lines first, all of it where asked for, both languages, JSON."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from tests.cli.running import QUICK, all_files, catruc, parsed
from tests.worlds.short_target import short_target
from tests.worlds.small import write_world

pytestmark = pytest.mark.usefixtures("explained_once")


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that misses its targets."""
    folder = tmp_path_factory.mktemp("short")
    run = folder / "run"
    result = catruc(f"plan {{scenario}} -o {{run}} {QUICK} -q", scenario=write_world(folder, short_target()), run=run)
    assert result.exit_code == 0, result.output
    return run


def test_three_lines_say_what_is_missed_what_binds_and_what_is_enough(short: Path) -> None:
    before = all_files(short)
    result = catruc("explain {run} -q --lang en", run=short)
    assert result.exit_code == 0
    missed, binds, shared, least, *rest = result.stdout.splitlines()
    assert "124 tài khoản short of the places' targets; every plan is at least 120 short" in missed
    assert binds.startswith("What binds, in order: ")
    assert "if officers' hours were no limit, 22 more" in binds
    assert shared.startswith("All places reach 45.")
    assert "no plan brings all of them above 47." in shared
    assert "no number of officers is enough" in least
    assert "accept 106 tài khoản" in least
    assert len(rest) == 3
    assert all_files(short) == before, "a question changes nothing"


def test_each_stream_is_answered_for_by_itself(tmp_path: Path) -> None:
    data = short_target(days=7)
    data["campaign"]["streams"]["id_card"] = {"name": "Căn cước", "unit": "hồ sơ", "minimum_share": 0.0}
    for section in ("turnout", "service"):
        data[section]["id_card"] = deepcopy(data[section]["activation"])
    data["posts"]["desk_thuan_phu"]["stream"] = "id_card"
    pools = data["places"]["thuan_phu"]["pools"]
    pools["id_card"] = pools.pop("activation")
    data["organisations"]["youth_union"]["places"] = ["tan_phu"]
    run = tmp_path / "run"
    result = catruc(f"plan {{scenario}} -o {{run}} {QUICK} -q", scenario=write_world(tmp_path, data), run=run)
    assert result.exit_code == 0, result.output
    one, other = catruc("explain {run} -q --lang en", run=run).stdout.split("\n\n")
    for answer, name, unit in ((one, "Kích hoạt định danh mức 2", "tài khoản"), (other, "Căn cước", "hồ sơ")):
        missed, binds, *rest = answer.splitlines()
        assert missed.startswith(f"{name}: ")
        assert f" {unit} short of the places' targets" in missed
        assert "; " not in missed.partition("targets; ")[2]
        assert binds.startswith("What binds, in order: ")
        assert any("accept" in line and unit in line for line in rest)


def test_everything_is_told_in_both_languages_alike(short: Path) -> None:
    english, vietnamese = (catruc(f"explain {{run}} -q --all --lang {each}", run=short).stdout for each in ("en", "vi"))
    assert len(english.splitlines()) == len(vietnamese.splitlines())
    assert "one more officer: Công an xã 1" in english
    assert "thêm 1 cán bộ: Công an xã 1" in vietnamese


def test_json_has_every_price_with_its_bound_and_its_change(short: Path) -> None:
    record = parsed(catruc("explain {run} -q --json", run=short))
    (stream,) = record["streams"]
    assert stream["missed"] == "target"
    assert stream["missing_in_every_plan"] <= stream["missing_at_this_level"] <= stream["missing"] + 1
    assert {each["limit"] for each in record["binding"]} >= {"hours", "rest", "lanes", "turnout", "quotas", "deadline"}
    kinds = {each["kind"] for each in record["prices"]}
    assert kinds == {"officer", "evening", "lane", "helper", "invitations", "campaign_day"}
    for each in record["prices"]:
        assert each["people"]["activation"] <= each["at_most"]["activation"]
        assert each["patch"]
    shared = stream["common_share"]
    assert shared["share"] <= shared["at_most"] < 1.0


def test_nothing_is_priced_where_nothing_is_missed(tmp_path: Path) -> None:
    run = tmp_path / "run"
    scenario = write_world(tmp_path, short_target(target=30, days=14))
    catruc(f"plan {{scenario}} -o {{run}} {QUICK} -q", scenario=scenario, run=run)
    result = catruc("explain {run} -q --lang en", run=run)
    verdict, page = result.stdout.splitlines()
    assert verdict == "Every target is reached in expectation and with the chance asked for; there is nothing to price"
    assert page.startswith("Page: ")


def test_a_remedy_that_reaches_the_target_is_confirmed_by_a_whole_plan(tmp_path: Path) -> None:
    data = short_target(target=62, days=14)
    run = tmp_path / "run"
    catruc(f"plan {{scenario}} -o {{run}} {QUICK} -q", scenario=write_world(tmp_path, data), run=run)
    record = parsed(catruc("explain {run} -q --json --confirm", run=run))
    (stream,) = record["streams"]
    reached = [each for each in stream["remedies"] if each["is_reached"] and each["kind"] != "accept"]
    assert reached, stream["remedies"]
    assert [each["kind"] for each in stream["confirmed"]] == [each["kind"] for each in reached]
    for confirmed in stream["confirmed"]:
        assert confirmed["missing"] < stream["missing"]
