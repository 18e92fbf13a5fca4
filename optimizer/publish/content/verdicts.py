"""What a plan comes to, in sentences and in a few figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Literal

from optimizer.acceptance.outcome import Outcome, StreamOutcome, outcome_of
from optimizer.publish.content.chances import chance_line
from optimizer.publish.content.lookups import duty_hours
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import PlaceResult, StreamResult
from optimizer.run.record import RunRecord
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema.campaign import Stream
from optimizer.texts import documents, outcomes
from optimizer.texts.formats import Texts

Colour = Literal["met", "mixed", "missed"]
COLOURS: Final[Mapping[str, Colour]] = {
    "sure": "met",
    "likely": "mixed",
    "unlikely": "missed",
    "reached": "met",
    "partly": "mixed",
    "late": "mixed",
    "missed": "missed",
}
"""Of chances, and of what is expected."""


def outcome(publication: Publication) -> Colour:
    """The colour of a plan: that of its lowest chance; where none is known, of what is expected."""
    found = outcome_of(publication.record)
    return COLOURS[found.odds or found.status]


def headline(publication: Publication) -> str:
    """The first line of every surface: how sure the plan is."""
    return chance_line(publication.texts, publication.scenario, publication.record, publication.simulation)


def expectation(publication: Publication) -> str:
    """The second line: whether all targets are met in expectation, each stream's figures, standing duties."""
    texts, record, campaign = publication.texts, publication.record, publication.scenario.campaign
    found = outcome_of(record)
    streams = [_stream_figures(texts, campaign.streams[of.stream], of) for of in found.streams if of.places]
    parts = [_judgement(texts, found, campaign.finish_by), *streams, _standing(texts, record)]
    parts.extend(_acceptance(texts, record))
    if record.status == "interrupted":
        parts.append(texts(outcomes.INTERRUPTED))
    return "; ".join(parts)


def _judgement(texts: Texts, found: Outcome, finish_by: date) -> str:
    told = {"reached": outcomes.REACHED, "partly": outcomes.PARTLY, "late": outcomes.LATE, "missed": outcomes.MISSED}
    if not found.targets:
        return texts(outcomes.NO_TARGETS)
    day = "" if found.reached_on is None else texts.day(found.reached_on)
    counts = {"short": texts.number(found.short), "targets": texts.number(found.targets)}
    return texts(told[found.status], day=day, finish_by=texts.day(finish_by), **counts)


def _stream_figures(texts: Texts, stream: Stream, found: StreamOutcome) -> str:
    return texts(
        outcomes.STREAM_SHORT if found.short else outcomes.STREAM,
        stream=stream.name,
        expected=texts.people(found.expected),
        target=texts.number(found.target),
        unit=stream.unit,
        share=texts.percent(found.share),
        short=texts.number(len(found.short)),
        places=texts.number(found.places),
        missing=texts.missing(found.missing),
    )


def _standing(texts: Texts, record: RunRecord) -> str:
    tier = record.tier("standing")
    if tier is None or not tier.value:
        return texts(outcomes.STANDING_FULL)
    return texts(outcomes.STANDING_SHORT, count=texts.number(tier.value))


def _acceptance(texts: Texts, record: RunRecord) -> Iterator[str]:
    """How many acceptance rules fail, or that all pass; nothing if there are none."""
    passed = [result.passed for result in record.acceptance]
    if passed and all(passed):
        yield texts(outcomes.ALL_ACCEPTED, count=len(passed))
    elif passed:
        yield texts(outcomes.NOT_ACCEPTED, count=len(passed), failed=passed.count(False))


def verdict(texts: Texts, result: StreamResult) -> str:
    """One sentence on a stream: met, met in total only, or missed, with what is expected of the target."""
    told = documents.VERDICT_PARTLY if result.is_total_met else documents.VERDICT_MISSED
    return texts(
        documents.VERDICT_MET if result.is_met else told,
        expected=texts.people(result.judged),
        target=texts.number(result.target),
        unit=result.unit,
        date=texts.day(result.judging_day),
        missing=texts.missing(result.remaining),
    )


def tone(publication: Publication, result: StreamResult) -> Colour:
    """The colour of that sentence: of a stream that is met in expectation, that of its chance."""
    if not result.is_met:
        return "missed"
    streams = {stream.stream: stream for stream in outcome_of(publication.record).streams}
    found = streams.get(result.stream)
    return "met" if found is None or found.odds is None else COLOURS[found.odds]


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
