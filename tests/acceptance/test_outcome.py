"""One judgement of a plan, per stream and place."""

from __future__ import annotations

from datetime import date

from optimizer.acceptance.outcome import Outcome, outcome_of
from optimizer.run.record import StreamRecord
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


def test_no_targets_are_no_failure() -> None:
    found = outcome_of(record(streams={}, places=()))
    assert (found.status, found.targets, found.reached_on, found.least_share) == ("reached", 0, None, 1.0)
