"""What is asked for on a command line, in names: officers, days and duties, each looked up in the plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from optimizer.errors import Diagnostic, RequestError
from optimizer.scenario.reading.cells import day_first
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.schema import Scenario
from optimizer.texts import revisions as texts
from optimizer.texts.messages import Said
from optimizer.track.mending import DutyOf, duty_of
from optimizer.world.plan import Plan

NEARBY = 5
"""Duties of an officer that are told where one is named that there is not."""


@dataclass(frozen=True, slots=True)
class Away:
    """An officer who is away, both days included."""

    officer: str
    first_day: date
    last_day: date
    written: str
    """As it was asked for."""

    @property
    def days(self) -> frozenset[date]:
        """All of them."""
        return frozenset(self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1))


class Lookup:
    """Finds what is named; what is not there is refused with what is most like it.

    Parameters
    ----------
    scenario, plan
        What there is.
    """

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario, self.plan = scenario, plan
        self.duties = sorted({duty_of(row) for row in plan.roster}, key=lambda duty: (duty.date, duty.shift))

    def officer(self, name: str, where: str) -> str:
        """An officer by id.

        Raises
        ------
        RequestError
            If there is none of that id.
        """
        return self._known(name, self.scenario.officers, where, texts.NO_SUCH_OFFICER(name=name), texts.OFFICERS)

    def shift(self, name: str, where: str) -> str:
        """A shift by id."""
        return self._known(name, self.scenario.shifts, where, texts.NO_SUCH_SHIFT(name=name), texts.SHIFTS)

    def post(self, name: str, where: str) -> str:
        """A post or team by id."""
        known = [*self.scenario.posts, *self.scenario.teams]
        return self._known(name, known, where, texts.NO_SUCH_POST(name=name), texts.POSTS)

    def day(self, text: str, where: str) -> date:
        """A day of the campaign, written year or day first."""
        try:
            day = date.fromisoformat(day_first(text.strip()))
        except ValueError:
            raise RequestError(Diagnostic(where, texts.NO_DATE(text=text), texts.WRITE_DATE)) from None
        first, last = self.scenario.campaign.first_day, self.scenario.campaign.last_day
        if not first <= day <= last:
            what = texts.OUTSIDE(day=day, first=first, last=last)
            raise RequestError(Diagnostic(where, what, texts.DAY_OF_CAMPAIGN))
        return day

    def duty(self, text: str, where: str) -> DutyOf:
        """A duty that the plan gives somebody, from ``OFFICER:DATE:SHIFT``."""
        parts = text.split(":")
        if len(parts) != 3:
            raise RequestError(Diagnostic(where, texts.DUTY_FORM(text=text), texts.DUTY_EXAMPLE))
        officer, day = self.officer(parts[0], where), self.day(parts[1], where)
        shift = self.shift(parts[2], where)
        found = [duty for duty in self.duties if duty[:3] == (officer, day, shift)]
        if not found:
            what = texts.NOT_ON_DUTY(officer=officer, shift=shift, day=day)
            raise RequestError(Diagnostic(where, what, self._nearby(officer, day)))
        return found[0]

    def duties_on(self, officer: str, day: date, shift: str | None, where: str) -> tuple[DutyOf, ...]:
        """An officer's duties of a day, or of one of its shifts, in order of time."""
        order = list(self.scenario.shifts)
        found = [duty for duty in self.duties if duty[:2] == (officer, day) and shift in (None, duty.shift)]
        if not found:
            what = texts.NO_DUTY_THAT_DAY(officer=officer, day=day)
            if shift is not None:
                what = texts.NOT_ON_DUTY(officer=officer, shift=shift, day=day)
            raise RequestError(Diagnostic(where, what, self._nearby(officer, day)))
        return tuple(sorted(found, key=lambda duty: order.index(duty.shift)))

    def absence(self, text: str, where: str) -> Away:
        """Somebody who is away, from ``OFFICER:DATE`` or ``OFFICER:DATE..DATE``."""
        officer, colon, days = text.partition(":")
        first, dots, last = days.partition("..")
        if not colon or not first or (dots and not last):
            raise RequestError(Diagnostic(where, texts.ABSENCE_FORM(text=text), texts.ABSENCE_EXAMPLE))
        known, first_day = self.officer(officer, where), self.day(first, where)
        last_day = self.day(last, where) if dots else first_day
        if last_day < first_day:
            what = texts.BACKWARDS(first=first_day, last=last_day)
            raise RequestError(Diagnostic(where, what, texts.TURN_ROUND))
        return Away(known, first_day, last_day, text)

    def pin(self, text: str, where: str) -> DutyOf:
        """A duty that somebody is to have, from ``OFFICER:DATE:SHIFT`` or ``OFFICER:DATE:SHIFT:POST``."""
        parts = text.split(":")
        if len(parts) not in (3, 4):
            raise RequestError(Diagnostic(where, texts.PIN_FORM(text=text), texts.DUTY_EXAMPLE))
        officer, day, shift = self.officer(parts[0], where), self.day(parts[1], where), self.shift(parts[2], where)
        if len(parts) == 4:
            return DutyOf(officer, day, shift, self.post(parts[3], where))
        unit = self.scenario.officers[officer].unit
        units = {row.post: row.unit for row in self.plan.roster if (row.date, row.shift) == (day, shift)}
        posts = [post for post, own in units.items() if own == unit]
        held = [duty.post for duty in self.duties if duty[:3] == (officer, day, shift)]
        if len(held or posts) != 1:
            what = texts.SEVERAL_POSTS(shift=shift, day=day, posts=", ".join(sorted(posts)) or "–")
            raise RequestError(Diagnostic(where, what, texts.ADD_POST if posts else texts.NAME_OPEN_DUTY))
        return DutyOf(officer, day, shift, (held or posts)[0])

    def _nearby(self, officer: str, day: date) -> Said:
        own = [duty for duty in self.duties if duty.officer == officer]
        if not own:
            return texts.NO_DUTIES_AT_ALL(officer=officer)
        nearest = sorted(sorted(own, key=lambda duty: abs((duty.date - day).days))[:NEARBY], key=lambda duty: duty.date)
        told = tuple(texts.ONE_DUTY(day=duty.date, shift=duty.shift) for duty in nearest)
        return texts.DUTIES_NEARBY(officer=officer, duties=told)

    @staticmethod
    def _known(name: str, known: Collection[str], where: str, what: Said, noun: Said) -> str:
        if name not in known:
            raise RequestError(Diagnostic(where, what, did_you_mean(name, known, noun)))
        return name
