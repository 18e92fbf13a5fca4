"""What ``catruc explain`` prints of a scenario: whether it can have a plan, what clashes, what helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from optimizer.explain.conflicts.inquiry import Answer
from optimizer.explain.wording import StatementWords, conflict_diagnostics
from optimizer.texts import explanations as texts
from optimizer.texts.formats import Texts
from optimizer.texts.messages import said
from optimizer.workflows.explain import Explained

MOST_SHORTAGES = 3
"""Shortages that are told at first."""


class ExplainText:
    """Why a scenario has a plan or none, in words.

    Parameters
    ----------
    explained
        What was found.
    is_all
        Whether everything is told, and not only what comes first.
    """

    def __init__(self, explained: Explained, *, is_all: bool = False) -> None:
        self.explained, self.is_all = explained, is_all
        checked = explained.checked
        self.scenario = checked.loaded.scenario
        self.words = StatementWords(self.scenario)
        self.texts = Texts(self.scenario.campaign.language)

    def verdict(self) -> str:
        """One line."""
        answers, short = self.explained.answers, self.explained.checked.shortages
        if conflicts := sum(len(answer.conflicts) for answer in answers):
            return self.texts(texts.IMPOSSIBLE, conflicts=conflicts)
        if open_units := [self._named(answer) for answer in answers if answer.has_plan is None]:
            return self.texts(texts.UNDECIDED, units="; ".join(open_units))
        return self.texts(texts.POSSIBLE, shortages=len(short))

    def lines(self) -> Iterator[str]:
        """The verdict, conflicts with what mends them, then what is short."""
        yield self.verdict()
        yield from self.conflicts()
        yield from self.shortages()

    def conflicts(self) -> Iterator[str]:
        """What clashes, with what mends it."""
        language = self.texts.language
        for answer in self.explained.answers:
            for diagnostic in conflict_diagnostics(self.words, answer, None if self.is_all else 1):
                yield diagnostic.in_language(language)
            if not self.is_all and len(answer.conflicts) > 1:
                yield self.texts(texts.MORE_CONFLICTS, count=len(answer.conflicts) - 1)

    def shortages(self) -> Iterator[str]:
        """What is short by counting alone."""
        short, language = self.explained.checked.shortages, self.texts.language
        shown = short if self.is_all else short[:MOST_SHORTAGES]
        yield from (shortage.diagnostic().in_language(language) for shortage in shown)
        if len(shown) < len(short):
            yield self.texts(texts.MORE_SHORTAGES, count=len(short) - len(shown))

    def to_json(self) -> dict[str, Any]:
        """The same as one object, whole."""
        return {
            "verdict": self.verdict(),
            "units": [self._answer(answer) for answer in self.explained.answers],
            "shortages": [shortage.to_json(self.texts.language) for shortage in self.explained.checked.shortages],
            "most_reached": {stream: round(most, 3) for stream, most in self.explained.checked.most_reached.items()},
        }

    def _answer(self, answer: Answer) -> dict[str, Any]:
        language = self.texts.language
        return {
            "units": list(answer.units),
            "has_plan": answer.has_plan,
            "conflicts": [
                {
                    "weight": conflict.weight,
                    "is_cheapest": conflict.is_cheapest,
                    "is_cheapest_within": None
                    if conflict.window is None
                    else [day.isoformat() for day in conflict.window],
                    "statements": [
                        {**key._asdict(), "what": said(self.words.said(key), language)} for key in sorted(conflict.keys)
                    ],
                }
                for conflict in answer.conflicts
            ],
            "repairs": [
                {
                    "price": repair.price,
                    "is_cheapest": repair.is_cheapest,
                    "standing": repair.standing,
                    "shortfall": round(repair.shortfall, 3),
                    "burden": round(repair.burden, 3),
                    "is_first_found": repair.is_first_found,
                    "changes": [
                        {**key._asdict(), "amount": amount, "what": said(self.words.given(key, amount), language)}
                        for key, amount in sorted(repair.amounts.items())
                    ],
                    "loans": [
                        {
                            "officer": loan.officer,
                            "to": loan.to,
                            "days": [day.isoformat() for day in loan.days],
                            "what": said(self.words.lent(loan), language),
                        }
                        for loan in repair.loans
                    ],
                }
                for repair in answer.repairs
            ],
        }

    def _named(self, answer: Answer) -> str:
        return ", ".join(self.scenario.units[unit].name for unit in answer.units)
