"""What ``catruc explain RUN --officer … --date …`` prints, and the score of a roster rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from optimizer.commandline.terminal.revision_text import duty_words
from optimizer.commandline.terminal.roster_reasons_json import elsewhere_record, here_record
from optimizer.commandline.terminal.tables import printed
from optimizer.explain.wording import StatementWords
from optimizer.publish.content.told import Grid, Part, Subheading
from optimizer.rules.catalogue import labels
from optimizer.scenario.schema import Scenario
from optimizer.texts import revisions
from optimizer.texts import roster_reasons as texts
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.texts.objectives import TIERS
from optimizer.texts.rule_names import RULES, STRUCTURE
from optimizer.track.mending import DutyOf
from optimizer.track.standing_in import Candidate
from optimizer.workflows.explain_roster import RefusedWish, RosterReasons, ScoreExplained, WhyHere, WhyNot

MOST_LINES, MOST_MATCHES = 3, 3
"""Answers, and matches of a rule, that are told at first."""


class ReasonWords:
    """Candidates and duties in words of a scenario.

    Parameters
    ----------
    scenario, language
        Whose names they are, and the reader's language.
    """

    def __init__(self, scenario: Scenario, language: Language) -> None:
        self.scenario, self.texts = scenario, Texts(language)

    def officer(self, key: str) -> str:
        """Name and id."""
        return f"{self.scenario.officers[key].name} ({key})"

    def duty(self, duty: DutyOf) -> str:
        """Day, shift and post."""
        return duty_words(self.texts, self.scenario, (duty,))[0]

    def rule(self, key: str) -> str:
        """What documents call a rule."""
        rule = self.scenario.rules.get(key)
        if rule is None:
            return self.texts(STRUCTURE[key]) if key in STRUCTURE else key
        return self.texts(RULES.get(key) or labels(rule.kind).name)

    def costs(self, candidate: Candidate) -> str:
        """What is lost if a candidate takes a duty; what stays the same is left out."""
        return "; ".join(self._costs(candidate)) or self.texts(revisions.NOBODY)

    def _costs(self, candidate: Candidate) -> Iterator[str]:
        if candidate.breaches:
            told = [
                self.texts(
                    revisions.HARD_BREACH if breach.is_hard else revisions.SOFT_BREACH,
                    rule=self.rule(breach.rule),
                    amount=self.texts.weight(breach.amount),
                )
                for breach in candidate.breaches
            ]
            yield self.texts(texts.COST_RULES, rules="; ".join(told))
        if candidate.is_lent:
            yield self.texts(texts.COST_LOAN, unit=self.scenario.units[candidate.unit].name)
        burden = self.texts.number(candidate.burden, 2)
        yield self.texts(texts.COST_BURDEN, burden=burden, share=self.texts.number(candidate.share, 3))
        if candidate.days_moved:
            yield self.texts(texts.COST_MOVED, days=self.texts.number(candidate.days_moved))

    def here(self, why: WhyHere) -> Iterator[str]:
        """Who else could, and what bars the others."""
        lawful = [other for other in why.others if other.is_lawful]
        if not why.others:
            yield self.texts(texts.NOBODY_ABLE)
        elif not lawful:
            yield self.texts(texts.ONLY_LAWFUL, all=len(why.others))
        else:
            costs = self.costs(lawful[0])
            if why.share is not None:
                costs = f"{costs}; {self.texts(texts.COST_NOW, share=self.texts.number(why.share, 3))}"
            best = self.officer(lawful[0].officer)
            yield self.texts(texts.OTHERS_COULD, lawful=len(lawful), all=len(why.others), best=best, costs=costs)
        barring = Counter(
            rule for other in why.others for rule in {breach.rule: None for breach in other.breaches if breach.is_hard}
        )
        if barring:
            told = [
                self.texts(texts.BARRED_RULE, rule=self.rule(rule), count=count)
                for rule, count in barring.most_common()
            ]
            yield self.texts(texts.BARRED, rules="; ".join(told))

    def elsewhere(self, officer: str, why: WhyNot) -> Iterator[str]:
        """Whether an officer could take somebody's duty, and what would have to move."""
        who, duty = self.officer(officer), self.duty(why.duty)
        if why.candidate is None:
            yield self.texts(texts.NOT_HERE, officer=who, duty=duty)
            return
        told = texts.COULD_TAKE if why.candidate.is_lawful else texts.COULD_NOT
        holder = self.officer(why.duty.officer)
        yield self.texts(told, officer=who, duty=duty, holder=holder, costs=self.costs(why.candidate))
        if why.changes is not None:
            changes = list(self._changes(why))
            yield f"  {self.texts(texts.FITS_IF, count=why.changes.duties, changes='; '.join(changes))}"
        elif why.is_never:
            reasons = ", ".join(map(self.rule, why.rules)) or self.texts(revisions.NOBODY)
            yield f"  {self.texts(texts.NEVER_FITS, reasons=reasons)}"
        elif why.was_tried:
            yield f"  {self.texts(texts.NOT_FOUND)}"

    def _changes(self, why: WhyNot) -> Iterator[str]:
        if why.changes is None:
            return
        duties = dict.fromkeys(duty[1:] for duty in (*why.changes.taken, *why.changes.given))
        for duty in duties:
            before, after = (
                ", ".join(self.officer(each.officer) for each in own if each[1:] == duty)
                or self.texts(revisions.NOBODY)
                for own in (why.changes.taken, why.changes.given)
            )
            yield self.texts(texts.CHANGE, duty=self.duty(DutyOf("", *duty)), before=before, after=after)

    def _holders(self, duties: Sequence[DutyOf]) -> str:
        return ", ".join(self.officer(each.officer) for each in duties) or self.texts(revisions.NOBODY)


class RosterReasonsText:
    """Answers on one day in words.

    Parameters
    ----------
    found, language
        What was asked and found, and the reader's language.
    is_all
        Whether everything is told.
    """

    def __init__(self, found: RosterReasons, language: Language, *, is_all: bool) -> None:
        self.found, self.is_all = found, is_all
        self.words = ReasonWords(found.scenario, language)
        self.texts = self.words.texts

    def verdict(self) -> str:
        """One line."""
        return next(self.lines())

    def lines(self) -> Iterator[str]:
        """All of it as the terminal shows it."""
        return printed(self.parts())

    def parts(self) -> Iterator[Part]:
        """Why each duty is whose it is, or what somebody without one could take."""
        for why in self.found.here:
            officer, duty = self.words.officer(why.duty.officer), self.words.duty(why.duty)
            first, *more = self.words.here(why)
            yield f"{self.texts(texts.HELD, officer=officer, duty=duty)}: {first}"
            yield from (f"  {line}" for line in more)
            if self.is_all and why.others:
                yield self._table(why.others)
        if self.found.officer is not None and not self.found.here:
            yield from self._without_duty(self.found.officer)

    def _without_duty(self, officer: str) -> Iterator[str]:
        name = self.words.officer(officer)
        if self.found.other_duties:
            yield self.texts(texts.HELD, officer=name, duty="; ".join(map(self.words.duty, self.found.other_duties)))
        else:
            kind = self.texts.either(texts.KINDS, self.found.absence)
            yield self.texts(texts.OFF_DUTY, officer=name, day=self.texts.day(self.found.day), kind=kind)
        answers = sorted(
            self.found.elsewhere, key=lambda why: (why.candidate is None or not why.candidate.is_lawful, why.duty)
        )
        shown = answers if self.is_all else answers[:MOST_LINES]
        for why in shown:
            yield from self.words.elsewhere(officer, why)
        if not answers:
            yield self.texts(texts.NOTHING_TO_TAKE)
        if len(shown) < len(answers):
            yield self.texts(texts.MORE, count=len(answers) - len(shown))

    def _table(self, others: Sequence[Candidate]) -> Grid:
        rows = [
            [
                self.words.officer(other.officer),
                self.found.scenario.units[other.unit].name,
                self.words.costs(other),
            ]
            for other in others
        ]
        return Grid([self.texts(heading) for heading in (texts.OFFICER, texts.UNIT, texts.LOST)], rows)

    def to_json(self) -> dict[str, Any]:
        """The same as one object, whole."""
        return {
            "verdict": self.verdict(),
            "directory": str(self.found.directory),
            "date": self.found.day.isoformat(),
            "officer": self.found.officer,
            "absence": self.found.absence,
            "other_duties": [{"shift": duty.shift, "post": duty.post} for duty in self.found.other_duties],
            "duties": [here_record(why) for why in self.found.here],
            "elsewhere": [elsewhere_record(why) for why in self.found.elsewhere],
        }


class ScoreText:
    """The score of a roster, rule by rule, in words.

    Parameters
    ----------
    found, language
        What was found, and the reader's language.
    is_all
        Whether every match is told.
    """

    def __init__(self, found: ScoreExplained, language: Language, *, is_all: bool) -> None:
        self.found, self.is_all = found, is_all
        self.words, self.statements = ReasonWords(found.scenario, language), StatementWords(found.scenario)
        self.texts = self.words.texts

    def verdict(self) -> str:
        """One line: how often rules are not kept."""
        hard = sum(len(rule.breaches) for rule in self.found.rules if rule.weight is None)
        soft = sum(len(rule.breaches) for rule in self.found.rules if rule.weight is not None)
        return self.texts(texts.SCORE, hard=hard, soft=soft, wishes=len(self.found.wishes))

    def lines(self) -> Iterator[str]:
        """All of it as the terminal shows it."""
        return printed(self.parts())

    def parts(self) -> Iterator[Part]:
        """The verdict, a row for each rule with its matches below the table, and every wish refused."""
        yield self.verdict()
        headings = (texts.RULE, texts.TIER, texts.TIMES, texts.AMOUNT, texts.WEIGHT, texts.POINTS)
        if self.found.rules:
            yield Grid([self.texts(heading) for heading in headings], [self._row(rule) for rule in self.found.rules])
        for rule in self.found.rules:
            shown = rule.breaches if self.is_all else rule.breaches[:MOST_MATCHES]
            yield Subheading(self.words.rule(rule.rule))
            for breach in shown:
                whom = " + ".join(self._name(part) for part in breach.key.entity.split("+"))
                evidence, amount = self.texts(breach.said), self.texts.number(breach.amount, 2)
                when = self.statements.when(breach.key.when)
                match = self.texts(texts.MATCH, whom=whom, when=when, evidence=evidence, amount=amount)
                yield f"  {match}"
            if len(shown) < len(rule.breaches):
                yield f"  {self.texts(texts.MORE, count=len(rule.breaches) - len(shown))}"
        if self.found.wishes:
            yield Subheading(self.texts(texts.REFUSED))
        for wish in self.found.wishes:
            yield f"  {self._wish(wish)}"

    def to_json(self) -> dict[str, Any]:
        """The same as one object, whole."""
        return {
            "verdict": self.verdict(),
            "directory": str(self.found.directory),
            "rules": [
                {
                    "rule": rule.rule,
                    "tier": rule.tier,
                    "weight": rule.weight,
                    "amount": round(rule.amount, 6),
                    "points": None if rule.weight is None else round(rule.weight * rule.amount, 6),
                    "matches": [
                        {**breach.key._asdict(), "amount": round(breach.amount, 6), "evidence": self.texts(breach.said)}
                        for breach in rule.breaches
                    ],
                }
                for rule in self.found.rules
            ],
            "wishes": [
                {
                    "officer": wish.officer,
                    "date": wish.day.isoformat(),
                    "want": "on" if wish.wants_work else "off",
                    "why": self._wish(wish),
                }
                for wish in self.found.wishes
            ],
        }

    def _row(self, rule: Any) -> list[str]:
        hard = rule.weight is None
        return [
            self.words.rule(rule.rule),
            self.texts(TIERS[rule.tier]),
            self.texts.number(len(rule.breaches)),
            self.texts.number(rule.amount, 2),
            self.texts(texts.HARD) if hard else self.texts.weight(rule.weight),
            self.texts(revisions.NOBODY) if hard else self.texts.number(rule.weight * rule.amount, 2),
        ]

    def _name(self, key: str) -> str:
        return self.words.officer(key) if key in self.found.scenario.officers else self.statements.name(key)

    def _wish(self, wish: RefusedWish) -> str:
        # All duties of the day would have to go: the one that fewest others could take decides.
        reasons = sorted(wish.reasons, key=_ways)
        reason = self.texts(texts.NOTHING_TO_TAKE)
        if reasons:
            why = reasons[0]
            reason = next(self.words.here(why) if isinstance(why, WhyHere) else self.words.elsewhere(wish.officer, why))
        told = texts.WISH_ON if wish.wants_work else texts.WISH_OFF
        return self.texts(told, officer=self.words.officer(wish.officer), day=self.texts.day(wish.day), reason=reason)


def _ways(why: WhyHere | WhyNot) -> int:
    """In how many ways a duty could change hands; of duties that somebody could take the possible ones come first."""
    if isinstance(why, WhyHere):
        return sum(other.is_lawful for other in why.others)
    return 0 if why.candidate is not None and why.candidate.is_lawful else 1
