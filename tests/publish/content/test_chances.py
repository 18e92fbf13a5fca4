"""How sure a plan is, in the words of every surface."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.publish.content.chances import (
    cause_cells,
    cause_headings,
    chance_headings,
    chance_line,
    desk_cells,
    desk_headings,
    stream_chances,
)
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import stream_results
from optimizer.publish.content.verdicts import headline, outcome, tone
from optimizer.run.record import CutShortRecord
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.texts.formats import Texts
from tests.publish.documents import SMALL
from tests.worlds.published import simulated

ENGLISH = Texts("en")


def line(publication: Publication) -> str:
    return chance_line(ENGLISH, publication.scenario, publication.record, publication.simulation)


def with_chances(**chances: float) -> Publication:
    """The small plan with another chance for each stream."""
    found = simulated(SMALL)
    told = tuple(replace(entry, chance=chances[entry.stream]) for entry in found.record.chances or ())
    return replace(found, record=replace(found.record, chances=told))


def test_the_stream_least_sure_is_told_first() -> None:
    told = line(with_chances(activation=0.42, id_card=0.05)).split("; ")
    assert [part.split(": ")[0] for part in told if ": " in part] == ["Cấp CCCD", "Kích hoạt định danh mức 2"]
    assert told[2] == ("Kích hoạt định danh mức 2: 4,750 tài khoản by 21 Apr with a chance of 42\u202f% (median 4,560)")
    assert told[3] == "by 17 Apr 42\u202f%"


def test_without_a_simulation_the_line_says_why_nothing_is_known() -> None:
    assert line(SMALL) == "No chance is known: the scenario has no section uncertainty"
    uncertain = SMALL.scenario.model_copy(update={"uncertainty": Uncertainty()})
    assert line(replace(SMALL, scenario=uncertain)) == "No chance is known: the plan was not simulated"
    assert headline(SMALL) == "Không biết khả năng đạt: kịch bản không có mục uncertainty"


def test_a_simulation_that_was_stopped_says_how_far_it_came() -> None:
    found = simulated(SMALL)
    assert found.simulation is not None
    stopped = replace(found.simulation, record=replace(found.simulation.record, replications=1350))
    assert line(replace(found, simulation=stopped)).endswith("; stopped early on request: 1,350 of 2,000 campaigns")
    late = replace(found.record, status="complete", cut_short=(CutShortRecord("simulation", ()),))
    told = line(replace(found, simulation=stopped, record=late))
    assert told.endswith("; time for 1,350 of 2,000 campaigns only")


@pytest.mark.parametrize(
    ("chances", "colour"), [((0.8, 0.9), "met"), ((0.79, 0.9), "mixed"), ((0.9, 0.5), "missed"), ((1.0, 1.0), "met")]
)
def test_the_colour_is_that_of_the_lowest_chance(chances: tuple[float, float], colour: str) -> None:
    activation, id_card = chances
    assert outcome(with_chances(activation=activation, id_card=id_card)) == colour


def test_what_is_met_in_expectation_is_no_greener_than_its_chance() -> None:
    progress = tuple(replace(row, expected_cumulative=row.target) for row in SMALL.plan.progress)
    plan = replace(SMALL.plan, progress=progress)
    for chance, colour in ((0.9, "met"), (0.6, "mixed"), (0.1, "missed")):
        found = replace(with_chances(activation=chance, id_card=1.0), plan=plan)
        assert tone(found, stream_results(found)[0]) == colour
    assert tone(replace(SMALL, plan=plan), stream_results(replace(SMALL, plan=plan))[0]) == "met"
    assert tone(with_chances(activation=1.0, id_card=1.0), stream_results(SMALL)[0]) == "missed"


def test_tables_have_a_cell_below_every_heading() -> None:
    found = simulated(SMALL)
    streams = stream_chances(ENGLISH, found)
    assert [stream.stream for stream in streams] == list(SMALL.scenario.campaign.streams)
    for stream in streams:
        assert len(stream.by_day) == 18
        for place in (*stream.places, stream.whole):
            assert len(place.cells(ENGLISH)) == len(chance_headings(ENGLISH, found))
            assert place.cause == "queues"
    (causes, desks) = cause_cells(ENGLISH, found), list(desk_cells(ENGLISH, found))
    assert {len(cells) for cells in causes} == {len(cause_headings(ENGLISH))}
    assert {len(cells) for cells in desks} == {len(desk_headings(ENGLISH))}
    assert causes[0][2:] == ["42\u202f%", "50\u202f%", "80\u202f%", "45\u202f%", "42\u202f%", "queues"]
    assert desks[0][2:] == ["21.5", "18.0", "2.5", "1.0", "14.2"]


def test_nothing_is_told_of_a_plan_that_was_not_simulated() -> None:
    assert (stream_chances(ENGLISH, SMALL), cause_cells(ENGLISH, SMALL), list(desk_cells(ENGLISH, SMALL))) == (
        (),
        [],
        [],
    )


@pytest.mark.parametrize(
    ("chance", "told"),
    [(0.0, "0"), (0.0004, "<\u202f1"), (0.4199, "41"), (0.42, "42"), (0.29, "29"), (0.9999, ">\u202f99"), (1.0, "100")],
)
def test_a_chance_is_cut_and_never_told_as_sure_or_ruled_out_if_it_is_not(chance: float, told: str) -> None:
    assert ENGLISH.chance(chance) == f"{told}\u202f%"
