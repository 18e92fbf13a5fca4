"""Whether a plan has the chance that is asked for, what it aims at for that, and what more or less would cost."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.run.record import ConfidenceRecord, RunRecord
from optimizer.scenario.schema import Scenario
from optimizer.texts import simulation as words
from optimizer.texts.formats import Texts


def confidence_lines(texts: Texts, scenario: Scenario, record: RunRecord) -> Iterator[str]:
    """What every surface says of it; nothing where no chance is asked for."""
    confidence = record.confidence
    if confidence is None:
        return
    lacking = texts.missing(confidence.lacking)
    day = texts.short_day(scenario.campaign.last_day)
    yield texts(words.CONFIDENCE[confidence.status], lacking=lacking, day=day)
    if confidence.is_met != (confidence.status == "met"):
        yield texts(words.SIMULATED_OTHERWISE[confidence.is_met])
    streams = scenario.campaign.streams
    for stream, described in streams.items():
        aims = [aim for aim in confidence.aimed_at if aim.stream == stream]
        if aims:
            more = sum(aim.aimed_at - aim.target for aim in aims)
            yield texts(
                words.AIMED_AT,
                stream=described.name,
                more=texts.number(more),
                unit=described.unit,
                share=texts.percent(more / sum(aim.target for aim in aims)),
                places=texts.number(len(aims)),
            )
        yield from _prices(texts, described.name, stream, confidence)


def _prices(texts: Texts, name: str, stream: str, confidence: ConfidenceRecord) -> Iterator[str]:
    prices = [price for price in confidence.prices if price.stream == stream]
    if not prices:
        return
    parts = [
        texts(
            words.PRICE,
            chance=texts.chance(price.chance),
            burden=texts(words.OUT_OF_REACH) if price.burden is None else texts.number(price.burden, 1),
        )
        for price in prices
    ]
    yield texts(words.PRICES, stream=name, prices="; ".join(parts))
