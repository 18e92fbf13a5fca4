"""The language of a campaign is read from whatever can be read of its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from optimizer.scenario.reading.language import campaign_language, values_until
from optimizer.scenario.reading.yaml_files import MAXIMUM_DEPTH, events
from optimizer.sweep.language import sweep_language


def written(folder: Path, **files: str) -> Path:
    (folder / "scenarios" / "what_if").mkdir(parents=True)
    for name, text in files.items():
        (folder / "scenarios" / f"{name.replace('__', '/')}.yaml").write_text(text, encoding="utf-8")
    return folder / "scenarios" / "own.yaml"


BLOCK = """\
# campaign: {language: vi}
purpose: "campaign: language: vi"
shifts: {language: vi, campaign: {language: vi}}
officers:
  - campaign: {language: vi}
campaign:
  agency: {language: vi}
  streams: [language, vi, {language: vi}]
  ? language
  : en
"""


@pytest.mark.parametrize(
    ("own", "language"),
    [
        ("campaign: {language: en}\n", "en"),
        ("campaign:\n    name: x\n    language: 'en'\n", "en"),
        (BLOCK, "en"),
        ("campaign: {name: x}\n", "vi"),
        ("campaign: {language: fr}\n", None),
        ("campaign: {language: en}\nunits: {\n", "en"),
        ("units: {\ncampaign: {language: en}\n", None),
        ("extends: base.yaml\n", "en"),
        ("extends: base.yaml\ncampaign: {language: vi}\n", "vi"),
        ("campaign: {language: vi}\nextends: base.yaml\n", "vi"),
        ("extends: missing.yaml\n", None),
        ("extends: own.yaml\n", "vi"),
        ("- a\n- b\n", "vi"),
        ("", "vi"),
    ],
)
def test_the_file_and_what_it_extends(own: str, language: str | None, tmp_path: Path) -> None:
    assert campaign_language(written(tmp_path, own=own, base="campaign: {language: en}\n")) == language


def test_what_lies_higher_goes_first(tmp_path: Path) -> None:
    own = written(
        tmp_path,
        own="campaign: {language: en}\n",
        what_if__poor="purpose: x\n",
        what_if__ours="campaign: {language: vi}\n",
    )
    # A file without a word on it leaves what lies below.
    assert campaign_language(own, [Path("ours"), Path("poor")]) == "vi"
    assert campaign_language(own, [Path("poor")]) == "en"
    assert campaign_language(own, [Path("ours")], ["campaign.name=x", "campaign.language=en"]) == "en"


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert campaign_language(tmp_path / "none.yaml") is None
    assert sweep_language(tmp_path / "none.yaml") is None


@pytest.mark.parametrize("base", ["base: ../own.yaml\n", "base:\n  - ../own.yaml\n  - ../other.yaml\n"])
def test_a_sweep_speaks_as_its_first_scenario(base: str, tmp_path: Path) -> None:
    own = written(tmp_path, own="campaign: {language: en}\n", other="campaign: {language: vi}\n")
    sweep = own.parent / "sweeps" / "x.yaml"
    sweep.parent.mkdir()
    sweep.write_text(f"purpose: Why?\n{base}", encoding="utf-8")
    assert sweep_language(sweep) == "en"


def test_no_further_is_read_than_a_scenario_can_be_nested(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def counted(text: str) -> Iterator[Any]:
        for event in events(text):
            taken.append(event)
            yield event

    monkeypatch.setattr("optimizer.scenario.reading.language.events", counted)
    assert values_until('{"a": ' * 5000, ("campaign", "language")) == {}
    assert len(taken) < 3 * MAXIMUM_DEPTH
