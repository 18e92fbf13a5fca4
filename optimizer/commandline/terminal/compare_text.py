"""What ``catruc compare`` prints: a verdict on every pair, the figures side by side, why, desks, who works when."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from optimizer.compare.comparison import Comparison, FigureRow, Pair, PlaceRow
from optimizer.compare.differences.openings import counts_by_post
from optimizer.compare.output.files import comparison_record
from optimizer.compare.wording.affected import affected
from optimizer.compare.wording.chances import chance_headings, chance_rows, chances_note
from optimizer.compare.wording.duty_words import change_text, named_post
from optimizer.compare.wording.moved import all_figures, moved_figures, moved_places
from optimizer.compare.wording.reasons import obstacle_texts, reasons
from optimizer.compare.wording.verdicts import names, verdicts
from optimizer.compare.wording.words import Words
from optimizer.texts import comparisons, documents
from optimizer.texts.figures import NOTHING

WIDTH = 100
"""Columns of the terminal that the text is made for."""
RUNS_IN_A_TABLE = 2
"""Runs held against the first in one table; more make another table."""
MOST_LISTED = 12
"""Officers and changes of the roster that are listed; the files have them all."""
Entry = TypeVar("Entry")


class CompareText:
    """A comparison in words.

    Parameters
    ----------
    words, comparison, directory
        The language, what is compared, and where the files are.
    shows_all
        Whether to list what is alike too, and every change, rather than what differs most.
    """

    def __init__(self, words: Words, comparison: Comparison, directory: Path, *, shows_all: bool = False) -> None:
        self.words, self.comparison, self.directory, self.shows_all = words, comparison, directory, shows_all
        streams = {k: v.name for entry in comparison.entries for k, v in entry.run.scenario.campaign.streams.items()}
        self.streams = streams

    def verdict(self) -> str:
        """One line for every run but the first; of revisions of one campaign, first whom it concerns."""
        return "\n".join([*affected(self.words, self.comparison), *verdicts(self.words, self.comparison)])

    def lines(self) -> Iterator[str]:
        """Whom it concerns, the verdicts, the tables, the reasons, and where the files are."""
        for line in affected(self.words, self.comparison):
            yield from _wrapped(line, "", "  ")
        for line in verdicts(self.words, self.comparison):
            yield from _wrapped(line, "", "  ")
        yield ""
        for entry in self.comparison.entries:
            yield f"{entry.letter}  {entry.name}  ({entry.run.directory})"
            if not entry.run.verification.passed:
                yield f"   {self.words(comparisons.UNVERIFIED, name=entry.letter)}"
        others = range(1, len(self.comparison.entries))
        for start in others[::RUNS_IN_A_TABLE]:
            chosen = [number for number in others if start <= number < start + RUNS_IN_A_TABLE]
            yield ""
            yield from self._figures(chosen)
            yield from self._places(chosen)
            yield from self._left_out(chosen)
        for pair in self.comparison.pairs:
            yield ""
            yield from self._pair(pair)
        yield ""
        yield self.words(comparisons.FILES, directory=self.directory)

    def to_json(self) -> dict[str, Any]:
        """The same as one object."""
        where = {"verdict": self.verdict(), "directory": str(self.directory)}
        return {**where, **comparison_record(self.words, self.comparison)}

    def _figures(self, chosen: Sequence[int]) -> Iterator[str]:
        words, rows = self.words, []
        for group, members in self._figure_groups(chosen):
            rows.append([words(comparisons.GROUPS[group])])
            for row in members:
                figure = row.figure
                cells = [f"  {words.figure(figure, self.streams)}", words.value(figure, row.values[0])]
                for number in chosen:
                    cells.append(words.value(figure, row.values[number]))
                    cells.append(words.difference(figure, row.values[number], row.values[0]))
                rows.append(cells)
        if not rows:
            yield words(comparisons.FIGURES_ALL_ALIKE)
            return
        yield from _columns([words(comparisons.FIGURE), *self._heads(chosen)], rows)

    def _figure_groups(self, chosen: Sequence[int]) -> list[tuple[str, list[FigureRow]]]:
        moved = moved_figures(self.words, self.comparison, chosen)
        return all_figures(self.comparison) if self.shows_all else moved

    def _places(self, chosen: Sequence[int]) -> Iterator[str]:
        words, rows = self.words, []
        for name, members in self._place_groups(chosen):
            rows.append([name])
            rows += [self._place(row, chosen) for row in members]
        if rows:
            yield ""
            yield from _columns([words(documents.SHARE), *self._heads(chosen)], rows)

    def _place_groups(self, chosen: Sequence[int]) -> Iterator[tuple[str, list[PlaceRow]]]:
        for (stream, at_schools), members in groupby(
            self.comparison.places, key=lambda row: (row.stream, row.at_schools)
        ):
            rows = list(members)
            found = rows if self.shows_all else moved_places(self.words, rows, chosen)
            name = self.streams.get(stream, stream)
            if found:
                yield f"{name} – {self.words(documents.AT_SCHOOLS)}" if at_schools else name, found

    def _left_out(self, chosen: Sequence[int]) -> Iterator[str]:
        """How much is alike and not listed."""
        figures = len(self.comparison.rows) - sum(len(rows) for _, rows in self._figure_groups(chosen))
        places = len(self.comparison.places) - sum(len(rows) for _, rows in self._place_groups(chosen))
        if figures or places:
            told = {"figures": self.words.number(figures), "places": self.words.number(places)}
            yield self.words(comparisons.ALIKE_NOTE, **told)

    def _place(self, row: PlaceRow, chosen: Sequence[int]) -> list[str]:
        words, base = self.words, row.shares[0]
        cells = [f"  {row.label}", NOTHING if base is None else words.percent(base)]
        for number in chosen:
            share = row.shares[number]
            cells.append(NOTHING if share is None else words.percent(share))
            cells.append(NOTHING if share is None or base is None else words.points(share - base))
        return cells

    def _heads(self, chosen: Sequence[int]) -> list[str]:
        letters = [entry.letter for entry in self.comparison.entries]
        return [letters[0], *(head for n in chosen for head in (letters[n], f"{letters[n]} − {letters[0]}"))]

    def _pair(self, pair: Pair) -> Iterator[str]:
        words = self.words
        yield words(comparisons.WHY, **names(words, pair))
        for heading, texts in obstacle_texts(words, pair):
            yield f"  {heading}"
            for text in texts:
                yield from _wrapped(text, "    - ", "      ")
        for reason in reasons(words, self.comparison, pair):
            yield from _wrapped(reason.text, "  ", "  ")
            for part in reason.parts:
                yield from _wrapped(part, "    - ", "      ")
        yield ""
        yield from self._chances(pair)
        yield from self._desks(pair)
        yield ""
        yield from self._roster(pair)

    def _chances(self, pair: Pair) -> Iterator[str]:
        if not pair.chances:
            return
        yield from _wrapped(f"{self.words(comparisons.CHANCES)}: {chances_note(self.words, pair)}", "", "  ")
        rows: list[list[str]] = []
        for name, members in chance_rows(self.words, pair):
            rows += [[name], *([f"  {cells[0]}", *cells[1:]] for cells in members)]
        yield from _columns(chance_headings(self.words, pair), rows)
        yield ""

    def _desks(self, pair: Pair) -> Iterator[str]:
        words = self.words
        if not pair.openings:
            yield words(comparisons.DESKS_NONE)
            return
        counts = {
            kind: sum(opening.change == kind for opening in pair.openings) for kind in ("opens", "closes", "lanes")
        }
        yield from _wrapped(f"{words(comparisons.DESKS)}: {words(comparisons.DESKS_SUMMARY, **counts)}", "", "  ")
        rows = [
            [f"  {named_post(pair, post)}", *(words.number(found[kind]) for kind in ("opens", "closes", "lanes"))]
            for post, found in counts_by_post(pair.openings).items()
        ]
        yield from _columns(
            [
                words(documents.POST),
                words(comparisons.OPENS),
                words(comparisons.CLOSES),
                words(comparisons.LANES_CHANGED),
            ],
            rows,
        )

    def _roster(self, pair: Pair) -> Iterator[str]:
        words, changes = self.words, pair.roster
        counts, by_officer = changes.counts(), changes.by_officer()
        kinds = ("same", "moved", "given", "taken", "vanishes", "appears")
        touched = {officer: found for officer, found in by_officer.items() if found.total() > found["same"]}
        told = {kind: words.number(counts[kind]) for kind in ("same", "moved", "handed", "vanishes", "appears")}
        if not touched:
            yield words(comparisons.ROSTER_ALIKE, same=told["same"])
            return
        yield from _wrapped(
            f"{words(comparisons.ROSTER)}: {words(comparisons.ROSTER_SUMMARY, **told, officers=len(touched))}", "", "  "
        )
        officers = {**pair.other.run.scenario.officers, **pair.base.run.scenario.officers}
        most = sorted(touched, key=lambda officer: (touched[officer]["same"] - touched[officer].total(), officer))
        rows = [
            [f"  {officer}  {officers[officer].name}", *(words.number(touched[officer][kind]) for kind in kinds)]
            for officer in self._first_of(most)
        ]
        yield from _columns([words(comparisons.OFFICER), *(words(comparisons.STATES[kind]) for kind in kinds)], rows)
        yield from self._rest_of(most)
        yield ""
        yield words(comparisons.CHANGES_LIST)
        for change in self._first_of(changes.changes):
            day = f"{words.short_weekday(change.row.date)} {words.short_day(change.row.date)}"
            who = "" if change.change == "handed" else f"{change.row.name} "
            yield from _wrapped(f"{day}  {who}{change_text(words, pair, change)}", "  ", "      ")
        yield from self._rest_of(changes.changes)

    def _first_of(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        return entries if self.shows_all else entries[:MOST_LISTED]

    def _rest_of(self, entries: Sequence[object]) -> Iterator[str]:
        left = len(entries) - len(self._first_of(entries))
        if left:
            yield f"  {self.words(comparisons.LIST_GOES_ON, count=self.words.number(left))}"


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table no wider than the terminal: names left and shortened, figures right; a lone name heads what follows."""
    figures = [[row[number] for row in (headings, *rows) if len(row) > 1] for number in range(1, len(headings))]
    widths = [max(map(len, column)) for column in figures]
    room = WIDTH - sum(width + 2 for width in widths)
    first = min(room, max(len(row[0]) for row in (headings, *rows) if len(row) > 1))
    for row in (headings, *rows):
        if len(row) == 1:
            yield row[0][:WIDTH]
            continue
        name = row[0] if len(row[0]) <= first else f"{row[0][: first - 1]}…"
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))
        yield "  ".join([name.ljust(first), *cells])
