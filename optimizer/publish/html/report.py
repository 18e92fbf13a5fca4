"""``report.html``: the plan on one page that needs nothing but a browser.

The page is self-contained: no script, no font, no picture from elsewhere, and a content policy that forbids them.
All texts are escaped by the template engine. Charts are drawn as SVG by the template and tell a day's figure where one
points at it: a library of interactive charts would weigh more than everything else on the page together, take longer
to load than the whole page takes to make, need scripts to be allowed, and print as a blurred picture. A week or a unit
of the roster is chosen by style sheet alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import is_normalized, normalize

from optimizer.publish.content.acceptance import acceptance_views
from optimizer.publish.content.assurance import rule_views, tier_views, verification_note
from optimizer.publish.content.loads import FIGURES, STRIP_WIDTH, unit_loads
from optimizer.publish.content.lookups import duty_hours, place_name, post_name, visits_by_kind
from optimizer.publish.content.notices import warnings
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.summary import (
    PlaceResult,
    StreamResult,
    assessment,
    burden_note,
    imprint,
    stream_results,
    verdict,
)
from optimizer.publish.html.charts import LARGE, SMALL, BurnUp, burn_up
from optimizer.publish.html.grids import SHIFT_COLOURS, day_heads, masks, months, officer_grid, opening_grid, week_spans
from optimizer.scenario.calendar_view import CalendarView
from optimizer.texts import documents
from optimizer.texts.formats import Texts
from optimizer.world.plan import VisitRow


@dataclass(frozen=True, slots=True)
class StreamView:
    """One stream's charts and its verdict."""

    result: StreamResult
    verdict: str
    more: str
    """When it is met, by how many places, and what the last day brings."""
    chart: BurnUp
    places: tuple[tuple[PlaceResult, BurnUp], ...]


def write_report(folder: Path, publication: Publication) -> None:
    """Write ``report.html`` into an existing folder."""
    (folder / "report.html").write_text(report_html(publication), encoding="utf-8", newline="\n")


def report_html(publication: Publication) -> str:
    """The page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=_composed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    scenario = publication.scenario
    texts = Texts(scenario.campaign.language)
    results = stream_results(publication)
    stated, kept = rule_views(texts, publication)
    return environment.get_template("report.html").render(
        texts=texts,
        documents=documents,
        campaign=scenario.campaign,
        scenario=scenario,
        streams=[_stream_view(texts, publication, result) for result in results],
        outcome=_outcome(results),
        facts=_facts(texts, publication),
        assessment=assessment,
        heads=day_heads(texts, scenario),
        months=months(texts, scenario),
        weeks=week_spans(texts, scenario),
        masks=masks(scenario),
        colours=SHIFT_COLOURS,
        officers=officer_grid(texts, publication),
        openings=opening_grid(texts, publication),
        acceptance=acceptance_views(texts, scenario, publication.run_record),
        tiers=tier_views(texts, publication),
        rules=stated,
        kept=kept,
        rules_note=verification_note(texts, publication),
        visits=[
            (texts(documents.VISIT_KINDS[kind]), [_visit_cells(texts, publication, row) for row in rows])
            for kind, rows in visits_by_kind(publication).items()
        ],
        loads=unit_loads(texts, publication),
        load_columns=FIGURES.values(),
        load_note=texts(documents.LOAD_NOTE, burden=burden_note(publication)),
        strip_width=STRIP_WIDTH,
        warnings=warnings(publication, results),
        imprint=imprint(publication),
    )


def _composed(value: object) -> object:
    """Text of the page in NFC; each value by itself, since a mark at its start would join with the tag before it."""
    if isinstance(value, str) and not value.isascii() and not is_normalized("NFC", value):
        return type(value)(normalize("NFC", value))
    return value


def _outcome(results: Sequence[StreamResult]) -> str:
    """CSS class of the verdict as a whole."""
    met = [result.is_met for result in results]
    return "met" if all(met) else "mixed" if any(met) else "missed"


def _stream_view(texts: Texts, publication: Publication, result: StreamResult) -> StreamView:
    days = CalendarView(publication.scenario).days
    met_on = result.met_on(days)
    more = [texts(documents.VERDICT_MET_ON, date=texts.day(met_on))] if met_on else []
    met = sum(place.is_met for place in result.places)
    more.append(texts(documents.VERDICT_PLACES, met=met, whole=len(result.places)))
    more.append(
        texts(
            documents.VERDICT_BY_DEADLINE,
            date=texts.day(days[-1]),
            expected=texts.number(int(result.last + 0.0005)),
            share=texts.percent(result.last / result.target),
        )
    )
    return StreamView(
        result=result,
        verdict=verdict(texts, result),
        more=" ".join(more),
        chart=burn_up(texts, LARGE, days, result.curve, result.target, result.judging_day),
        places=tuple(
            (place, burn_up(texts, SMALL, days, place.curve, place.target, result.judging_day))
            for place in result.places
        ),
    )


def _facts(texts: Texts, publication: Publication) -> list[tuple[str, str]]:
    scenario, plan = publication.scenario, publication.plan
    hard = [rule for rule in publication.verification.get("rules", ()) if rule["enforcement"] == "hard"]
    return [
        (texts(documents.FACT_FINISH_BY), texts.day(scenario.campaign.finish_by)),
        (texts(documents.FACT_DEADLINE), texts.day(scenario.campaign.last_day)),
        (texts(documents.FACT_DUTIES), texts.number(len(plan.roster))),
        (texts(documents.FACT_HOURS), texts.number(duty_hours(plan.roster))),
        (texts(documents.FACT_VISITS), texts.number(len(plan.visits))),
        (texts(documents.FACT_BREACHES), texts.number(sum(len(rule["breaches"]) for rule in hard))),
    ]


def _visit_cells(texts: Texts, publication: Publication, row: VisitRow) -> list[str]:
    scenario = publication.scenario
    return [
        f"{texts.short_weekday(row.date)} {texts.day(row.date)}",
        scenario.shifts[row.shift].name,
        texts.period(row.start, row.end),
        place_name(scenario, row.place),
        post_name(scenario, row.team),
        texts.number(row.eligible),
        texts.number(row.expected_served),
        texts.number(row.expected_done),
        str(row.crew),
    ]
