"""Campaigns of a few desks and days under hard rules, and whether they have any plan, by brute force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any

from pydantic import TypeAdapter

from optimizer.rules.catalogue import AnyStatement, Rule, checker, one_place_rule
from optimizer.rules.facts import DutyFact, Facts, NeedFact, PersonFact, RequestFact

FIRST_DAY = date(2027, 4, 5)
"""A Monday."""
HOURS = {"morning": (7, 11), "evening": (17, 21)}
HOURS_WITH_NIGHTS = {"morning": (7, 11), "evening": (20, 28)}
"""Of each shift when it starts and ends, in hours since the midnight of its day."""
EVENINGS = {"evening": 1, "weekend": 0, "holiday": 0, "overtime_hour": 0, "travel_hour": 0, "loan": 0}
"""Burden that counts evenings."""


@dataclass(frozen=True)
class Desk:
    """A desk of one unit."""

    unit: str
    size: int
    shifts: tuple[str, ...]
    standing: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawnCampaign:
    """A campaign without helpers or visits."""

    days: int
    desks: tuple[Desk, ...]
    officers: tuple[tuple[str, str | None], ...]
    """Of each officer the unit, and another one that the officer may be lent to."""
    wishes: tuple[tuple[int, int], ...]
    """Officers and days on which they ask for duty."""
    rules: Mapping[str, Mapping[str, Any]]
    hours: Mapping[str, tuple[int, int]] = field(default_factory=lambda: HOURS)
    away: tuple[tuple[int, int], ...] = ()
    """Officers and days on which they are on leave."""
    unskilled: tuple[int, ...] = ()
    """Officers without the skill that desks ask for; they ask for none if everybody would have it."""
    past_evenings: tuple[int, ...] = ()
    """Of each officer evenings before the first day, over as many days as the campaign has; burden is evenings then."""
    worked: tuple[tuple[int, int, str], ...] = ()
    """Officers, days before the first (-1 is the last of them) and shifts that they worked then."""
    other_work: tuple[str, ...] = ()
    """Day types on which whoever is neither on duty nor off has other work."""
    first_day: date = FIRST_DAY

    @property
    def statements(self) -> dict[str, AnyStatement]:
        """The rules, by id."""
        adapter: TypeAdapter[AnyStatement] = TypeAdapter(Rule)
        return {name: adapter.validate_python(rule) for name, rule in self.rules.items()}

    def data(self) -> dict[str, Any]:
        """The scenario."""
        units = sorted({desk.unit for desk in self.desks} | {unit for unit, _ in self.officers})
        last_day = (self.first_day + timedelta(days=self.days - 1)).isoformat()
        arrival = dict.fromkeys(self.hours, 0.1)
        return {
            "campaign": {
                "name": "Drawn",
                "first_day": self.first_day.isoformat(),
                "last_day": last_day,
                "finish_by": last_day,
                "language": "en",
                "agency": {"superior": "A", "name": "B", "place": "C", "signatory": "D"},
                "streams": {"activation": {"name": "Activation", "unit": "accounts"}},
            },
            "shifts": {
                name: {"name": name, "code": name[0], "start": f"{a:02}:00", "end": f"{b % 24:02}:00"}
                | {"is_evening": name == "evening"}
                for name, (a, b) in self.hours.items()
            },
            "places": {
                f"place_{unit}": {"name": unit, "kind": "commune", "latitude": 11.5, "longitude": 106.8}
                | {"pools": {"activation": {"target": 10, "people": 40}}}
                for unit in units
            },
            "units": {
                unit: {"name": unit, "place": f"place_{unit}", "other_work": list(self.other_work)} for unit in units
            },
            "posts": {f"desk_{number}": _post(desk, number, self.skill) for number, desk in enumerate(self.desks)},
            "officers": {f"o{number}": self._officer(number) for number in range(len(self.officers))},
            "turnout": {
                "activation": {"segments": {"all": {"share": 1.0, "arrival": {"weekday": arrival, "weekend": arrival}}}}
            },
            "service": {"activation": {"minutes_per_person": 5}},
            "rules": {name: dict(rule) for name, rule in self.rules.items()},
            **({"objectives": {"burden": EVENINGS}} if self.past_evenings else {}),
        }

    @property
    def skill(self) -> str | None:
        """What desks ask for."""
        return "activation" if self.unskilled else None

    def has_plan(self) -> bool:
        """Whether some roster keeps all hard rules, by looking at every one."""
        return any(self._is_lawful(facts) for duties in self._rosters() for facts in self._days_off(duties))

    def _officer(self, number: int) -> dict[str, Any]:
        unit, lent_to = self.officers[number]
        requests = {
            f"wish_{day}": {"date": self._date(day).isoformat(), "want": "on"}
            for who, day in self.wishes
            if who == number
        }
        leave = {
            f"leave_{day}": {"first_day": self._date(day).isoformat(), "last_day": self._date(day).isoformat()}
            for who, day in self.away
            if who == number
        }
        return {
            "name": f"Officer {number}",
            "unit": unit,
            "hours_per_week": 48,
            "requests": requests,
            "leave": leave,
            "skills": sorted(self._skills(number)),
            "lent_to": [lent_to] if lent_to else [],
            "history": {
                "days": {self._date(day).isoformat(): [shift] for who, day, shift in self.worked if who == number},
                "burden": self.past_evenings[number] if self.past_evenings else 0,
                "available_days": self.days if self.past_evenings else 0,
            },
        }

    def _date(self, day: int) -> date:
        return self.first_day + timedelta(days=day)

    def _skills(self, number: int) -> frozenset[str]:
        return frozenset() if self.skill is None or number in self.unskilled else frozenset({self.skill})

    def _rosters(self) -> Iterator[list[DutyFact]]:
        """Every way to open desks and to man them, whole crews at desks that need not stand."""
        occasions = [
            (number, desk, day, shift)
            for number, desk in enumerate(self.desks)
            for day in range(self.days)
            for shift in desk.shifts
        ]
        ways = [list(self._crews(desk, shift, day)) for _, desk, day, shift in occasions]
        for crews in product(*ways):
            yield [
                self._duty(officer, number, desk.unit, day, shift)
                for (number, desk, day, shift), crew in zip(occasions, crews, strict=True)
                for officer in crew
            ]

    def _crews(self, desk: Desk, shift: str, day: int) -> Iterator[tuple[int, ...]]:
        able = [number for number, serves in enumerate(self.officers) if desk.unit in serves]
        for chosen in product((False, True), repeat=len(able)):
            crew = tuple(number for number, is_in in zip(able, chosen, strict=True) if is_in)
            may_lack = shift in desk.standing and len(crew) < desk.size
            if len(crew) in (0, desk.size) or may_lack:
                yield crew

    def _days_off(self, duties: list[DutyFact]) -> Iterator[Facts]:
        """The facts of a roster, whatever is done on days of other work without a duty."""
        facts = self._facts(duties)
        free = [each for each, kind in facts.absences.items() if kind == "rest"]
        of_work = [(who, day) for who, day in free if facts.day_types[day] in self.other_work]
        for kinds in product(("rest", "compensatory", "other_duty"), repeat=len(of_work)):
            yield replace(facts, absences={**facts.absences, **dict(zip(of_work, kinds, strict=True))})

    def _is_lawful(self, facts: Facts) -> bool:
        rules = {"": one_place_rule(), **self.statements}
        return not any(
            next(checker(rule.kind)(name, rule, facts), None)
            for name, rule in rules.items()
            if rule.enforcement == "hard"
        )

    def _facts(self, duties: list[DutyFact]) -> Facts:
        days = [self._date(number) for number in range(self.days)]
        leave = {(f"o{who}", self._date(day)) for who, day in self.away}
        busy = {(duty.officer, day) for duty in duties for day in (duty.date, duty.end.date())}
        people = {f"o{number}": self._person(number) for number in range(len(self.officers))}
        past = [self._past_duty(*each) for each in self.worked]
        opened = {(duty.date, duty.shift, duty.post) for duty in duties}
        needs = [
            NeedFact(day, shift, f"desk_{number}", desk.size, desk.size, self.skill, unit=desk.unit)
            for number, desk in enumerate(self.desks)
            for day in days
            for shift in desk.shifts
            if shift in desk.standing or (day, shift, f"desk_{number}") in opened
        ]
        return Facts(
            first_day=days[0],
            last_day=days[-1],
            day_types={
                day: "weekend" if day.weekday() > 4 else "weekday" for day in [*(duty.date for duty in past), *days]
            },
            people=people,
            duties=(*past, *duties),
            absences={
                (who, day): "leave" if (who, day) in leave else "rest"
                for who in people
                for day in days
                if (who, day) not in busy
            },
            needs=tuple(needs),
        )

    def _person(self, number: int) -> PersonFact:
        unit, lent_to = self.officers[number]
        requests = tuple(
            RequestFact(f"wish_{day}", self._date(day), None, True, 1.0) for who, day in self.wishes if who == number
        )
        return PersonFact(
            f"o{number}",
            unit,
            self._skills(number),
            leave=frozenset(self._date(day) for who, day in self.away if who == number),
            requests=requests,
            past_burden=self.past_evenings[number] if self.past_evenings else 0,
            past_available_days=self.days if self.past_evenings else 0,
            lent_to=frozenset([lent_to] if lent_to else []),
        )

    def _duty(self, officer: int, desk: int, unit: str, day: int, shift: str) -> DutyFact:
        midnight = datetime.combine(self._date(day), time())
        start, end = (midnight + timedelta(hours=hour) for hour in self.hours[shift])
        is_evening = shift == "evening"
        burden = float(is_evening and bool(self.past_evenings))
        return DutyFact(f"o{officer}", midnight.date(), shift, start, end, f"desk_{desk}", unit, is_evening, burden)

    def _past_duty(self, officer: int, day: int, shift: str) -> DutyFact:
        return self._duty(officer, 0, self.officers[officer][0], day, shift)


def _post(desk: Desk, number: int, skill: str | None) -> dict[str, Any]:
    standing = {"shifts": list(desk.standing), "day_types": ["weekday", "weekend"]} if desk.standing else None
    return {
        "name": f"Desk {number}",
        "place": f"place_{desk.unit}",
        "unit": desk.unit,
        "stream": "activation",
        "crew": {"size": desk.size, "officers": desk.size, "skill": skill},
        "shifts": list(desk.shifts),
        "standing": standing,
    }
