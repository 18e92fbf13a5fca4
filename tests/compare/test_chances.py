"""How sure one plan is beside another, in line, table, page and files."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from optimizer.commandline.terminal.compare_text import CompareText
from optimizer.compare.comparison import Comparison, compare_runs
from optimizer.compare.output.files import comparison_record, csv_texts
from optimizer.compare.output.page import comparison_html
from optimizer.compare.wording.chances import chance_rows
from optimizer.compare.wording.verdicts import verdicts
from optimizer.compare.wording.words import Words
from optimizer.run.simulation import BY
from optimizer.simulate.metrics import Goal
from optimizer.simulate.pairs import Played
from tests.compare.test_page import run_of

AIMS = (("activation", "tan_phu", 100.0), ("activation", "", 100.0), ("id_card", "school", 14.0), ("id_card", "", 14.0))


def played(activation: list[int]) -> Played:
    """Four campaigns in which so many accounts are activated, and all cards are made."""
    done = {"activation": np.array(activation), "id_card": np.full(len(activation), 14)}
    return Played(
        seed=7,
        campaigns=len(activation),
        goals={(stream, place, by): Goal(stream, place, target, ()) for stream, place, target in AIMS for by in BY},
        days={"finish_by": date(2024, 4, 5), "last_day": date(2024, 4, 6)},
        done={(stream, place, by): done[stream] for stream, place, _ in AIMS for by in BY},
    )


@pytest.fixture
def compared() -> Comparison:
    return compare_runs([run_of("a"), run_of("b")], [played([90, 95, 99, 110]), played([95, 100, 104, 110])])


def test_the_line_on_a_pair_says_the_chances_first(compared: Comparison) -> None:
    (line,) = verdicts(Words("en"), compared)
    accounts, cards = (compared.base.run.scenario.campaign.streams[name].name for name in ("activation", "id_card"))
    chance = "chance by the last day"
    begin = (
        f"{accounts}: {chance} 75\u202f% instead of 25\u202f% (+50.0\u202f%); {cards}: {chance} 100\u202f% in both; "
    )
    assert line.startswith(f"B (b) against A (a): {begin}")


def test_a_plan_without_simulation_is_named() -> None:
    (line,) = verdicts(Words("en"), compare_runs([run_of("a"), run_of("b")], [played([90])]))
    assert line.startswith("B (b) against A (a): no chance is known of B; ")


def test_the_table_pairs_campaigns(compared: Comparison) -> None:
    (accounts, _) = chance_rows(Words("en"), compared.pairs[0])
    assert [row[:4] for row in accounts[1]] == [
        ["All places", "5 Apr", "25\u202f%", "75\u202f%"],
        ["All places", "6 Apr", "25\u202f%", "75\u202f%"],
        [compared.base.run.scenario.places["tan_phu"].name, "6 Apr", "25\u202f%", "75\u202f%"],
    ]
    # 5, 5, 5 and 0 more: in three campaigns of four, 3.75 on average.
    assert accounts[1][0][5].startswith("+4 (")
    assert accounts[1][0][6] == "75\u202f%"


def test_page_terminal_and_files_have_the_table(compared: Comparison, tmp_path_factory: pytest.TempPathFactory) -> None:
    words = Words("en")
    note = "4 campaigns, seed 7, the same random numbers for every plan"
    assert note in comparison_html(words, compared)
    text = "\n".join(CompareText(words, compared, tmp_path_factory.getbasetemp()).lines())
    assert f"Chances: {note}" in text
    assert max(map(len, text.splitlines())) <= 100
    first = csv_texts(compared)["chances.csv"].splitlines()[1]
    assert first.startswith("B,activation,tan_phu,finish_by,0.250,0.750,0.500,")
    (pair,) = comparison_record(words, compared)["pairs"]
    assert pair["chances"][0]["people"] == 3.75


def test_without_campaigns_there_is_no_table() -> None:
    compared = compare_runs([run_of("a"), run_of("b")])
    assert compared.pairs[0].chances == ()
    assert not chance_rows(Words("en"), compared.pairs[0])
    assert "random numbers" not in comparison_html(Words("en"), compared)
    assert len(csv_texts(compared)["chances.csv"].splitlines()) == 1
