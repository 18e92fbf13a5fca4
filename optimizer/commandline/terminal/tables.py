"""Plain tables for the terminal, as wide as their content; figures stand right, words left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from optimizer.publish.content.told import Grid, Part, Subheading

GAP = "  "
FIGURE_STARTS = frozenset("0123456789-–<>")


def printed(parts: Iterable[Part]) -> Iterator[str]:
    """Sentences, tables and headings as lines."""
    for part in parts:
        match part:
            case Subheading(text):
                yield f"{text}:"
            case Grid(headings, rows):
                yield from table(headings, rows)
            case str():
                yield part


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of a table; a column is set right if every cell in it begins like a figure."""
    columns = list(zip(headings, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    are_figures = [all(cell[:1] in FIGURE_STARTS for cell in column[1:]) for column in columns]
    for row in (headings, *rows):
        cells = zip(row, widths, are_figures, strict=True)
        yield GAP.join(
            cell.rjust(width) if is_figure else cell.ljust(width) for cell, width, is_figure in cells
        ).rstrip()
