"""A campaign's state in words: what terminal and page both show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from optimizer.publish.content.lookups import officer_order, place_name, post_name
from optimizer.scenario.schema import Scenario
from optimizer.texts import documents, terminal
from optimizer.texts import tracking as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Message, Template
from optimizer.track.journal import Journal
from optimizer.track.standing import CampaignStanding, MissingReport, TargetStanding, open_shifts
from optimizer.world.plan import Plan, RosterRow

MOST_DAYS = 8
"""Days of one place that are named as missing."""


@dataclass(frozen=True, slots=True)
class StateTable:
    """The places of one stream, ranked, and the district below them."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DutyList:
    """Who is on duty on one day: a line for each shift and post."""

    title: str
    lines: tuple[str, ...]


class StateWords:
    """The state of a campaign in one language.

    Parameters
    ----------
    texts, scenario, plan, standing, journal
        The reader's language, the campaign, its newest plan, where it stands, and its journal.
    """

    def __init__(
        self, texts: Texts, scenario: Scenario, plan: Plan, standing: CampaignStanding, journal: Journal
    ) -> None:
        self.texts, self.scenario, self.plan, self.standing = texts, scenario, plan, standing
        self.journal = journal

    def verdict(self) -> str:
        """One line: on track or not, and each stream as a whole."""
        through = self.standing.through
        if through is None or self.standing.state is None:
            return self.texts(words.NOTHING_REPORTED)
        state = words.STATES[self.standing.state]
        streams = "; ".join(self._of_stream(district) for district in self.standing.districts)
        return self.texts(
            words.STATE_VERDICT, state=self.texts(state), through=self.texts.short_day(through), streams=streams
        )

    def day(self) -> str:
        """Which day of the campaign it is, and which revision of the plan holds."""
        campaign, today, texts = self.scenario.campaign, self.standing.today, self.texts
        newest = self.journal.newest()
        revision: object = words.NO_REVISION if newest is None else newest.number
        told = f"{texts.weekday(today)} {texts.day(today)}"
        if not campaign.first_day <= today <= campaign.last_day:
            first, last = texts.day(campaign.first_day), texts.day(campaign.last_day)
            return texts(words.OUTSIDE_CAMPAIGN, today=told, first=first, last=last, revision=revision)
        number, days = (today - campaign.first_day).days + 1, (campaign.last_day - campaign.first_day).days + 1
        return texts(words.DAY_OF_CAMPAIGN, today=told, number=number, days=days, revision=revision)

    def tables(self) -> Iterator[StateTable]:
        """Each stream with its places in the order of their grades."""
        for district in self.standing.districts:
            stream = self.scenario.campaign.streams[district.stream]
            places = self.standing.of_stream(district.stream)
            ranks = [1 + sum(other.share > place.share + 1e-9 for other in places) for place in places]
            rows = [self._cells(str(rank), place) for rank, place in zip(ranks, places, strict=True)]
            yield StateTable(
                f"{stream.name} ({stream.unit})",
                tuple(self.texts(heading) for heading in self._headings()),
                (*rows, self._cells(self.texts(terminal.NEVER), district)),
            )

    def remarks(self) -> Iterator[str]:
        """How usual the figures are, where they lead, and what of them is not reported."""
        texts, last_day = self.texts, self.scenario.campaign.last_day
        for district in self.standing.districts:
            name = self.scenario.campaign.streams[district.stream].name
            ahead = district.outlook
            if ahead is not None and ahead.not_more is not None and self.standing.through is not None:
                yield texts(
                    words.POSITION,
                    stream=name,
                    share=texts.chance(ahead.not_more),
                    through=texts.short_day(self.standing.through),
                    finish=texts(terminal.NEVER) if ahead.finish is None else texts.short_day(ahead.finish),
                    last_day=texts.short_day(last_day),
                    low=texts.people(ahead.low),
                    high=texts.people(ahead.high),
                    median=texts.people(ahead.median),
                )
            if district.assumed >= 1:
                yield texts(words.ASSUMED, stream=name, people=texts.people(district.assumed))

    def duties(self) -> tuple[DutyList, ...]:
        """Who is on duty today and tomorrow."""
        today = self.standing.today
        return tuple(self._duty_list(day) for day in (today, today + timedelta(days=1)))

    def missing_title(self) -> str:
        """How many reports are missing."""
        last = min(self.standing.today - timedelta(days=1), self.scenario.campaign.last_day)
        planned = sum(day <= last for day, *_ in open_shifts(self.plan))
        count, told = len(self.standing.missing), self.texts.short_day(last)
        if not planned:
            return self.texts(words.NOTHING_DUE)
        if not count:
            return self.texts(words.NOTHING_MISSING, last=told)
        return self.texts(words.MISSING_REPORTS, count=count, planned=planned, last=told)

    def missing(self) -> Iterator[str]:
        """Which they are, a line for each place and stream."""
        by_place: dict[tuple[str, str], list[MissingReport]] = defaultdict(list)
        for report in self.standing.missing:
            by_place[report.place, report.stream].append(report)
        for (place, stream), reports in by_place.items():
            days = ", ".join(self._missing_day(report) for report in reports[:MOST_DAYS])
            if more := len(reports) - MOST_DAYS:
                days = self.texts(words.MORE_DAYS, days=days, count=more) if more > 0 else days
            names = {"place": place_name(self.scenario, place), "stream": self.scenario.campaign.streams[stream].name}
            yield self.texts(words.MISSING_OF_PLACE, **names, days=days)

    def journal_line(self) -> str:
        """Where the journal lies, and how to keep a copy."""
        if not self.journal.exists:
            return self.texts(words.NO_JOURNAL_YET)
        folder = self.journal.folder
        return self.texts(words.BACK_UP, journal=folder, run=self.journal.run.name, name=folder.name)

    def _of_stream(self, district: TargetStanding) -> str:
        texts, stream = self.texts, self.scenario.campaign.streams[district.stream]
        expected = district.planned if district.row is None else district.row.q50
        told = {
            "stream": stream.name,
            "done": texts.people(district.done),
            "target": texts.number(district.target),
            "unit": stream.unit,
            "share": texts.percent(district.share),
            "expected": texts.people(expected),
        }
        if district.outlook is None:
            return texts(words.STATE_WITHOUT_CHANCE, **told)
        last_day, chance = texts.short_day(self.scenario.campaign.last_day), texts.chance(district.outlook.chance)
        return texts(words.STATE_OF_STREAM, **told, last_day=last_day, chance=chance)

    def _headings(self) -> tuple[Message | Template, ...]:
        return (
            words.RANK,
            documents.PLACE,
            documents.TARGET,
            words.DONE_SO_FAR,
            words.SHARE_DONE,
            words.EXPECTED_NOW,
            words.USUAL_RANGE,
            words.DIFFERENCE,
            words.CHANCE_OF_TARGET,
            words.FORECAST_AT_END,
            words.FORECAST_FINISH,
        )

    def _cells(self, rank: str, standing: TargetStanding) -> tuple[str, ...]:
        texts, nothing = self.texts, self.texts(terminal.NEVER)
        row, ahead = standing.row, standing.outlook
        expected = standing.planned if row is None else row.q50
        is_reported = self.standing.through is not None
        difference = texts.number(round(standing.done - expected))
        return (
            rank,
            place_name(self.scenario, standing.place) if standing.place else texts(documents.ALL_PLACES),
            texts.number(standing.target),
            texts.people(standing.done),
            texts.percent(standing.share),
            texts.people(expected) if is_reported else nothing,
            nothing if row is None else f"{texts.people(row.q10)}–{texts.people(row.q90)}",
            (difference if difference.startswith("-") else f"+{difference}") if is_reported else nothing,
            nothing if ahead is None else texts.chance(ahead.chance),
            nothing if ahead is None else texts.people(ahead.median),
            nothing if ahead is None or ahead.finish is None else texts.day(ahead.finish),
        )

    def _duty_list(self, day: date) -> DutyList:
        title = self.texts(words.ROSTER_OF, day=f"{self.texts.weekday(day)} {self.texts.day(day)}")
        crews: dict[tuple[str, str, str], list[RosterRow]] = defaultdict(list)
        for row in self.plan.roster:
            if row.date == day:
                crews[row.shift, row.post, row.place].append(row)
        order = {name: number for number, name in enumerate(self.scenario.shifts)}
        lines = [self._crew(*key, crews[key]) for key in sorted(crews, key=lambda key: (order[key[0]], *key[1:]))]
        return DutyList(title, tuple(lines) or (self.texts(words.NOBODY_ON_DUTY),))

    def _crew(self, shift: str, post: str, place: str, rows: Sequence[RosterRow]) -> str:
        names = {row.officer: row.name for row in rows}
        people = ", ".join(names[officer] for officer in officer_order(self.scenario, names))
        where = post_name(self.scenario, post)
        if post in self.scenario.teams:
            where = f"{where} – {place_name(self.scenario, place)}"
        return f"{self.scenario.shifts[shift].name}  {where}: {people}"

    def _missing_day(self, report: MissingReport) -> str:
        day = self.texts.short_day(report.date)
        shifts = ", ".join(self.scenario.shifts[shift].name for shift in report.shifts)
        return self.texts(words.MISSING_SHIFTS, day=day, shifts=shifts) if shifts else day
