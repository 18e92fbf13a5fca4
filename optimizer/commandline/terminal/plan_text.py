"""What ``catruc plan`` prints of a plan: the verdict first, then what a planner looks at before opening the files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from optimizer.acceptance.outcome import is_met
from optimizer.commandline.terminal.tables import table
from optimizer.publish.content.acceptance import acceptance_views
from optimizer.publish.content.confidence import confidence_lines
from optimizer.publish.content.publication import Publication
from optimizer.publish.content.results import StreamResult, stream_results
from optimizer.publish.content.verdicts import expectation, headline
from optimizer.scenario.calendar_view import CalendarView
from optimizer.texts import documents, terminal
from optimizer.texts.figures import bound_and_gap, tier_text
from optimizer.texts.formats import Texts
from optimizer.texts.objectives import CUT_SHORT, MEASURES, TIERS
from optimizer.world.plan import Tier

MOST_LISTED = 8
"""Entries of a list in one line; the files have them all."""
ACCEPTANCE_COLUMNS = (
    documents.RESULT,
    documents.ACCEPTANCE_RULE,
    documents.VALUE,
    documents.LIMIT,
    documents.WHERE,
)


class PlanText:
    """A published plan in words."""

    def __init__(self, publication: Publication, directory: Path) -> None:
        self.publication, self.directory = publication, directory
        self.record = publication.record
        self.campaign = publication.scenario.campaign
        self.texts = Texts(self.campaign.language)

    def lines(self) -> Iterator[str]:
        """How sure the plan is, what is expected, the tables, and where the files are."""
        yield headline(self.publication)
        yield expectation(self.publication)
        yield ""
        yield from self._tiers()
        yield from confidence_lines(self.texts, self.publication.scenario, self.record)
        if self.record.cut_short:
            yield self._cut_short()
        if self.record.start is not None:
            yield self.texts(terminal.BEGUN_FROM, revision=self.record.start.revision or 0)
        if self.record.acceptance:
            yield ""
            yield from self._acceptance()
        for result in stream_results(self.publication):
            yield ""
            yield from self._places(result)
        yield ""
        yield from self._notes()
        yield self.texts(terminal.FILES, directory=self.directory)

    def verdict(self) -> str:
        """One line: how sure the plan is; whether every target is expected to be reached, and by how much."""
        return f"{headline(self.publication)}; {expectation(self.publication)}"

    def _cut_short(self) -> str:
        """What the time did not suffice for, with the units where it concerns their rosters."""
        units = self.publication.scenario.units
        parts = [
            self.texts(CUT_SHORT[each.what])
            + (f" ({', '.join(units[unit].name for unit in each.units)})" if each.units else "")
            for each in self.record.cut_short or ()
        ]
        return self.texts(terminal.CUT_SHORT, what="; ".join(parts))

    def _tiers(self) -> Iterator[str]:
        headings = [self.texts(label) for label in (documents.TIER, documents.VALUE, documents.BOUND, documents.GAP)]
        yield from table(
            [*headings, self.texts(terminal.SECONDS), self.texts(documents.UNIT_OF_MEASURE)],
            [self._tier(tier) for tier in self.record.tiers],
        )

    def _tier(self, tier: Tier) -> list[str]:
        return [
            self.texts(TIERS[tier.name]),
            tier_text(self.texts, tier.name, tier.value),
            *bound_and_gap(self.texts, tier.name, tier.value, tier.bound, tier.gap),
            self.texts.number(tier.seconds, 1),
            self.texts(MEASURES[tier.name]),
        ]

    def _acceptance(self) -> Iterator[str]:
        labels = [self.texts(label) for label in ACCEPTANCE_COLUMNS]
        views = acceptance_views(self.texts, self.publication.scenario, self.record.acceptance)
        yield from table(labels, [[view.verdict, view.rule, view.value, view.limit, view.at] for view in views])

    def _places(self, result: StreamResult) -> Iterator[str]:
        days = CalendarView(self.publication.scenario).days
        heading = self.texts(documents.EXPECTED_BY, date=self.texts.short_day(result.judging_day))
        rows = [
            self._place(place.label, place.target, place.judged, _first(days, place.curve, place.target))
            for place in result.places
        ]
        whole = self._place(self.texts(documents.ALL_PLACES), result.target, result.judged, result.met_on(days))
        yield f"{result.name} ({result.unit})"
        labels = [
            self.texts(documents.PLACE),
            self.texts(documents.TARGET),
            heading,
            self.texts(documents.SHARE),
            self.texts(terminal.REACHED_ON),
        ]
        yield from table(labels, [*rows, whole])

    def _place(self, label: str, target: float, reached: float, day: date | None) -> list[str]:
        return [
            label,
            self.texts.number(target),
            self.texts.people(reached),
            self.texts.percent(reached / target),
            self.texts(terminal.NEVER) if day is None else self.texts.day(day),
        ]

    def _notes(self) -> Iterator[str]:
        none = self.texts(terminal.NONE)
        counts = self.record.officer_weeks_at_limit
        units = self.publication.scenario.units
        at_limit = [f"{units[unit].name}: {self.texts.number(count)}" for unit, count in counts.items() if count]
        yield self.texts(terminal.AT_LIMIT, parts="; ".join(at_limit) or none)
        yield self.texts(terminal.OVERTIME, parts="; ".join(self._overtime()) or none)
        later = sum(self.record.not_yet_eligible.values())
        if later:
            yield self.texts(terminal.NOT_YET_ELIGIBLE, count=self.texts.number(later))
        if self.record.cuts:
            yield self.texts(terminal.CUTS, count=len(self.record.cuts))
        verification = self.publication.verification
        figures = self.texts.number(sum(verification.figures_compared.values()))
        yield self.texts(terminal.VERIFIED, rules=len(verification.rules), figures=figures)

    def _overtime(self) -> Iterator[str]:
        entries = self.record.overtime_over_cap
        for entry in entries[:MOST_LISTED]:
            hours = self.texts.number(entry.hours, 1)
            officer = self.publication.scenario.officers[entry.officer]
            name, month = f"{officer.name} ({entry.officer})", self.texts.month(entry.month)
            yield self.texts(terminal.OVERTIME_PART, officer=name, month=month, hours=hours)
        if len(entries) > MOST_LISTED:
            yield self.texts(terminal.MORE, count=len(entries) - MOST_LISTED)


def _first(days: tuple[date, ...], curve: tuple[float, ...], target: float) -> date | None:
    return next((day for day, done in zip(days, curve, strict=True) if is_met(done, target)), None)
