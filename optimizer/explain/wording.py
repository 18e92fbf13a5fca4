"""Statements and repairs as sentences: one rule for one officer, or one desk, in one period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic
from optimizer.explain.conflicts.periods import period_of
from optimizer.explain.precheck.shortage import span
from optimizer.rules.catalogue import AnyStatement, labels
from optimizer.rules.facts import Key
from optimizer.scenario.schema import Scenario
from optimizer.texts import explanations as texts
from optimizer.texts.messages import AS_IT_IS, Said, all_of, lines_of
from optimizer.texts.rule_names import RULES

if TYPE_CHECKING:
    from optimizer.explain.conflicts.finding import Conflict
    from optimizer.explain.conflicts.inquiry import Answer
    from optimizer.explain.conflicts.mends import Loan, Mend

PERIOD = re.compile(r"horizon|(\d{4}-(\d{2}|W\d{2}|\d{2}-\d{2})(\.\.|$))+|\d{4}-\d{2}-\d{2}/.+")
"""How keys name periods: days and weeks and months, from one to another, the campaign, a shift of a day."""
MOST_SENTENCES, MOST_PERIODS = 10, 10
"""Sentences of a conflict that are told at first, and periods that each of them names."""


class StatementWords:
    """What statements say, in the words of a scenario.

    Parameters
    ----------
    scenario
        Whose rules and names they are.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.horizon = scenario.campaign.first_day, scenario.campaign.last_day

    def said(self, key: Key) -> Said:
        """A statement as a sentence."""
        rule = self.scenario.rules[key.rule]
        if rule.asks_for_crews:
            return texts.STANDING(post=self.whom(key.entity), when=self.when(key.when))
        if rule.grants_wishes:
            return texts.WISH(wish=self._wish(key), whom=self.whom(key.entity), when=self.when(key.when))
        return texts.STATEMENT(rule=self._rule(key, rule), whom=self.whom(key.entity), when=self.when(key.when))

    def said_together(self, keys: Iterable[Key], most_periods: int | None = None) -> Iterator[Said]:
        """Statements as sentences, those of one rule for one officer or desk in one, with so many periods."""
        together: dict[tuple[str, str], list[Key]] = {}
        for key in sorted(keys, key=lambda key: (key.rule, key.entity, self._order(key.when))):
            together.setdefault((key.rule, key.entity), []).append(key)
        for (name, entity), own in together.items():
            rule = self.scenario.rules[name]
            if len(own) == 1 or rule.grants_wishes:
                yield from map(self.said, own)
                continue
            when = self._periods(own, most_periods)
            whom = self.whom(entity)
            if rule.asks_for_crews:
                yield texts.STANDING(post=whom, when=when)
            else:
                yield texts.STATEMENT(rule=self._rule(own[0], rule), whom=whom, when=when)

    def given_together(self, amounts: Mapping[Key, float], most_periods: int | None = None) -> Iterator[Said]:
        """What gives way in a mend, by the same for the same officer or desk in one sentence, with so many periods."""
        alike: dict[tuple[str, str, float | None], list[Key]] = {}
        for key in sorted(amounts, key=lambda key: (key.rule, key.entity, self._order(key.when))):
            how_far = None if self.scenario.rules[key.rule].asks_for_crews else amounts[key]
            alike.setdefault((key.rule, key.entity, how_far), []).append(key)
        # Desks that shut come last, after all that keeps them open.
        for (name, entity, how_far), own in sorted(alike.items(), key=lambda each: each[0][2] is None):
            rule = self.scenario.rules[name]
            if how_far is None:
                yield texts.CLOSE(post=self.whom(entity), when=self._periods(own, most_periods))
            elif rule.counts_days_running:
                yield from self._longer_runs(rule, own, how_far)
            elif rule.grants_wishes or len(own) == 1:
                yield from (self.given(key, how_far) for key in own)
            else:
                when = self._periods(own, most_periods)
                statement = texts.STATEMENT(rule=self._rule(own[0], rule), whom=self.whom(entity), when=when)
                yield self._changed(own[0], rule, statement, how_far)

    def _longer_runs(self, rule: AnyStatement, keys: Sequence[Key], a_day: float) -> Iterator[Said]:
        """How long runs are that break a limit on days running, each day by itself, and on which days they do."""
        for first, last in _runs([period_of(key.when, self.horizon)[0] for key in keys]):
            when, whom = span(first, last), self.whom(keys[0].entity)
            statement = texts.STATEMENT(rule=self._rule(keys[0], rule), whom=whom, when=when)
            yield self._changed(keys[0], rule, statement, a_day * ((last - first).days + 1))

    def _periods(self, keys: Sequence[Key], most: int | None) -> object:
        """The periods of statements, so many of them."""
        when: object = tuple(self.when(key.when) for key in keys[:most])
        return when if most is None or len(keys) <= most else texts.AND_PERIODS(shown=when, count=len(keys) - most)

    def given(self, key: Key, amount: float) -> Said:
        """What it means that a statement gives way by an amount in its rule's unit."""
        rule = self.scenario.rules[key.rule]
        if rule.asks_for_crews:
            return texts.CLOSE(post=self.whom(key.entity), when=self.when(key.when))
        if rule.counts_days_running:
            # How long the run is only all its days together tell.
            return texts.GIVE_UP(statement=self.said(key))
        return self._changed(key, rule, self.said(key), amount)

    def _changed(self, key: Key, rule: AnyStatement, statement: Said, amount: float) -> Said:
        """A statement with what it says in place of its limit; that it is given up, where it has no one limit."""
        least, most = self._limits(key, rule)
        if most is not None and least is None:
            return texts.CHANGED(statement=statement, old=most, new=most + amount)
        if least is not None and most is None:
            return texts.CHANGED(statement=statement, old=least, new=max(0.0, least - amount))
        return texts.GIVE_UP(statement=statement)

    def lent(self, loan: Loan) -> Said:
        """Who is lent to whom, when."""
        unit = self.scenario.officers[loan.officer].unit
        when = tuple(span(first, last) for first, last in _runs(loan.days))
        return texts.LEND(officer=self.name(loan.officer), unit=self.name(unit), to=self.name(loan.to), when=when)

    def whom(self, entity: str) -> object:
        """Officers, pairs of them, units and desks by name."""
        return all_of(self.name(part) for part in entity.split("+"))

    def when(self, name: str) -> Said:
        """A period as keys name it; what names none, as it stands."""
        if not PERIOD.fullmatch(name):
            return AS_IT_IS(text=name)
        day, *rest = name.split("/")
        if rest:
            shift = self.scenario.shifts[rest[0]].name
            return texts.IN_SHIFT(shift=shift, day=date.fromisoformat(day))
        first, last = period_of(name, self.horizon)
        if week := re.fullmatch(r"\d{4}-W(\d{2})", name):
            return texts.IN_WEEK(week=int(week[1]), first=first, last=last)
        if re.fullmatch(r"\d{4}-\d{2}", name):
            return texts.IN_MONTH(month=first)
        if name == "horizon":
            return texts.IN_CAMPAIGN
        return span(first, last)

    def _order(self, when: str) -> tuple[date, int]:
        """By day, then by shift as the scenario lists them."""
        shifts = list(self.scenario.shifts)
        _, _, rest = when.partition("/")
        return period_of(when, self.horizon)[0], shifts.index(rest.partition("/")[0]) if rest else 0

    def name(self, key: str) -> str:
        """Of an officer, a desk or a unit; what is none of them, as it stands."""
        for section in (self.scenario.officers, self.scenario.posts, self.scenario.units):
            if key in section:
                return section[key].name
        return key

    def _rule(self, key: Key, rule: AnyStatement) -> Said:
        name: Said = RULES[key.rule] if key.rule in RULES else labels(rule.kind).name
        least, most = self._limits(key, rule)
        if least is not None and most is not None:
            return texts.LIMITED(rule=name, limit=texts.BETWEEN(least=least, most=most))
        if most is not None:
            return texts.LIMITED(rule=name, limit=texts.AT_MOST(limit=most))
        if least is not None:
            return texts.LIMITED(rule=name, limit=texts.AT_LEAST(limit=least))
        return name

    def _limits(self, key: Key, rule: AnyStatement) -> tuple[float | None, float | None]:
        """Least and most of what the rule counts, as far as it says so in a figure."""
        most = getattr(rule, "at_most", None)
        if most == "officer":
            most = self.scenario.officers[key.entity].hours_per_week
        least = getattr(rule, "at_least", getattr(rule, "hours", None))
        return least, most

    def _wish(self, key: Key) -> Said:
        day = date.fromisoformat(key.when)
        wishes = {wish.want: None for wish in self.scenario.officers[key.entity].requests.values() if wish.date == day}
        told = all_of(texts.WISHES[want] for want in wishes) if wishes else key.when
        return AS_IT_IS(text=told)


def conflict_diagnostics(words: StatementWords, answer: Answer, most: int | None = None) -> Iterator[Diagnostic]:
    """Conflicts of some units with their statements, the mends beside the first.

    Parameters
    ----------
    words, answer
        How statements are said, and what clashes.
    most
        How many conflicts are told; all if left out.
    """
    units = tuple(words.scenario.units[unit].name for unit in answer.units if unit in words.scenario.units)
    periods = None if most is None else MOST_PERIODS
    repairs = [_repair(words, number, repair, periods) for number, repair in enumerate(answer.repairs, start=1)]
    mend = lines_of(repairs[0], *repairs[1:]) if repairs else texts.NO_MEND
    for number, conflict in enumerate(answer.conflicts[:most], start=1):
        is_short = most is not None
        said = list(words.said_together(conflict.keys, MOST_PERIODS if is_short else None))
        shown = said[:MOST_SENTENCES] if is_short else said
        told = [texts.BULLET(statement=statement) for statement in shown]
        if len(shown) < len(said):
            told.append(texts.MORE_STATEMENTS(count=len(said) - len(shown)))
        count = len(conflict.keys)
        what = lines_of(_head(number, conflict, count), *told)
        yield Diagnostic(texts.CONFLICT_OF(number=number, units=units), what, texts.AS_ABOVE if number > 1 else mend)


def _head(number: int, conflict: Conflict, count: int) -> Said:
    """How many statements clash, and what is proved of that."""
    if count == 1:
        return texts.ALONE
    if number > 1:
        return texts.ANOTHER(count=count)
    if conflict.is_cheapest:
        return texts.CHEAPEST(count=count)
    if conflict.window is None:
        return texts.SMALL(count=count)
    first, last = conflict.window
    return texts.CHEAPEST_NEARBY(count=count, first=first, last=last)


def _repair(words: StatementWords, number: int, repair: Mend, most_periods: int | None) -> Said:
    changes = besides([*words.given_together(repair.amounts, most_periods), *map(words.lent, repair.loans)])
    price: object = texts.LEAST_PRICE(price=repair.price) if repair.is_cheapest else repair.price
    costs = texts.COSTS(price=price, standing=repair.standing, shortfall=repair.shortfall, burden=repair.burden)
    told = texts.FIRST_FOUND(costs=costs) if repair.is_first_found else costs
    return texts.MEND(number=number, changes=changes, costs=told)


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """First and last of days that follow each other."""
    first = last = days[0]
    for day in days[1:]:
        if (day - last).days > 1:
            yield first, last
            first = day
        last = day
    yield first, last


def besides(parts: Iterable[object]) -> object:
    """One thing; another; another."""
    return reduce(lambda one, other: texts.BESIDES(one=one, other=other), parts)
