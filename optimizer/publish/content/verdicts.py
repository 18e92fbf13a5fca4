"""What a plan comes to, in sentences and in a few figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from optimizer.publish.content.lookups import duty_hours
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import PlaceResult, StreamResult
from optimizer.scenario.calendar_view import CalendarView
from optimizer.texts import documents
from optimizer.texts.formats import Texts


def outcome(results: Sequence[StreamResult]) -> Literal["met", "mixed", "missed"]:
    """Whether all streams meet their targets, some, or none."""
    met = [result.is_met for result in results]
    return "met" if all(met) else "mixed" if any(met) else "missed"


def verdict(texts: Texts, result: StreamResult) -> str:
    """One sentence on a stream: met or missed, with what is expected of the target."""
    return texts(
        documents.VERDICT_MET if result.is_met else documents.VERDICT_MISSED,
        expected=texts.people(result.judged),
        target=texts.number(result.target),
        unit=result.unit,
        date=texts.day(result.judging_day),
        missing=texts.missing(result.remaining),
    )


def remarks(publication: Publication, result: StreamResult) -> str:
    """When a stream's target is met, by how many places, and what the last day brings."""
    texts, days = publication.texts, CalendarView(publication.scenario).days
    met_on = result.met_on(days)
    told = [texts(documents.VERDICT_MET_ON, date=texts.day(met_on))] if met_on else []
    met = sum(place.is_met for place in result.places)
    told.append(texts(documents.VERDICT_PLACES, met=met, whole=len(result.places)))
    told.append(
        texts(
            documents.VERDICT_BY_DEADLINE,
            date=texts.day(days[-1]),
            expected=texts.people(result.last),
            share=texts.percent(result.last / result.target),
        )
    )
    return " ".join(told)


def assessment(texts: Texts, result: PlaceResult | StreamResult) -> str:
    """Missed, met or exceeded."""
    if not result.is_met:
        return texts(documents.NOT_MET)
    return texts(documents.EXCEEDED if result.judged >= result.target * 1.005 else documents.MET)


def facts(publication: Publication) -> tuple[tuple[str, str], ...]:
    """The plan as a whole in a few figures, each with its name."""
    scenario, plan, texts = publication.scenario, publication.plan, publication.texts
    return (
        (texts(documents.FACT_FINISH_BY), texts.day(scenario.campaign.finish_by)),
        (texts(documents.FACT_DEADLINE), texts.day(scenario.campaign.last_day)),
        (texts(documents.FACT_DUTIES), texts.number(len(plan.roster))),
        (texts(documents.FACT_HOURS), texts.number(duty_hours(plan.roster))),
        (texts(documents.FACT_VISITS), texts.number(len(plan.visits))),
        (texts(documents.FACT_BREACHES), texts.number(len(publication.verification.hard_breaches))),
    )
