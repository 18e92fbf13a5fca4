"""What a revision changes: the list of changed duties by unit, and a slip for each officer to sign."""

from __future__ import annotations

from itertools import groupby

from optimizer.publish.content.changes import changed_days, changes_line, revision_reason
from optimizer.publish.content.publication import Publication
from optimizer.publish.xlsx.sheets import Book, RowGroup, SheetColumn, write_document
from optimizer.texts import documents
from optimizer.texts import tracking as words


def write_changes(book: Book, publication: Publication) -> None:
    """Both sheets; none where nothing changes."""
    days = changed_days(publication)
    if not days:
        return
    texts, units = book.texts, publication.scenario.units
    columns = (
        SheetColumn(texts(documents.NAME), 26),
        SheetColumn(texts(documents.DATE), 12, "date"),
        SheetColumn(texts(words.BEFORE_CHANGE), 44),
        SheetColumn(texts(words.AFTER_CHANGE), 44),
    )
    first = [changes_line(publication, days), revision_reason(publication)]
    listed = [
        RowGroup([[day.name, day.date, day.before, day.after] for day in of_unit], units[unit].name)
        for unit, of_unit in groupby(days, key=lambda day: day.unit)
    ]
    write_document(book, words.CHANGES_SHEET, words.CHANGES_TITLE, columns, listed, first=first)
    slips = [
        RowGroup(
            [["", day.date, day.before, day.after] for day in of_officer],
            f"{name} – {units[unit].name}",
            [texts(words.RECEIVED), "", "", ""],
        )
        for (unit, _, name), of_officer in groupby(days, key=lambda day: (day.unit, day.officer, day.name))
    ]
    reason = [revision_reason(publication)]
    write_document(book, words.SLIPS_SHEET, words.SLIPS_TITLE, columns, slips, first=reason, is_page_each=True)
