"""``report.html``: the plan on one page that needs nothing but a browser.

The page is self-contained: no script, no font, no picture from elsewhere, and a content policy that forbids them.
All texts are escaped by the template engine. Charts are drawn as SVG by the template and tell a day's figure where one
points at it: a library of interactive charts would weigh more than everything else on the page together, take longer
to load than the whole page takes to make, need scripts to be allowed, and print as a blurred picture. A week or a unit
of the roster is chosen by style sheet alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from optimizer.publish.content.acceptance import acceptance_views
from optimizer.publish.content.assurance import rule_views, tier_views, verification_note
from optimizer.publish.content.chances import (
    JUDGED_COLUMN,
    basis,
    cause_cells,
    cause_headings,
    cause_title,
    chance_headings,
    desk_cells,
    desk_headings,
    stream_chances,
)
from optimizer.publish.content.changes import changed_days, changes_line, lineage, lineage_headings
from optimizer.publish.content.confidence import confidence_lines
from optimizer.publish.content.day_lines import officer_lines, opening_lines
from optimizer.publish.content.heading import heading
from optimizer.publish.content.loads import FIGURES, burden_note, unit_loads
from optimizer.publish.content.notices import notices
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import PlaceResult, StreamResult, stream_results
from optimizer.publish.content.signs import absence_signs, shift_signs
from optimizer.publish.content.verdicts import assessment, expectation, facts, headline, outcome, remarks, tone, verdict
from optimizer.publish.content.visits import VisitView, visit_groups
from optimizer.publish.content.weeks import rest_days, weeks
from optimizer.publish.html.charts import LARGE, SMALL, BurnUp, burn_up
from optimizer.publish.html.fans import fan
from optimizer.publish.html.grids import SHIFT_COLOURS, DayGrid, day_heads, month_heads, shift_masks, week_ranges
from optimizer.publish.html.load_rows import STRIP_WIDTH, load_rows
from optimizer.publish.html.templates import page_template
from optimizer.texts import documents, simulation, tracking
from optimizer.texts.formats import Texts

TEMPLATE = Path(__file__).with_name("report.html")
MOST_CHANGES = 300
"""Changed days that the page shows; the workbook has all."""


@dataclass(frozen=True, slots=True)
class StreamSection:
    """One stream's charts and its verdict."""

    result: StreamResult
    verdict: str
    tone: str
    """Its colour."""
    remarks: str
    chart: BurnUp
    places: tuple[tuple[PlaceResult, BurnUp], ...]


def write_report(folder: Path, publication: Publication) -> None:
    """Write ``report.html`` into an existing folder."""
    (folder / "report.html").write_text(report_html(publication), encoding="utf-8", newline="\n")


def report_html(publication: Publication) -> str:
    """The page."""
    days = [day for of_week in weeks(publication.scenario).values() for day in of_week]
    results = stream_results(publication)
    return page_template(TEMPLATE).render(
        texts=publication.texts,
        documents=documents,
        simulation=simulation,
        heading=heading(publication),
        streams=[_stream_section(publication, result, days) for result in results],
        headline=headline(publication),
        expectation=expectation(publication),
        outcome=outcome(publication),
        chances=_chances(publication),
        facts=facts(publication),
        assessment=assessment,
        notices=notices(publication, results),
        acceptance=acceptance_views(publication.texts, publication.scenario, publication.record.acceptance),
        tracking=tracking,
        **_revisions(publication),
        **_assurance(publication),
        **_grids(publication, days),
        **_loads(publication),
        visits=[
            (group.kind, [_visit_cells(publication.texts, visit) for visit in group.visits])
            for group in visit_groups(publication)
        ],
    )


def _chances(publication: Publication) -> Mapping[str, Any] | None:
    """The section on chances; nothing of a plan that was not simulated."""
    if publication.simulation is None:
        return None
    texts, finish_by = publication.texts, publication.scenario.campaign.finish_by
    return {
        "basis": basis(texts, publication),
        "confidence": list(confidence_lines(texts, publication.scenario, publication.record)),
        "streams": [
            (found, fan(texts, found.by_day, found.whole.target, finish_by))
            for found in stream_chances(texts, publication)
        ],
        "headings": chance_headings(texts, publication),
        "judged": JUDGED_COLUMN,
        "cause_title": cause_title(texts, publication),
        "cause_headings": cause_headings(texts),
        "causes": cause_cells(texts, publication),
        "desk_headings": desk_headings(texts),
        "desks": list(desk_cells(texts, publication)),
    }


def _revisions(publication: Publication) -> Mapping[str, Any]:
    """How revisions follow, and what this one changes; nothing where there is but one."""
    texts, rows = publication.texts, lineage(publication)
    days = changed_days(publication)
    line = changes_line(publication, days)
    if len(days) > MOST_CHANGES:
        line = f"{line} ({texts(tracking.CHANGES_SHOWN, shown=MOST_CHANGES)})"
    headings = (documents.NAME, documents.DATE, tracking.BEFORE_CHANGE, tracking.AFTER_CHANGE)
    return {
        "revisions": rows if len(rows) > 1 else [],
        "revision_headings": lineage_headings(texts),
        "changes": [[day.name, texts.day(day.date), day.before, day.after] for day in days[:MOST_CHANGES]],
        "changes_line": line,
        "change_headings": [texts(heading) for heading in headings],
    }


def _assurance(publication: Publication) -> Mapping[str, Any]:
    stated, kept = rule_views(publication)
    return {
        "tiers": tier_views(publication),
        "rules": stated,
        "kept": kept,
        "rules_note": verification_note(publication),
    }


def _grids(publication: Publication, days: Sequence[date]) -> Mapping[str, Any]:
    texts, shifts, absences = publication.texts, shift_signs(publication), absence_signs(publication)
    grid = DayGrid(texts, days, shifts, absences)
    return {
        "shifts": shifts,
        "absences": absences,
        "colours": SHIFT_COLOURS,
        "masks": shift_masks(shifts),
        "heads": day_heads(texts, days, rest_days(publication.scenario)),
        "months": month_heads(texts, days),
        "weeks": week_ranges(texts, weeks(publication.scenario).items()),
        "officers": grid.blocks(officer_lines(publication)),
        "openings": grid.blocks(opening_lines(publication)),
    }


def _loads(publication: Publication) -> Mapping[str, Any]:
    texts = publication.texts
    return {
        "loads": load_rows(texts, unit_loads(publication)),
        "load_columns": FIGURES.values(),
        "load_note": texts(documents.LOAD_NOTE, burden=burden_note(publication)),
        "strip_width": STRIP_WIDTH,
    }


def _stream_section(publication: Publication, result: StreamResult, days: Sequence[date]) -> StreamSection:
    texts = publication.texts
    return StreamSection(
        result=result,
        verdict=verdict(texts, result),
        tone=tone(publication, result),
        remarks=remarks(publication, result),
        chart=burn_up(texts, LARGE, days, result.curve, result.target, result.judging_day),
        places=tuple(
            (place, burn_up(texts, SMALL, days, place.curve, place.target, result.judging_day))
            for place in result.places
        ),
    )


def _visit_cells(texts: Texts, visit: VisitView) -> list[str]:
    row = visit.row
    return [
        f"{texts.short_weekday(row.date)} {texts.day(row.date)}",
        visit.shift,
        texts.period(row.start, row.end),
        visit.place,
        visit.team,
        texts.people(row.eligible),
        texts.people(row.expected_served),
        texts.people(row.expected_done),
        str(row.crew),
    ]
