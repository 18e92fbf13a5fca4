"""``catruc check --diff``: what a scenario changes of its base."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import catruc, parsed

OVERLAY = """\
purpose: Đường xấu,
  hai cán bộ được điều động.
travel: {speed_km_per_hour: 20.0}
officers: {tan_phu_4: null}
select:
  - where: {section: officers, id: [tan_phu_1, tan_phu_2]}
    set: {hours_per_week: 24}
"""


@pytest.fixture
def base(scenario: Path, tmp_path: Path) -> Path:
    """A copy of the scenario, with an overlay in its library."""
    path = shutil.copytree(scenario.parent, tmp_path / "scenarios") / scenario.name
    (path.parent / "what_if").mkdir()
    (path.parent / "what_if" / "poor.yaml").write_text(OVERLAY, encoding="utf-8")
    return path


def test_each_changed_value_is_told_with_its_line(base: Path) -> None:
    line = "check {base} --overlay poor --set officers.tan_phu_3.hours_per_week=16 --diff --lang en"
    result = catruc(line, base=base)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:9] == [
        "scenarios/what_if/poor.yaml: Đường xấu, hai cán bộ được điều động.",
        "Values that differ from the base: 6",
        "  campaign.language: vi → en  (--lang en)",
        "  officers.tan_phu_1.hours_per_week (Nguyễn Văn 01): 32 → 24  (scenarios/what_if/poor.yaml:7)",
        "  officers.tan_phu_2.hours_per_week (Nguyễn Văn 02): 32 → 24  (scenarios/what_if/poor.yaml:7)",
        "  officers.tan_phu_3.hours_per_week (Nguyễn Văn 03): 32 → 16  (--set officers.tan_phu_3.hours_per_week=16)",
        "  travel.speed_km_per_hour: 35.0 → 20.0  (scenarios/what_if/poor.yaml:3)",
        "  officers.tan_phu_4: {name: Nguyễn Văn 04, unit: tan_phu, hours_per_week: 32} → (none)"
        "  (scenarios/what_if/poor.yaml:4)",
    ]


def test_the_same_as_one_object(base: Path) -> None:
    record = parsed(catruc("check {base} --overlay poor --diff --json", base=base))
    assert record["purposes"] == {"scenarios/what_if/poor.yaml": "Đường xấu, hai cán bộ được điều động."}
    assert record["changes"][-1] == {
        "path": "officers.tan_phu_4",
        "old": {"name": "Nguyễn Văn 04", "unit": "tan_phu", "hours_per_week": 32},
        "new": None,
        "origin": "scenarios/what_if/poor.yaml:4",
    }
    assert "changes" not in parsed(catruc("check {base} --overlay poor --json", base=base))


def test_a_file_that_extends_another_differs_from_what_it_extends(base: Path) -> None:
    above = base.with_name("above.yaml")
    above.write_text(f"extends: {base.name}\ntravel: {{detour_factor: 1.5}}\n", encoding="utf-8")
    lines = catruc("check {above} --overlay poor --diff", above=above).stdout.splitlines()
    assert "  travel.detour_factor: 1.3 → 1.5  (scenarios/above.yaml:2)" in lines
    assert "  travel.speed_km_per_hour: 35.0 → 20.0  (scenarios/what_if/poor.yaml:3)" in lines


def test_the_base_alone_differs_from_nothing(base: Path) -> None:
    assert catruc("check {base} --diff", base=base).stdout.splitlines()[1:2] == ["Khác với kịch bản gốc: 0 giá trị"]
