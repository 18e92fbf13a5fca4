"""``comparison.html``: the comparison on one page that needs nothing but a browser, in the style of the report."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from optimizer.compare.comparison import Comparison, FigureRow, Pair, PlaceRow
from optimizer.compare.differences.openings import counts_by_post
from optimizer.compare.output.charts import Overlay, colour_of, overlay
from optimizer.compare.wording.affected import affected
from optimizer.compare.wording.chances import chance_headings, chance_rows, chances_note
from optimizer.compare.wording.duty_words import change_text, duty_text, named_post
from optimizer.compare.wording.moved import all_figures, moved_figures
from optimizer.compare.wording.reasons import Reason, obstacle_texts, reasons
from optimizer.compare.wording.verdicts import is_same, names, verdicts
from optimizer.compare.wording.words import Words
from optimizer.publish.content.acceptance import AcceptanceView, acceptance_views
from optimizer.publish.content.lookups import officer_order
from optimizer.publish.content.weeks import rest_days
from optimizer.publish.html.grids import DayHead, GridBlock, GridCell, GridLine, day_heads, month_heads
from optimizer.publish.html.templates import page_template
from optimizer.texts import comparisons, documents
from optimizer.texts.figures import NOTHING

STATES = ("same", "moved", "handed", "vanishes", "appears")
STATE_COLOURS = ("#c9d3dd", "#e9a820", "#8a4fbf", "#b42318", "#12724a")
COUNTS = ("same", "moved", "given", "taken", "vanishes", "appears")


@dataclass(frozen=True, slots=True)
class HeatRow:
    """Shares of one place in all runs."""

    label: str
    cells: tuple[tuple[str, str], ...]
    """Text and colour."""


@dataclass(frozen=True, slots=True)
class PairView:
    """One run against the first."""

    pair: Pair
    title: str
    obstacles: tuple[tuple[str, list[str]], ...]
    """Headings, and what stands below each."""
    reasons: tuple[Reason, ...]
    chances_note: str
    """What the chances rest on; empty if none are known of both."""
    chance_headings: list[str]
    chances: list[tuple[str, list[list[str]]]]
    desks_summary: str
    desks: tuple[tuple[str, tuple[str, ...]], ...]
    roster_summary: str
    heads: tuple[DayHead, ...]
    months: tuple[tuple[str, int], ...]
    grid: tuple[GridBlock, ...]


def comparison_html(words: Words, comparison: Comparison) -> str:
    """The page."""
    streams = {k: v.name for entry in comparison.entries for k, v in entry.run.scenario.campaign.streams.items()}
    moved = moved_figures(words, comparison, range(1, len(comparison.entries)))
    alike = _alike(comparison, moved)
    return page_template(Path(__file__).with_name("comparison.html")).render(
        texts=words,
        comparisons=comparisons,
        documents=documents,
        comparison=comparison,
        campaign=comparison.base.run.scenario.campaign,
        colours=[colour_of(number)[0] for number in range(len(comparison.entries))],
        verdicts=list(
            zip(verdicts(words, comparison), (is_same(comparison, pair) for pair in comparison.pairs), strict=True)
        ),
        affected=list(affected(words, comparison)),
        groups=_figure_groups(words, moved, streams),
        alike=_figure_groups(words, alike, streams),
        alike_count=sum(len(rows) for _, rows in alike),
        overlays=_overlays(words, comparison),
        heat=_heat_map(words, comparison, streams),
        acceptance=_acceptance(words, comparison),
        pairs=[_pair_view(words, comparison, pair) for pair in comparison.pairs],
        counts=COUNTS,
        states=list(zip(STATES, STATE_COLOURS, strict=True)),
        masks=_masks(),
    )


def _figure_groups(
    words: Words, groups: list[tuple[str, list[FigureRow]]], streams: dict[str, str]
) -> list[tuple[str, list[tuple[str, list[str], list[str]]]]]:
    """Per group, name of each figure, its values and its differences."""
    return [
        (words(comparisons.GROUPS[group]), [_figure(words, row, streams) for row in rows]) for group, rows in groups
    ]


def _figure(words: Words, row: FigureRow, streams: dict[str, str]) -> tuple[str, list[str], list[str]]:
    values = [words.value(row.figure, value) for value in row.values]
    differences = [words.difference(row.figure, value, row.values[0]) for value in row.values[1:]]
    return words.figure(row.figure, streams), values, differences


def _alike(comparison: Comparison, moved: list[tuple[str, list[FigureRow]]]) -> list[tuple[str, list[FigureRow]]]:
    """By group, the figures that are the same in all runs."""
    seen = {row.figure.key for _, rows in moved for row in rows}
    rest = [(group, [row for row in rows if row.figure.key not in seen]) for group, rows in all_figures(comparison)]
    return [(group, rows) for group, rows in rest if rows]


def _overlays(words: Words, comparison: Comparison) -> list[Overlay]:
    keys = dict.fromkeys((result.stream, result.at_schools) for entry in comparison.entries for result in entry.results)
    return [overlay(words, comparison.entries, stream, at_schools=at_schools) for stream, at_schools in keys]


def _heat_map(words: Words, comparison: Comparison, streams: dict[str, str]) -> list[tuple[str, list[HeatRow]]]:
    blocks: dict[str, list[HeatRow]] = defaultdict(list)
    for row in comparison.places:
        title = streams[row.stream]
        title = f"{title} – {words(documents.AT_SCHOOLS)}" if row.at_schools else title
        blocks[title].append(_heat_row(words, row))
    return list(blocks.items())


def _heat_row(words: Words, row: PlaceRow) -> HeatRow:
    return HeatRow(
        row.label,
        tuple(
            (NOTHING, "transparent") if share is None else (words.percent(share), heat(share)) for share in row.shares
        ),
    )


def heat(share: float) -> str:
    """Colour of a share of the target: red far below, pale just below, green from the target on."""
    if share >= 1 - 1e-6:
        return "hsl(152 45% 78%)"
    depth = min(1.0, (1 - share) / 0.5)
    return f"hsl({round(45 - 45 * depth)} 85% {round(88 - 20 * depth)}%)"


def _acceptance(words: Words, comparison: Comparison) -> list[tuple[str, list[AcceptanceView]]]:
    """Per run that has acceptance rules, how it stands by them."""
    found = [
        (f"{entry.letter} – {entry.name}", acceptance_views(words, entry.run.scenario, entry.run.record.acceptance))
        for entry in comparison.entries
    ]
    return [(name, views) for name, views in found if views]


def _pair_view(words: Words, comparison: Comparison, pair: Pair) -> PairView:
    opened = {kind: sum(change.change == kind for change in pair.openings) for kind in ("opens", "closes", "lanes")}
    by_officer = pair.roster.by_officer()
    counts = pair.roster.counts()
    touched = sum(found.total() > found["same"] for found in by_officer.values())
    told = {kind: words.number(counts[kind]) for kind in STATES}
    return PairView(
        pair=pair,
        title=words(comparisons.WHY, **names(words, pair)),
        obstacles=tuple(obstacle_texts(words, pair)),
        reasons=tuple(reasons(words, comparison, pair)),
        chances_note=chances_note(words, pair) if pair.chances else "",
        chance_headings=chance_headings(words, pair),
        chances=chance_rows(words, pair),
        desks_summary=words(comparisons.DESKS_SUMMARY, **opened) if pair.openings else words(comparisons.DESKS_NONE),
        desks=tuple(
            (named_post(pair, post), tuple(words.number(found[kind]) for kind in ("opens", "closes", "lanes")))
            for post, found in counts_by_post(pair.openings).items()
        ),
        roster_summary=words(comparisons.ROSTER_SUMMARY, **told, officers=touched),
        heads=day_heads(words, pair.days, rest_days(pair.base.run.scenario)),
        months=month_heads(words, pair.days),
        grid=_grid(words, pair),
    )


def _grid(words: Words, pair: Pair) -> tuple[GridBlock, ...]:
    """Officers by unit, a cell a day: which of the states its duties have, and what happens to them."""
    entries: dict[tuple[str, date], list[tuple[str, str]]] = defaultdict(list)
    for row in pair.roster.same:
        entries[row.officer, row.date].append(("same", f"{words(comparisons.STATES['same'])}: {duty_text(pair, row)}"))
    for change in pair.roster.changes:
        for officer in change.officers:
            entries[officer, change.row.date].append((change.change, change_text(words, pair, change)))
    by_officer = pair.roster.by_officer()
    blocks = []
    scenarios = [pair.other.run.scenario, pair.base.run.scenario]
    officers = {**scenarios[0].officers, **scenarios[1].officers}
    for unit, described in {**scenarios[0].units, **scenarios[1].units}.items():
        lines: list[GridLine] = []
        for scenario in reversed(scenarios):
            mine = [key for key, officer in scenario.officers.items() if officer.unit == unit]
            shown = {line.title for line in lines}
            for officer in officer_order(scenario, (key for key in mine if key not in shown)):
                cells = tuple(_cell(words, day, entries.get((officer, day), [])) for day in pair.days)
                counted = tuple(GridCell("", words.number(by_officer.get(officer, Counter())[kind])) for kind in COUNTS)
                lines.append(GridLine(officers[officer].name, officer, (*counted, *cells)))
        if lines:
            blocks.append(GridBlock(described.name, tuple(lines)))
    return tuple(blocks)


def _cell(words: Words, day: date, entries: list[tuple[str, str]]) -> GridCell:
    if not entries:
        return GridCell("")
    mask = sum(1 << STATES.index(state) for state in {state for state, _ in entries})
    details = "; ".join(text for _, text in entries)
    return GridCell(f"m{mask}", details=f"{words.short_weekday(day)} {words.short_day(day)} · {details}")


def _masks() -> list[tuple[str, str]]:
    """How the cells of every combination of states look: bars of equal width, side by side."""
    found = []
    for mask in range(1, 2 ** len(STATES)):
        colours = [colour for number, colour in enumerate(STATE_COLOURS) if mask >> number & 1]
        width = 100 / len(colours)
        places = [100 * number / (len(colours) - 1) if len(colours) > 1 else 0 for number in range(len(colours))]
        bars = (
            f"linear-gradient({colour},{colour}) {left:.1f}% 0/{width:.1f}% 100% no-repeat"
            for colour, left in zip(colours, places, strict=True)
        )
        found.append((f"m{mask}", ",".join(bars)))
    return found
