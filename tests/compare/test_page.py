"""The page of a comparison: whatever the names hold, whatever differs, it is whole and says what is in the data."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from optimizer.commandline.terminal.compare_text import CompareText
from optimizer.compare.comparison import Comparison, compare_runs
from optimizer.compare.differences.sources import sources, standing_missing
from optimizer.compare.output.files import csv_texts
from optimizer.compare.output.page import comparison_html, heat
from optimizer.compare.wording.moved import moved_figures
from optimizer.compare.wording.reasons import reasons
from optimizer.compare.wording.verdicts import is_same, verdicts
from optimizer.compare.wording.words import Words
from optimizer.verify import verify_plan
from optimizer.verify.verified_run import VerifiedRun
from tests.worlds.verified import PLAN, scenario, world_data
from tests.worlds.verified_run import run_record

HOSTILE = '<script>alert(1)</script>&"=HYPERLINK("http://x")'


def run_of(name: str, changes: dict[str, Any] | None = None, **plan: Any) -> VerifiedRun:
    """The world worked out by hand as a run, its scenario or rows changed."""
    changed, rows = scenario(**(changes or {})), replace(PLAN, **plan)
    record = run_record()
    return VerifiedRun(Path("runs") / name, changed, rows, record, verify_plan(changed, rows, record))


def two_runs() -> Comparison:
    """The world beside itself with binh for an on Thursday and without the desk on Saturday."""
    thursday = replace(PLAN.roster[0], officer="binh", name="Bình")
    rest = tuple(row for row in PLAN.roster[1:] if row.shift != "evening")
    return compare_runs([run_of("a"), run_of("b", roster=(thursday, *rest), openings=PLAN.openings[:2])])


class Reader(HTMLParser):
    """Collects tags and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_names_are_text_and_nothing_else(language: str) -> None:
    names = {f"officers__{officer}__name": HOSTILE for officer in ("an", "binh", "cuong", "dung")}
    names |= {"posts__desk__name": HOSTILE, "places__tan_phu__name": HOSTILE, "campaign__name": HOSTILE}
    roster = tuple(replace(row, name=HOSTILE) for row in PLAN.roster)
    hostile = compare_runs([run_of("<a>", names, roster=roster), run_of("b", names, roster=roster[2:])])
    reader = Reader()
    reader.feed(comparison_html(Words(language), hostile))
    assert "script" not in reader.tags
    assert "".join(reader.text).count(HOSTILE) >= 4
    cells = [cell for line in csv_texts(hostile)["duties.csv"].splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", '"='))]


def test_the_roster_of_the_page_is_that_of_the_data() -> None:
    compared = two_runs()
    (pair,) = compared.pairs
    # Both officers of Saturday evening are off; Thursday's desk goes from one to the other.
    assert pair.roster.counts() == {"same": 4, "handed": 1, "vanishes": 2}
    page = comparison_html(Words("en"), compared)
    assert "handed over: Sáng, " in page
    assert page.count("vanishes: Tối, ") == 2
    assert "duties: 4 the same, 0 moved (same officer, same day), 1 handed over, 2 vanish, 0 appear" in page


def test_sources_add_up_to_what_is_expected() -> None:
    run = run_of("a")
    for stream, reached in run.record.streams.items():
        found = sources(run, stream)
        assert sum(source.done for source in found.values()) == pytest.approx(reached.expected_by_finish, abs=0.001)


def test_standing_duties_without_crews_are_told_by_post() -> None:
    world = {"posts__desk__standing": {"shifts": ["morning", "evening"], "day_types": ["weekday", "weekend"]}}
    closed = {
        "openings": PLAN.openings[:1],
        "helpers": PLAN.helpers[:1],
        "roster": tuple(row for row in PLAN.roster if row.post != "desk" or row.date == PLAN.openings[0].date),
    }
    compared = compare_runs([run_of("a", world), run_of("b", world, **closed)])
    # Thursday and Friday evening and Saturday morning lack a crew of two in both; b lacks two crews more.
    assert [sum(standing_missing(entry.run).values()) for entry in compared.entries] == [6, 10]
    for entry in compared.entries:
        tier = next(tier for tier in entry.run.verification.tiers if tier.name == "standing")
        assert tier.value == sum(standing_missing(entry.run).values())


@pytest.mark.parametrize(
    ("value", "bound", "told"),
    [
        (
            200.0,
            150.0,
            "Shortfall against targets: no plan of B that keeps the objectives above gets below 150.0, and A",
        ),
        (200.0, 90.0, "Shortfall against targets: 200.0 instead of 96.2 lies within the gaps"),
        (50.0, 10.0, "Shortfall against targets: no plan of A that keeps the objectives above gets below 90.5, and B"),
        (92.0, 10.0, "Shortfall against targets: 92.0 instead of 96.2 lies within the gaps"),
    ],
)
def test_the_bounds_say_whether_the_scenario_makes_the_difference(value: float, bound: float, told: str) -> None:
    other = run_of("b")
    tiers = tuple(
        replace(tier, value=value, bound=bound) if tier.name == "shortfall" else tier for tier in other.record.tiers
    )
    compared = compare_runs([run_of("a"), replace(other, record=replace(other.record, tiers=tiers))])
    texts = [reason.text for reason in reasons(Words("en"), compared, compared.pairs[0])]
    assert [text for text in texts if text.startswith(told)] == texts[-1:]


def test_the_same_plan_is_called_the_same_in_both_languages() -> None:
    compared = compare_runs([run_of("a"), run_of("b")])
    assert is_same(compared, compared.pairs[0])
    assert not is_same(two_runs(), two_runs().pairs[0])
    assert verdicts(Words("vi"), compared) == [
        "B (b) so với A (a): không biết khả năng đạt của cả hai; hai phương án như nhau"
    ]
    told = [reason.text for reason in reasons(Words("en"), compared, compared.pairs[0])]
    assert told[0] == "The scenarios are the same."
    assert len(told) == 2


def test_plans_in_which_a_place_fares_otherwise_are_not_the_same() -> None:
    """The same duties, openings and totals: what one commune gains another loses."""
    elsewhere = {"name": "Tân Lập", "kind": "commune", "latitude": 11.5, "longitude": 106.8}
    world = {"places__tan_lap": elsewhere | {"pools": {"activation": {"target": 100, "people": 100}}}}

    def run(name: str, here: float, there: float) -> VerifiedRun:
        found = run_of(name, world)
        places = tuple(
            replace(entry, place=place, expected=done, share=done / 100, missing=100 - done)
            for entry in found.record.places[:1]
            for place, done in (("tan_phu", here), ("tan_lap", there))
        )
        record = replace(found.record, places=(*places, *found.record.places[1:]))
        rows = [row for row in PLAN.progress if row.place == "school"]
        done = {"tan_phu": here, "tan_lap": there}
        rows += [
            replace(row, place=place, expected_cumulative=done[place])
            for row in PLAN.progress
            for place in done
            if row.place == "tan_phu"
        ]
        return replace(found, record=record, plan=replace(found.plan, progress=tuple(rows)))

    compared = compare_runs([run("a", 30.0, 20.0), run("b", 16.0, 34.0)])
    assert not is_same(compared, compared.pairs[0])
    (told,) = verdicts(Words("en"), compared)
    assert "changed most: Công an thị trấn, Kích hoạt −14.0\u202f%" in told or "Tân Lập" in told


def test_only_what_differs_is_listed_and_the_greatest_difference_first() -> None:
    compared = two_runs()
    lines = list(CompareText(Words("en"), compared, Path("x")).lines())
    everything = list(CompareText(Words("en"), compared, Path("x"), shows_all=True).lines())
    assert not [line for line in lines if line.endswith("±0")]
    assert [line for line in everything if line.endswith("±0")]
    assert any("(--all lists them)" in line for line in lines)
    moved = moved_figures(Words("en"), compared, [1])
    (work,) = [rows for group, rows in moved if group == "work"]
    changes = [abs(row.differences[0] or 0) / max(1.0, abs(float(str(row.values[0])))) for row in work]
    assert changes == sorted(changes, reverse=True)
    assert changes[-1] > 0
    page = comparison_html(Words("en"), compared)
    shown = page[page.index('id="figures"') : page.index("<details>")]
    assert "±0" not in shown
    assert "Officers with duties" in page


def test_tiers_stay_in_their_order_of_priority_whichever_differs_most() -> None:
    other = run_of("b")
    tiers = tuple(
        replace(tier, value={"shortfall": 100.0, "burden": 400.0}.get(tier.name, tier.value))
        for tier in other.record.tiers
    )
    compared = compare_runs([run_of("a"), replace(other, record=replace(other.record, tiers=tiers))])
    (found,) = [rows for group, rows in moved_figures(Words("en"), compared, [1]) if group == "tiers"]
    assert [row.figure.of for row in found if row.figure.name == "value"] == ["shortfall", "burden"]


@pytest.mark.parametrize(("bound", "gap", "told"), [(0.0, 1.0, (None, None)), (100.0, 0.75, (100.0, 0.75))])
def test_a_bound_that_proves_nothing_is_left_open(bound: float, gap: float, told: tuple[float | None, ...]) -> None:
    other = run_of("b")
    tiers = tuple(
        replace(tier, value=400.0, bound=bound, gap=gap) if tier.name == "burden" else tier
        for tier in other.record.tiers
    )
    compared = compare_runs([run_of("a"), replace(other, record=replace(other.record, tiers=tiers))])
    figures = {row.figure.key: row.values[1] for row in compared.rows}
    assert (figures["tiers", "bound", "burden"], figures["tiers", "gap", "burden"]) == told


def test_figures_a_run_does_not_have_are_left_open() -> None:
    world = world_data()
    extra = {**world["campaign"]["streams"], "signature": {"name": "Chữ ký số", "unit": "chữ ký"}}
    other = run_of("b", {"campaign__streams": extra})
    streams = other.record.streams
    signature = replace(streams["id_card"], missing=3.0)
    record = replace(other.record, streams={**streams, "signature": signature})
    compared = compare_runs([run_of("a"), replace(other, record=record)])
    row = next(row for row in compared.rows if row.figure.key == ("targets", "missing", "signature"))
    assert (row.values, row.differences) == ((None, 3.0), (None,))
    groups = [row.figure.group for row in compared.rows]
    assert groups == sorted(groups, key=["targets", "work", "fairness", "tiers", "acceptance"].index)
    assert [found.kind for found in compared.pairs[0].obstacles] == ["streams"]
    assert "Chữ ký số" in comparison_html(Words("vi"), compared)


@pytest.mark.parametrize(("value", "told"), [(2.0, "+2"), (-1234.0, "−1,234"), (0.0, "±0"), (-0.2, "±0")])
def test_differences_have_a_sign_that_can_be_seen(value: float, told: str) -> None:
    assert Words("en").signed(value) == told


def test_a_share_is_green_from_the_target_on_and_no_earlier() -> None:
    assert heat(1.0) == heat(1.3) != heat(0.9995)
    assert len({heat(share) for share in (0.3, 0.5, 0.7, 0.9, 0.99)}) == 4
