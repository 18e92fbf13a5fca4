"""What ``catruc stand-in`` prints: who could take the duties, with what each would break and cost."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

from optimizer.commandline.terminal.revision_text import RevisionText, duty_words
from optimizer.commandline.terminal.tables import table
from optimizer.rules.catalogue import labels
from optimizer.texts import revisions as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.texts.rule_names import RULES, STRUCTURE
from optimizer.track.standing_in import Candidate, RuleBreach
from optimizer.workflows.stand_in import StandIns

ON_DUTY_TWICE = "unique_rows"
"""What somebody breaks who has the very duty already that is to be taken."""


class StandInText:
    """Candidates in words, or what came of choosing one."""

    def __init__(self, found: StandIns, language: Language) -> None:
        self.found, self.language, self.texts = found, language, Texts(language)
        self.scenario = found.scenario
        self._revision = None if found.revised is None else RevisionText(found.revised, language)

    def verdict(self) -> str:
        """One line: how many can do it lawfully."""
        if self._revision is not None:
            return self._revision.verdict()
        lawful = sum(candidate.is_lawful for candidate in self.found.candidates)
        officer = self.scenario.officers[self.found.officer].name
        duties = "; ".join(duty_words(self.texts, self.scenario, self.found.duties))
        template = words.STANDING_IN if lawful else words.NOBODY_LAWFUL
        counts = {"lawful": lawful, "all": len(self.found.candidates)} if lawful else {}
        return self.texts(template, **counts, officer=f"{officer} ({self.found.officer})", duties=duties)

    def to_json(self) -> dict[str, Any]:
        """The same as an object."""
        if self._revision is not None:
            return self._revision.to_json()
        return {
            "verdict": self.verdict(),
            "directory": str(self.found.directory),
            "officer": self.found.officer,
            "date": self.found.day.isoformat(),
            "duties": [{"shift": duty.shift, "post": duty.post} for duty in self.found.duties],
            "candidates": [_candidate_record(candidate) for candidate in self.found.candidates],
        }

    def lines(self) -> Iterator[str]:
        """The verdict, a row for each candidate, and how to choose one."""
        if self._revision is not None:
            yield from self._revision.lines()
            return
        yield self.verdict()
        if not self.found.candidates:
            return
        yield ""
        headings = (words.OFFICER, words.UNIT, words.BROKEN, words.ADDED, words.SHARE, words.MOVED, words.PRICE)
        rows = [self._cells(candidate) for candidate in self.found.candidates]
        yield from table([self.texts(heading) for heading in headings], rows)
        lawful = [candidate for candidate in self.found.candidates if candidate.is_lawful]
        if lawful:
            yield ""
            run = shlex.quote(str(self.found.directory))
            command = f"catruc stand-in {run} --officer {self.found.officer} --date {self.found.day}"
            command += f" --shift {self.found.shift}" if self.found.shift else ""
            yield self.texts(words.TAKE_IT, command=f"{command} --take {lawful[0].officer}")

    def _cells(self, candidate: Candidate) -> list[str]:
        unit = self.scenario.units[candidate.unit].name
        return [
            f"{self.scenario.officers[candidate.officer].name} ({candidate.officer})",
            self.texts(words.ON_LOAN, unit=unit) if candidate.is_lent else unit,
            "; ".join(self._breach(breach) for breach in candidate.breaches) or self.texts(words.NOBODY),
            self.texts.number(candidate.burden, 2),
            self.texts.number(candidate.share, 3),
            self.texts.number(candidate.days_moved),
            self.texts.number(candidate.price, 1),
        ]

    def _breach(self, breach: RuleBreach) -> str:
        rule = self.scenario.rules.get(breach.rule)
        title = STRUCTURE[breach.rule] if rule is None else RULES.get(breach.rule) or labels(rule.kind).name
        if breach.rule == ON_DUTY_TWICE:
            return self.texts(words.ON_DUTY_ALREADY)
        template = words.HARD_BREACH if breach.is_hard else words.SOFT_BREACH
        return self.texts(template, rule=title, amount=self.texts.weight(breach.amount))


def _candidate_record(candidate: Candidate) -> dict[str, Any]:
    return {
        "officer": candidate.officer,
        "unit": candidate.unit,
        "lawful": candidate.is_lawful,
        "on_loan": candidate.is_lent,
        "breaches": [
            {"rule": breach.rule, "amount": round(breach.amount, 6), "hard": breach.is_hard}
            for breach in candidate.breaches
        ],
        "burden_added": round(candidate.burden, 6),
        "burden_per_day": round(candidate.share, 6),
        "days_off_moved": candidate.days_moved,
        "price": round(candidate.price, 6),
    }
