"""``report.html``: the plan on one page that needs nothing but a browser.

The page is self-contained: no script, no font, no picture from elsewhere, and a content policy that forbids them.
All texts are escaped by the template engine. Charts are drawn as SVG by the template: a library of interactive charts
would weigh more than everything else on the page together, and would not print.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from optimizer.publish.charts import LARGE, SMALL, BurnUp, Strip, burn_up, strip
from optimizer.publish.grids import (
    SHIFT_COLOURS,
    day_heads,
    mask_styles,
    months,
    officer_grid,
    opening_grid,
)
from optimizer.publish.publication import Publication
from optimizer.publish.summary import (
    PlaceResult,
    StreamResult,
    campaign_days,
    imprint,
    place_name,
    post_name,
    stream_results,
    verdict,
    warnings,
)
from optimizer.publish.texts import Texts
from optimizer.world.plan import BurdenRow, Tier

STRIP_WIDTH = 360


@dataclass(frozen=True, slots=True)
class StreamView:
    """One stream's charts and its verdict."""

    result: StreamResult
    verdict: str
    met_on: str
    chart: BurnUp
    places: tuple[tuple[PlaceResult, BurnUp], ...]


@dataclass(frozen=True, slots=True)
class LoadView:
    """The load of one unit's officers."""

    unit: str
    officers: int
    hours: str
    spread: str
    strip: Strip


def write_report(folder: Path, publication: Publication) -> None:
    """Write ``report.html`` into an existing folder."""
    (folder / "report.html").write_text(report_html(publication), encoding="utf-8", newline="\n")


def report_html(publication: Publication) -> str:
    """The page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    scenario = publication.scenario
    texts = Texts(scenario.campaign.language)
    results = stream_results(publication)
    return environment.get_template("report.html").render(
        texts=texts,
        campaign=scenario.campaign,
        scenario=scenario,
        plan=publication.plan,
        streams=[_stream_view(texts, publication, result) for result in results],
        is_met=all(result.is_met for result in results),
        facts=_facts(texts, publication, results),
        heads=day_heads(texts, scenario),
        months=months(texts, scenario),
        masks=mask_styles(scenario),
        colours=SHIFT_COLOURS,
        officers=officer_grid(texts, publication),
        openings=opening_grid(texts, publication),
        tiers=[_tier_cells(texts, publication, tier) for tier in publication.plan.tiers],
        rules=_rule_cells(texts, publication),
        rules_note=_rules_note(texts, publication),
        visits=_visit_cells(texts, publication),
        loads=_loads(texts, publication),
        strip_width=STRIP_WIDTH,
        warnings=warnings(publication, results),
        imprint=imprint(publication),
    )


def _stream_view(texts: Texts, publication: Publication, result: StreamResult) -> StreamView:
    days = campaign_days(publication.scenario)
    met_on = result.met_on(days)
    by_deadline = texts(
        "verdict.by_deadline",
        date=texts.day(days[-1]),
        expected=texts.number(int(result.last + 0.0005)),
        share=texts.percent(result.last / result.target),
    )
    return StreamView(
        result=result,
        verdict=verdict(texts, result),
        met_on=f"{texts('verdict.met_on', date=texts.day(met_on))} {by_deadline}" if met_on else by_deadline,
        chart=burn_up(texts, LARGE, days, result.curve, result.target, result.judging_day),
        places=tuple(
            (place, burn_up(texts, SMALL, days, place.curve, place.target, result.judging_day))
            for place in result.places
        ),
    )


def _facts(texts: Texts, publication: Publication, results: Iterable[StreamResult]) -> list[tuple[str, str]]:
    scenario, plan = publication.scenario, publication.plan
    judged = [(result, place) for result in results for place in result.places]
    communes = [place for _, place in judged if scenario.places[place.place].kind == "commune"]
    met = sum(place.is_met for place in communes)
    hard = [rule for rule in publication.verification.get("rules", ()) if rule["enforcement"] == "hard"]
    return [
        (texts("fact.finish_by"), texts.day(scenario.campaign.finish_by)),
        (texts("fact.deadline"), texts.day(scenario.campaign.last_day)),
        (texts("fact.communes"), texts("of", part=met, whole=len(communes))),
        (texts("fact.duties"), texts.number(len(plan.roster))),
        (texts("fact.visits"), texts.number(len(plan.visits))),
        (texts("fact.breaches"), texts.number(sum(len(rule["breaches"]) for rule in hard))),
    ]


def _tier_cells(texts: Texts, publication: Publication, tier: Tier) -> dict[str, object]:
    streams = publication.scenario.campaign.streams
    terms = [(streams[name].name if name in streams else name, value) for name, value in tier.terms]
    return {
        "name": texts(f"tier.{tier.name}") if texts.has(f"tier.{tier.name}") else tier.name,
        "value": texts.number(tier.value, 2),
        "bound": texts("not_proved") if tier.bound is None else texts.number(tier.bound, 2),
        "gap": "–" if tier.gap is None else texts.percent(tier.gap),
        "unit": texts(f"measure.{tier.name}") if texts.has(f"measure.{tier.name}") else tier.unit,
        "terms": "; ".join(f"{name}: {texts.number(value, 1)}" for name, value in terms),
    }


def _rule_cells(texts: Texts, publication: Publication) -> list[list[str]]:
    cells = []
    for rule in publication.verification.get("rules", ()):
        level = rule["enforcement"]
        named = texts("hard") if level == "hard" else texts("soft", weight=texts.number(level["soft"], 2))
        cells.append([rule["rule"], named, texts.number(len(rule["breaches"])), texts.number(rule["amount"], 2)])
    return cells


def _rules_note(texts: Texts, publication: Publication) -> str:
    record = publication.verification
    return texts(
        "rules_note",
        rules=texts.number(len(record.get("rules", ()))),
        figures=texts.number(sum(record.get("figures_compared", {}).values())),
        wrong=texts.number(len(record.get("figures", ()))),
    )


def _visit_cells(texts: Texts, publication: Publication) -> list[list[str]]:
    scenario = publication.scenario
    return [
        [
            texts.day(row.date),
            texts.weekday(row.date),
            scenario.shifts[row.shift].name,
            texts.period(row.start, row.end),
            post_name(scenario, row.team),
            place_name(scenario, row.place),
            texts(f"kind.{row.kind}"),
            texts.number(row.eligible),
            texts.number(row.expected_served),
            texts.number(row.expected_done),
            str(row.crew),
        ]
        for row in publication.plan.visits
    ]


def _loads(texts: Texts, publication: Publication) -> list[LoadView]:
    units: Mapping[str, list[BurdenRow]] = defaultdict(list)
    for row in publication.plan.burden:
        if row.available_days:
            units[row.unit].append(row)
    heaviest = max((row.burden / row.available_days for rows in units.values() for row in rows), default=0.0)
    views = []
    for unit, described in publication.scenario.units.items():
        if rows := units.get(unit):
            daily = sorted(row.burden / row.available_days for row in rows)
            views.append(
                LoadView(
                    unit=described.name,
                    officers=len(rows),
                    hours=texts.number(sum(row.hours for row in rows) / len(rows), 1),
                    spread=f"{texts.number(daily[0], 2)} – {texts.number(daily[-1], 2)}",
                    strip=strip(daily, heaviest, STRIP_WIDTH),
                )
            )
    return views
