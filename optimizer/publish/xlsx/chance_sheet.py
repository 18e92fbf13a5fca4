"""The first sheet of the workbook: how sure the plan is, of each stream and place."""

from __future__ import annotations

from optimizer.publish.content.chances import PlaceChances, basis, stream_chances
from optimizer.publish.content.confidence import confidence_lines
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.verdicts import expectation, headline
from optimizer.publish.xlsx.sheets import Book, RowGroup, SheetColumn, write_document
from optimizer.texts import documents
from optimizer.texts import simulation as words
from optimizer.texts.formats import Texts, people_cut


def write_chances(book: Book, publication: Publication) -> None:
    """The first line of every surface, and below it target, plan and chances of each place, per stream."""
    texts, heading = book.texts, book.heading
    late, early = texts.short_day(heading.last_day), texts.short_day(heading.finish_by)
    columns = (
        SheetColumn(texts(documents.NUMBER), 6, "count"),
        SheetColumn(texts(documents.PLACE), 34),
        SheetColumn(texts(documents.TARGET), 11, "whole"),
        SheetColumn(texts(words.PLANNED_BY, day=late), 13, "whole"),
        SheetColumn(texts(words.LOW), 11, "whole"),
        SheetColumn(texts(words.MEDIAN), 11, "whole"),
        SheetColumn(texts(words.HIGH), 11, "whole"),
        SheetColumn(texts(words.CHANCE_BY, day=early), 13),
        SheetColumn(texts(words.CHANCE_BY, day=late), 13),
        SheetColumn(texts(words.ASKED), 10),
        SheetColumn(texts(words.REACHED_MEDIAN), 13, "date"),
        SheetColumn(texts(words.MAIN_CAUSE), 30),
    )
    streams = stream_chances(texts, publication)
    groups = [
        RowGroup(
            [_cells(texts, number, place) for number, place in enumerate(stream.places, 1)],
            f"{stream.name} ({stream.unit})",
            _cells(texts, None, stream.whole),
        )
        for stream in streams
    ]
    told = list(confidence_lines(texts, publication.scenario, publication.record))
    told += [f"{stream.name}: {stream.together}" for stream in streams]
    if publication.simulation is not None:
        told.append(basis(texts, publication))
    first = [headline(publication), expectation(publication)]
    write_document(book, words.SHEET, words.SHEET_TITLE, columns, groups, told, first)


def _cells(texts: Texts, number: int | None, place: PlaceChances) -> list[object]:
    late, row = place.chance.last_day, place.row
    return [
        number,
        place.label,
        place.target,
        *(people_cut(figure) for figure in (place.planned, row.q05, row.q50, row.q95)),
        texts.chance(place.chance.finish_by.chance),
        texts.chance(late.chance),
        None if late.asked is None else texts.chance(late.asked),
        place.reached,
        place.cause,
    ]
