"""What a changed plan comes to: how many duties and people, what that is proved to be, chances, and every change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from optimizer.acceptance.outcome import outcome_of
from optimizer.commandline.terminal.tables import table
from optimizer.publish.content.lookups import post_name
from optimizer.rostering.cp_sat.repair_model import Counted
from optimizer.texts import revisions as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.texts.outcomes import INTERRUPTED
from optimizer.track.mending import DutyOf
from optimizer.track.pricing import ChangePrices
from optimizer.workflows.replan import ResultsTaken
from optimizer.workflows.revising import Revised

MOST_LISTED = 40
"""Changed duties that are listed; ``published.csv`` beside ``roster.csv`` has them all."""


class RevisionText:
    """A revision in words.

    Parameters
    ----------
    revised, language
        What was published, and the reader's language.
    counts
        What is proved of the changes.
    closed
        Duties that nobody was left for.
    results
        What was reported and is new.
    """

    def __init__(
        self,
        revised: Revised,
        language: Language,
        counts: Mapping[str, Counted] | None = None,
        closed: tuple[DutyOf, ...] = (),
        results: ResultsTaken | None = None,
    ) -> None:
        self.results = results
        self.revised, self.texts, self.counts, self.closed = revised, Texts(language), counts or {}, closed
        self.scenario = revised.publication.scenario

    def verdict(self) -> str:
        """One line: which revision, how much changes, whether less is possible, and the chances."""
        difference, texts = self.revised.difference, self.texts
        verdict = texts(
            words.VERDICT,
            revision=self.revised.revision,
            duties=texts.number(difference.duties),
            people=texts.number(len(difference.people)),
        )
        stopped = [texts(INTERRUPTED)] if self.revised.was_stopped else []
        return "; ".join([verdict, *self._proofs(), *self._chances(), *stopped])

    def _proofs(self) -> Iterator[str]:
        """What is proved of the first thing that changes are counted by."""
        told = {
            "duties": (words.FEWER_DUTIES, words.AT_LEAST_DUTIES),
            "people": (words.FEWER_PEOPLE, words.AT_LEAST_PEOPLE),
            "burden": (words.LESS_BURDEN, words.NOT_PROVED),
        }
        aims = [aim for aim in self.counts if aim in told]
        for aim in aims[:1]:
            counted, (proved, least) = self.counts[aim], told[aim]
            if counted.is_proved:
                yield self.texts(proved)
            elif aim != "burden" and counted.bound > 0:
                yield self.texts(least, least=counted.bound)
            else:
                yield self.texts(words.NOT_PROVED)

    def _chances(self) -> Iterator[str]:
        """How probable each stream's target was, and is."""
        before = {each.stream: each for each in self.revised.before.chances or () if not each.place}
        if not before or self.revised.publication.record.chances is None:
            return
        was = {stream.stream: chance.last_day for stream, chance in outcome_of(self.revised.before).least_sure_first}
        for stream, chance in outcome_of(self.revised.publication.record).least_sure_first:
            late = chance.last_day
            if stream.stream in was:
                yield self.texts(
                    words.CHANCE_MOVES,
                    stream=self.scenario.campaign.streams[stream.stream].name,
                    day=self.texts.short_day(late.date),
                    before=self.texts.chance(was[stream.stream].chance),
                    after=self.texts.chance(late.chance),
                )

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        record = self.revised.publication.record
        difference = self.revised.difference
        return {
            "verdict": self.verdict(),
            "directory": str(self.revised.directory),
            "revision": self.revised.revision,
            "duties": difference.duties,
            "people": sorted(difference.people),
            "taken": [_duty_record(duty) for duty in difference.taken],
            "given": [_duty_record(duty) for duty in difference.given],
            "price": round(self._price(), 6),
            "closed": [_duty_record(duty) for duty in self.closed],
            "proved": {name: {"value": each.value, "bound": each.bound} for name, each in self.counts.items()},
            "chances": [
                {"stream": chance.stream, "place": chance.place, "by": chance.by, "chance": chance.chance}
                for chance in record.chances or ()
            ],
            "reported": None if self.results is None else _results_record(self.results),
            "tiers": {tier.name: {"value": tier.value, "bound": tier.bound} for tier in record.tiers},
        }

    def lines(self) -> Iterator[str]:
        """The verdict, every duty that changed hands, what was closed, and where the files are."""
        yield self.verdict()
        if self.counts:
            yield self.texts(words.WITH_WHAT_IS_KEPT)
        rows = list(self._rows())
        if rows:
            yield ""
            headings = (words.DAY, words.SHIFT, words.POST, words.BEFORE, words.AFTER)
            yield from table([self.texts(heading) for heading in headings], rows[:MOST_LISTED])
            if len(rows) > MOST_LISTED:
                yield self.texts(words.AND_MORE, count=len(rows) - MOST_LISTED)
        if lent := list(self._loans()):
            yield ""
            yield self.texts(words.LOANS, officers="; ".join(lent))
        if self.closed:
            yield ""
            yield self.texts(words.CLOSED, duties="; ".join(duty_words(self.texts, self.scenario, self.closed)))
        yield ""
        yield from self._results()
        yield from self._moves()
        if rows:
            yield self.texts(words.PRICE_OF_CHANGES, price=self.texts.number(self._price(), 1))
        yield self.texts(words.FILES, directory=self.revised.directory, revision=self.revised.revision)

    def _price(self) -> float:
        """What the changes cost by the notice that was given."""
        publication = self.revised.publication
        difference, first_free = self.revised.difference, publication.record.first_free
        first = min((duty.date for duty in (*difference.taken, *difference.given)), default=date.max)
        existing = {(row.date, row.shift, row.post) for row in publication.plan.roster}
        return ChangePrices(self.scenario, first if first_free is None else first_free).of(difference, existing)

    def _loans(self) -> Iterator[str]:
        """Officers who are given duties at other units' desks."""
        scenario, lent = self.scenario, defaultdict(list)
        for duty in self.revised.difference.given:
            if duty.post in scenario.posts and scenario.posts[duty.post].unit != scenario.officers[duty.officer].unit:
                lent[duty.officer].append(duty)
        for name, duties in lent.items():
            yield self.texts(
                words.LENT,
                officer=f"{scenario.officers[name].name} ({name})",
                unit=scenario.units[scenario.officers[name].unit].name,
                duties="; ".join(duty_words(self.texts, scenario, tuple(duties))),
            )

    def _results(self) -> Iterator[str]:
        """What was reported, and whether desks and visits changed for it."""
        results, texts = self.results, self.texts
        if results is None:
            return
        told = texts(words.NOBODY) if results.last is None else texts.short_day(results.last)
        if results.days:
            yield texts(words.REPORTED, days=texts.number(results.days), last=told)
        if results.days and results.without:
            yield texts(words.UNREPORTED, count=texts.number(results.without))
        if results.anew_from is not None:
            yield texts(words.PLANNED_ON[results.way], day=texts.day(results.anew_from))
        elif results.most_changes is None:
            yield texts(words.PLAN_STAYS)
        else:
            yield texts(words.PLAN_STAYS_WITHIN, most=texts.number(results.most_changes))

    def _moves(self) -> Iterator[str]:
        record, before = self.revised.publication.record, self.revised.before
        day = self.texts.short_day(self.scenario.campaign.finish_by)
        was, now = (self.texts.people(each.total.expected_by_finish) for each in (before, record))
        if was != now:
            yield self.texts(words.EXPECTED_MOVES, day=day, before=was, after=now)
        burdens = [each.tier("burden") for each in (before, record)]
        told = [self.texts.number(tier.value, 1) for tier in burdens if tier is not None]
        if len(set(told)) > 1:
            yield self.texts(words.BURDEN_MOVES, before=told[0], after=told[1])

    def _rows(self) -> Iterator[list[str]]:
        """Per duty: when, where, who before, who after."""
        difference = self.revised.difference
        crews: dict[tuple[Any, ...], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, duties in enumerate((difference.taken, difference.given)):
            for duty in duties:
                crews[duty[1:]][side].append(f"{self.scenario.officers[duty.officer].name} ({duty.officer})")
        order = list(self.scenario.shifts)
        in_time = sorted(crews.items(), key=lambda entry: (entry[0][0], order.index(entry[0][1]), entry[0][2]))
        for (day, shift, post), (before, after) in in_time:
            yield [
                f"{self.texts.short_weekday(day)} {self.texts.day(day)}",
                self.scenario.shifts[shift].name,
                post_name(self.scenario, post),
                ", ".join(before) or self.texts(words.NOBODY),
                ", ".join(after) or self.texts(words.NOBODY),
            ]


def duty_words(texts: Texts, scenario: Any, duties: tuple[DutyOf, ...]) -> list[str]:
    """Duties in words, each once whoever holds it."""
    once = dict.fromkeys(duty[1:] for duty in duties)
    return [f"{texts.day(day)} {scenario.shifts[shift].name}, {post_name(scenario, post)}" for day, shift, post in once]


def _results_record(results: ResultsTaken) -> dict[str, Any]:
    return {
        "days": results.days,
        "last": None if results.last is None else results.last.isoformat(),
        "without": results.without,
        "anew_from": None if results.anew_from is None else results.anew_from.isoformat(),
    }


def _duty_record(duty: DutyOf) -> dict[str, str]:
    return {"officer": duty.officer, "date": duty.date.isoformat(), "shift": duty.shift, "post": duty.post}
