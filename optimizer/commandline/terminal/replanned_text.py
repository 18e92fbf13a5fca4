"""What ``catruc simulate --replan-every`` prints: chances of the plan left alone, and of one that is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from optimizer.commandline.terminal.tables import table
from optimizer.run.simulation import ChanceRecord
from optimizer.simulate.pairs import Interval
from optimizer.texts import simulation as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.workflows.simulate_replanned import ReplannedChance, ReplannedStudy


class ReplannedText:
    """What was played, in words."""

    def __init__(self, study: ReplannedStudy, language: Language) -> None:
        self.study, self.texts = study, Texts(language)
        changed = [sum(each.duties for each in played.replannings if each.is_anew) for played in study.campaigns]
        self.median_changed = sorted(changed)[(len(changed) - 1) // 2]
        self.times_changed = sum(each.is_anew for played in study.campaigns for each in played.replannings)

    def verdict(self) -> str:
        """One line: each stream's chance by the last day both ways, and how often it was played."""
        parts = [self._of_stream(each) for each in self.study.chances if each.once.by == "last_day"]
        played, asked = len(self.study.campaigns), self.study.asked
        told = words.PLAYED_ALL if played == asked else words.STOPPED_EARLY
        counts = {"campaigns": self.texts.number(played), "asked": self.texts.number(asked)}
        parts.append(
            self.texts(told, **(counts if told is words.STOPPED_EARLY else {"campaigns": counts["campaigns"]}))
        )
        return "; ".join(parts)

    def _of_stream(self, each: ReplannedChance) -> str:
        return self.texts(
            words.CHANCE_REPLANNED,
            stream=self.study.scenario.campaign.streams[each.once.stream].name,
            day=self.texts.short_day(each.once.date),
            once=self.texts.chance(each.once.chance),
            replanned=self.texts.chance(each.replanned.chance),
            every=self.study.every,
        )

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        study = self.study
        return {
            "verdict": self.verdict(),
            "directory": str(study.directory),
            "replan_every": study.every,
            "campaigns": len(study.campaigns),
            "asked": study.asked,
            "days": [day.isoformat() for day in study.days],
            "chances": [
                {
                    "stream": each.once.stream,
                    "by": each.once.by,
                    "date": each.once.date.isoformat(),
                    "target": each.once.target,
                    "once": _record(each.once),
                    "replanned": _record(each.replanned),
                    "gained": {"value": each.gained.value, "low": each.gained.low, "high": each.gained.high},
                }
                for each in study.chances
            ],
            "times_changed": self.times_changed,
            "median_changed_duties": self.median_changed,
        }

    def lines(self) -> Iterator[str]:
        """The verdict, a row for each stream and day, and when and how much was changed."""
        texts, study = self.texts, self.study
        yield self.verdict()
        yield ""
        headings = (
            words.STREAM,
            words.BY_DAY,
            words.TARGET,
            words.LEFT_ALONE,
            words.REPLANNED,
            words.GAINED,
            words.MEDIANS,
        )
        yield from table([texts(heading) for heading in headings], list(map(self._row, study.chances)))
        yield ""
        days = ", ".join(texts.short_day(day) for day in study.days)
        yield texts(words.REPLANNED_ON, days=days)
        yield texts(
            words.CHANGED_ON_THE_WAY,
            changed=texts.number(self.times_changed),
            looks=texts.number(len(study.days) * len(study.campaigns)),
            duties=texts.number(self.median_changed),
        )
        yield texts(words.SAME_CAMPAIGNS)

    def _row(self, each: ReplannedChance) -> list[str]:
        texts, streams = self.texts, self.study.scenario.campaign.streams
        return [
            streams[each.once.stream].name,
            texts.short_day(each.once.date),
            texts.number(each.once.target),
            self._chance(each.once),
            self._chance(each.replanned),
            self._gained(each.gained),
            texts(words.FROM_TO, before=texts.people(each.once.median), after=texts.people(each.replanned.median)),
        ]

    def _chance(self, chance: ChanceRecord) -> str:
        percent = self.texts.chance
        return self.texts(
            words.WITH_INTERVAL, value=percent(chance.chance), low=percent(chance.low), high=percent(chance.high)
        )

    def _gained(self, gained: Interval) -> str:
        points = [self.texts.number(100 * value) for value in (gained.value, gained.low, gained.high)]
        return self.texts(words.WITH_INTERVAL, value=points[0], low=points[1], high=points[2])


def _record(chance: ChanceRecord) -> dict[str, float]:
    return {"chance": chance.chance, "low": chance.low, "high": chance.high, "median": chance.median}
