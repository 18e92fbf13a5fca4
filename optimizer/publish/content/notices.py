"""What a planner should look at before signing, one notice per kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.publish.content.lookups import place_name
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import StreamResult
from optimizer.texts import documents
from optimizer.texts.formats import Texts


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a planner should look at: what kind, and where."""

    subject: str
    text: str


def notices(publication: Publication, results: Iterable[StreamResult]) -> tuple[Notice, ...]:
    """What the run record warns of, and places expected to miss their target: one notice per kind."""
    texts = publication.texts
    general = [Notice(texts(documents.WARNING_GENERAL), text) for text in publication.record.warnings]
    found = [
        *(_below_target(texts, result) for result in results),
        _overtime(texts, publication),
        _at_limit(texts, publication),
        _not_yet_eligible(texts, publication),
    ]
    return tuple(general + [notice for notice in found if notice.text])


def _below_target(texts: Texts, result: StreamResult) -> Notice:
    missed = sorted((place for place in result.places if not place.is_met), key=lambda place: place.share)
    subject = texts(documents.WARNING_BELOW_TARGET, stream=result.name, date=texts.day(result.judging_day))
    return Notice(subject, "; ".join(f"{place.label} {texts.percent(place.share)}" for place in missed))


def _overtime(texts: Texts, publication: Publication) -> Notice:
    officers = publication.scenario.officers
    entries = []
    for entry in publication.record.overtime_over_cap:
        officer = officers.get(entry.officer)
        name, hours = officer.name if officer else entry.officer, texts.number(entry.hours, 1)
        entries.append(texts(documents.WARNING_OVERTIME_ENTRY, name=name, hours=hours, month=texts.month(entry.month)))
    return Notice(texts(documents.WARNING_OVERTIME), "; ".join(entries))


def _at_limit(texts: Texts, publication: Publication) -> Notice:
    units = publication.scenario.units
    counts = publication.record.officer_weeks_at_limit
    entries = [
        f"{units[unit].name if unit in units else unit} {texts.number(count)}"
        for unit, count in counts.items()
        if count
    ]
    return Notice(texts(documents.WARNING_AT_LIMIT), "; ".join(entries))


def _not_yet_eligible(texts: Texts, publication: Publication) -> Notice:
    counts = publication.record.not_yet_eligible
    entries = [
        f"{place_name(publication.scenario, school)} {texts.number(count)}" for school, count in counts.items() if count
    ]
    return Notice(texts(documents.WARNING_NOT_YET_ELIGIBLE), "; ".join(entries))
