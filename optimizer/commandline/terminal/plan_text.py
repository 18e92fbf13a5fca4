"""What ``catruc plan`` prints of a plan: the verdict first, then what a planner looks at before opening the files."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from optimizer.commandline.terminal.figures import gap_text
from optimizer.commandline.terminal.tables import table
from optimizer.publish.content.acceptance import acceptance_views
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import TOLERANCE, StreamResult, stream_results
from optimizer.run.record import RunRecord
from optimizer.scenario.calendar_view import CalendarView
from optimizer.texts.phrases import phrase
from optimizer.texts.texts import Texts
from optimizer.world.plan import Tier

MOST_LISTED = 8
"""Entries of a list in one line; the files have them all."""


class PlanText:
    """A published plan in words."""

    def __init__(self, publication: Publication, directory: Path) -> None:
        self.publication, self.directory = publication, directory
        self.record = publication.record
        self.campaign = publication.scenario.campaign
        self.texts = Texts(self.campaign.language)

    def lines(self) -> Iterator[str]:
        """The verdict, the tables, and where the files are."""
        yield self.verdict()
        yield ""
        yield from self._tiers()
        if self.record.acceptance:
            yield ""
            yield from self._acceptance()
        for result in stream_results(self.publication):
            yield ""
            yield from self._places(result)
        yield ""
        yield from self._notes()
        yield self._say("files", directory=self.directory)

    def verdict(self) -> str:
        """One line: when the target is reached, by how much, what is missing per stream, and standing duties."""
        total = self.record.total
        parts = [
            self._outcome(),
            self._say(
                "total",
                expected=self.texts.number(math.floor(total.expected_by_finish + TOLERANCE)),
                target=self.texts.number(total.target),
                share=self.texts.percent(total.share),
            ),
            self._say("missing", parts=", ".join(self._missing())),
            self._standing(),
            *acceptance_verdict(self.campaign.language, self.record),
        ]
        if self.record.status == "interrupted":
            parts.append(self._say("interrupted"))
        return "; ".join(parts)

    def _outcome(self) -> str:
        finish_by = self.texts.day(self.campaign.finish_by)
        day = self.record.finish_date
        if day is None:
            return self._say("missed", finish_by=finish_by)
        if day > self.campaign.finish_by:
            return self._say("late", day=self.texts.day(day), finish_by=finish_by)
        is_met = not any(_whole(stream.missing) for stream in self.record.streams.values())
        return self._say("met" if is_met else "partly", day=self.texts.day(day), finish_by=finish_by)

    def _missing(self) -> Iterator[str]:
        for stream, result in self.record.streams.items():
            count = self.texts.number(_whole(result.missing))
            yield self._say("missing_part", count=count, unit=self.campaign.streams[stream].unit, stream=stream)

    def _standing(self) -> str:
        tier = self.record.tier("standing")
        if tier is None or not tier.value:
            return self._say("standing_full")
        return self._say("standing_short", count=self.texts.number(tier.value))

    def _tiers(self) -> Iterator[str]:
        headings = [self.texts(label) for label in ("tier", "value", "bound", "gap")]
        yield from table(
            [*headings, self._say("seconds"), self.texts("unit_of_measure")],
            [self._tier(tier) for tier in self.record.tiers],
        )

    def _tier(self, tier: Tier) -> list[str]:
        bound, gap = tier.bound, tier.gap
        return [
            self.texts(f"tier.{tier.name}"),
            self.texts.number(tier.value, 2),
            "–" if bound is None else self.texts.number(bound, 2),
            "–" if gap is None else gap_text(self.texts, gap),
            self.texts.number(tier.seconds, 1),
            self.texts(f"measure.{tier.name}"),
        ]

    def _acceptance(self) -> Iterator[str]:
        labels = [self.texts(label) for label in ("result", "acceptance_rule", "value", "limit", "where")]
        views = acceptance_views(self.texts, self.publication.scenario, self.record.acceptance)
        yield from table(labels, [[view.verdict, view.rule, view.value, view.limit, view.at] for view in views])

    def _places(self, result: StreamResult) -> Iterator[str]:
        days = CalendarView(self.publication.scenario).days
        heading = self.texts("expected_by", date=self.texts.short_day(result.judging_day))
        rows = [
            self._place(place.label, place.target, place.judged, _first(days, place.curve, place.target))
            for place in result.places
        ]
        whole = self._place(self._say("whole"), result.target, result.judged, result.met_on(days))
        yield f"{result.name} ({result.unit})"
        labels = [self.texts("place"), self.texts("target"), heading, self.texts("share"), self._say("reached_on")]
        yield from table(labels, [*rows, whole])

    def _place(self, label: str, target: float, reached: float, day: date | None) -> list[str]:
        return [
            label,
            self.texts.number(target),
            self.texts.number(math.floor(reached + TOLERANCE)),
            self.texts.percent(reached / target),
            self._say("never") if day is None else self.texts.day(day),
        ]

    def _notes(self) -> Iterator[str]:
        none = self._say("none")
        counts = self.record.officer_weeks_at_limit
        at_limit = [f"{unit} {count}" for unit, count in counts.items() if count]
        yield self._say("at_limit", parts=", ".join(at_limit) or none)
        yield self._say("overtime", parts="; ".join(self._overtime()) or none)
        later = sum(self.record.not_yet_eligible.values())
        if later:
            yield self._say("not_yet_eligible", count=self.texts.number(later))
        if self.record.cuts:
            yield self._say("cuts", count=len(self.record.cuts))
        verification = self.publication.verification
        figures = self.texts.number(sum(verification.figures_compared.values()))
        yield self._say("verified", rules=len(verification.rules), figures=figures)

    def _overtime(self) -> Iterator[str]:
        entries = self.record.overtime_over_cap
        for entry in entries[:MOST_LISTED]:
            month, hours = self.texts.month(entry.month), self.texts.number(entry.hours, 1)
            yield self._say("overtime_part", officer=entry.officer, month=month, hours=hours)
        if len(entries) > MOST_LISTED:
            yield self._say("more", count=len(entries) - MOST_LISTED)

    def _say(self, name: str, /, **values: object) -> str:
        return phrase(self.campaign.language, name, **values)


def acceptance_verdict(language: str, record: RunRecord) -> Iterator[str]:
    """How many acceptance rules fail, or that all pass; nothing if there are none."""
    passed = [result.passed for result in record.acceptance]
    if passed:
        name = "all_accepted" if all(passed) else "not_accepted"
        yield phrase(language, name, count=len(passed), failed=passed.count(False))


def _whole(missing: float) -> int:
    """Whole persons missing, never rounded down to none."""
    return max(0, math.ceil(missing - TOLERANCE))


def _first(days: tuple[date, ...], curve: tuple[float, ...], target: float) -> date | None:
    return next((day for day, done in zip(days, curve, strict=True) if done >= target - TOLERANCE), None)
