"""One judgement of a plan, per stream and place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from optimizer.acceptance.outcome import Outcome, outcome_of
from optimizer.run.record import StreamRecord
from optimizer.run.simulation import ChanceRecord
from tests.worlds.records import judged, record

FINISH_BY, LAST = date(2024, 6, 26), date(2024, 7, 3)


def outcome(*places: tuple[str, str, float, float, date | None], **totals: date) -> Outcome:
    """The outcome of places given as name, stream, target, expected, and when the target is reached."""
    streams: dict[str, StreamRecord] = {}
    for stream in dict.fromkeys(place[1] for place in places):
        mine = [(target, expected) for _, of, target, expected, _ in places if of == stream]
        target, expected = (sum(figures) for figures in zip(*mine, strict=True))
        missing = sum(max(0.0, wanted - done) for wanted, done in mine)
        streams[stream] = StreamRecord(target, expected, expected, expected / target, missing, totals.get(stream))
    return outcome_of(
        record(streams=streams, places=tuple(judged(*place[:4], FINISH_BY, place[4]) for place in places))
    )


def test_everything_reached() -> None:
    found = outcome(("a", "x", 10, 10, FINISH_BY), ("b", "x", 20, 25, LAST), ("a", "y", 5, 5, FINISH_BY))
    assert (found.status, found.short, found.targets) == ("reached", 0, 3)
    assert found.reached_on == LAST


def test_a_stream_with_too_much_hides_no_other() -> None:
    """30,000 accounts where 100 were wanted are no help to the ID files."""
    found = outcome(("a", "accounts", 100, 30_000, FINISH_BY), ("a", "files", 50, 40, None))
    assert found.status == "missed"
    assert [stream.status for stream in found.streams] == ["reached", "missed"]
    assert found.least_share == 0.8
    assert (found.streams[1].short, found.streams[1].missing) == (("a",), 10)


def test_a_place_with_too_much_hides_no_other() -> None:
    found = outcome(("a", "x", 100, 160, FINISH_BY), ("b", "x", 50, 43, None), x=FINISH_BY)
    assert (found.status, found.short) == ("partly", 1)
    assert (found.streams[0].short, found.streams[0].missing) == (("b",), 7)
    assert found.totals_on == FINISH_BY
    assert found.reached_on is None


def test_late_means_everywhere_by_the_last_day() -> None:
    assert outcome(("a", "x", 100, 90, LAST), ("b", "x", 50, 50, FINISH_BY)).status == "late"
    assert outcome(("a", "x", 100, 90, LAST), ("b", "x", 50, 40, None)).status == "missed"


def chances(place: str, early: float, late: float, asked: float | None = None) -> tuple[ChanceRecord, ...]:
    figures = {"target": 10.0, "low": 0.0, "high": 1.0, "median": 9.0}
    return (
        ChanceRecord("x", place, "finish_by", FINISH_BY, chance=early, **figures),
        ChanceRecord("x", place, "last_day", LAST, chance=late, asked=asked, **figures),
    )


def odds(*told: ChanceRecord) -> str | None:
    streams = {"x": StreamRecord(10, 10, 10, 1.0, 0.0, FINISH_BY), "y": StreamRecord(5, 5, 5, 1.0, 0.0, FINISH_BY)}
    return outcome_of(record(streams=streams, places=(), chances=told)).odds


def test_a_chance_is_enough_by_what_is_asked_for_else_by_what_is_usual() -> None:
    assert odds(*chances("", 0.0, 0.9, asked=0.9)) == "sure"
    assert odds(*chances("", 0.9, 0.89, asked=0.9)) == "likely"
    assert odds(*chances("", 0.0, 0.8)) == "sure"
    assert odds(*chances("", 0.0, 0.79)) == "likely"
    assert odds(*chances("", 0.9, 0.5)) == "unlikely"
    assert odds(*chances("", 0.0, 0.3, asked=0.3)) == "sure"


def test_a_place_counts_where_its_chance_is_asked_for() -> None:
    assert odds(*chances("", 0.9, 0.9), *chances("a", 0.1, 0.1)) == "sure"
    assert odds(*chances("", 0.9, 0.9), *chances("a", 0.1, 0.1, asked=0.2)) == "unlikely"


def test_the_stream_least_sure_comes_first_and_decides() -> None:
    told = *chances("", 0.9, 0.9), *(replace(chance, stream="y", chance=0.6) for chance in chances("", 0.6, 0.6))
    streams = {"x": StreamRecord(10, 10, 10, 1.0, 0.0, FINISH_BY), "y": StreamRecord(5, 5, 5, 1.0, 0.0, FINISH_BY)}
    found = outcome_of(record(streams=streams, places=(), chances=told))
    assert [stream.stream for stream, _ in found.least_sure_first] == ["y", "x"]
    assert found.odds == "likely"


def test_without_a_simulation_no_chance_is_known() -> None:
    found = outcome(("a", "x", 10, 10, FINISH_BY))
    assert (found.odds, found.least_sure_first, found.streams[0].chance) == (None, (), None)


def test_no_targets_are_no_failure() -> None:
    found = outcome_of(record(streams={}, places=()))
    assert (found.status, found.targets, found.reached_on, found.least_share) == ("reached", 0, None, 1.0)
