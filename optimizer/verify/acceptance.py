"""Judges the plan by its scenario's acceptance rules anew, and compares with the results claimed in ``run.json``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from optimizer.run.record import RECORD_FILE, AcceptanceResult, RunRecord
from optimizer.run.simulation import ChanceRecord
from optimizer.scenario.acceptance import AcceptanceRule, acceptance_rule
from optimizer.texts.messages import AS_IT_IS
from optimizer.verify.almanac import ONE_DAY, iso_week
from optimizer.verify.discrepancies import ROW_TOLERANCE, TOTAL_TOLERANCE, Discrepancies
from optimizer.verify.duties import Duty, counts_as, hours_by_date, overtime_by_date
from optimizer.verify.evidence import Evidence
from optimizer.verify.figures import Goal
from optimizer.verify.forecast import Where
from optimizer.verify.tiers import SLACK, Targets
from optimizer.world.plan import Tier

_IN_SHARES = ("share", "gap", "chance")
Figures: TypeAlias = dict[str, float | date | None]
"""What a rule asks about to its figure, ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Everything that a rule may ask about, recomputed but for the tiers claimed, which are compared elsewhere."""

    evidence: Evidence
    goals: Mapping[Where, Goal]
    targets: Targets
    tiers: Mapping[str, Tier]
    chances: Sequence[ChanceRecord]
    """As simulated; nothing is drawn again."""

    def check(self, record: RunRecord, discrepancies: Discrepancies) -> None:
        """Compare each result claimed with its own."""
        claims, rules = record.acceptance, self.evidence.scenario.acceptance
        discrepancies.compare(RECORD_FILE, None, None, {"acceptance": (len(claims), len(rules))}, 0.0)
        for number, (text, claim) in enumerate(zip(rules, claims, strict=False)):
            rule = acceptance_rule(text)
            tolerance = ROW_TOLERANCE if rule.measure.endswith(_IN_SHARES) else TOTAL_TOLERANCE
            found = self._result(rule, claim, tolerance)
            pairs = {f"acceptance[{number}].{key}": (getattr(claim, key), value) for key, value in found.items()}
            discrepancies.compare(RECORD_FILE, None, AS_IT_IS(text=text), pairs, tolerance)

    def _result(self, rule: AcceptanceRule, claim: AcceptanceResult, tolerance: float) -> dict[str, object]:
        """The result; of figures that are the same but for rounding, the one that was claimed decides."""
        figures = self._figures(rule)
        limit = self._limit(rule)
        extreme = _extreme(rule, figures.values())
        decisive = claim.value if _is_near(claim.value, extreme, tolerance) else extreme
        passed = not figures or _keeps(rule, decisive, limit)
        tied = [at for at, figure in figures.items() if _is_near(figure, extreme, tolerance)]
        return {
            "rule": rule.text,
            "value": extreme,
            "limit": limit,
            "passed": passed,
            "proved": not passed and self._is_proved(rule, limit),
            "at": claim.at if claim.at in tied else next(iter(tied), ""),
        }

    def _limit(self, rule: AcceptanceRule) -> float | date:
        if rule.limit is not None:
            return rule.limit
        baseline = self.evidence.scenario.baseline
        figure = 0.0 if baseline is None else baseline.figures.get(rule.text, 0.0)
        return figure if isinstance(figure, date) else figure * rule.factor

    def _figures(self, rule: AcceptanceRule) -> Figures:
        match rule.measure:
            case "value" | "bound" | "gap":
                tier = self.tiers.get(rule.subject)
                return {"": None if tier is None else getattr(tier, rule.measure)}
            case "finish date":
                return {"": self._finish(rule.subject)}
            case "expected share":
                asked = self._goals(rule.subject)
                target = sum(goal.target for goal in asked.values())
                return {"": self._done(asked.values()) / target if target else 1.0}
            case "shortfall":
                return {"": sum(self._missing(goal) for goal in self._goals(rule.subject).values())}
            case "chance":
                return {"": next(iter(self._chances(rule.subject, of_places=False).values()), None)}
            case "place chance":
                return self._chances(rule.subject, of_places=True) or {"": None}
            case "commune share" | "school share":
                of_schools = rule.measure == "school share"
                return {
                    f"{place} {stream}": self._by_its_day(goal) / goal.target
                    for (place, stream), goal in self._goals(rule.subject).items()
                    if goal.is_school == of_schools and goal.target > 0
                }
        return dict(self._loads(rule))

    def _chances(self, stream: str, *, of_places: bool) -> Figures:
        """What is simulated by the last day, of the district's target in a stream or of every place's."""
        return {
            f"{chance.place} {chance.stream}": chance.chance
            for chance in self.chances
            if chance.by == "last_day" and stream in ("", chance.stream) and (chance.place != "") == of_places
        }

    def _goals(self, stream: str) -> Mapping[Where, Goal]:
        return {where: goal for where, goal in self.goals.items() if stream in ("", where[1])}

    def _done(self, goals: Iterable[Goal]) -> float:
        return sum(goal.by(self.evidence.scenario.campaign.finish_by) for goal in goals)

    def _by_its_day(self, goal: Goal) -> float:
        campaign = self.evidence.scenario.campaign
        return goal.by(campaign.last_day if goal.is_school else campaign.finish_by)

    def _missing(self, goal: Goal) -> float:
        return max(0.0, goal.target - self._by_its_day(goal))

    def _finish(self, stream: str) -> date | None:
        if not stream:
            return self.targets.finish_date
        goals = self._goals(stream).values()
        target = sum(goal.target for goal in goals)
        reached = (day for day in self.evidence.almanac.days if sum(goal.by(day) for goal in goals) >= target - SLACK)
        return next(reached, None)

    def _loads(self, rule: AcceptanceRule) -> Iterator[tuple[str, float]]:
        """The load of each officer, or of all, in each period."""
        almanac = self.evidence.almanac
        crews: dict[str, list[Duty]] = {officer: [] for officer in self.evidence.scenario.officers}
        for duty in self.evidence.staff.duties:
            crews[duty.row.officer].append(duty)
        amounts: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
        for officer, duties in crews.items():
            mine = amounts[officer if rule.is_per_officer else ""]
            if rule.measure in ("hours", "overtime hours"):
                worked = hours_by_date(duties) if rule.measure == "hours" else overtime_by_date(almanac, duties)
                for day, hours in worked.items():
                    mine[day] += hours
                continue
            for day in sorted({duty.row.date for duty in duties}):
                mine[day] += self._amount(rule.measure, [duty for duty in duties if duty.row.date == day], duties)
        for who, by_day in amounts.items():
            for name, days in _periods(rule, almanac.days):
                yield f"{who} {name}".strip(), sum(by_day[day] for day in days if day in by_day)

    def _amount(self, load: str, duties: Sequence[Duty], all_duties: Sequence[Duty]) -> float:
        """What one officer's duties of one day add to a number of duties."""
        almanac, day = self.evidence.almanac, duties[0].row.date
        match load:
            case "evenings":
                return float(sum(duty.is_evening for duty in duties))
            case "weekend duties":
                return float(sum(counts_as(almanac, duty) == "weekend" for duty in duties))
            case "holiday duties":
                return float(sum(counts_as(almanac, duty) == "holiday" for duty in duties))
            case "weekends":
                worked_saturday = any((day - duty.row.date).days == 1 for duty in all_duties)
                return float(day.isoweekday() == 6 or (day.isoweekday() == 7 and not worked_saturday))
        return float(len(duties))

    def _is_proved(self, rule: AcceptanceRule, limit: float | date) -> bool:
        """Whether a bound exceeds what any plan that passes may have of its tier."""
        margin = {name: tier.bound - 1e-3 for name, tier in self.tiers.items() if tier.bound is not None}
        shortfall = margin.get("shortfall", 0.0)
        if isinstance(limit, date):
            number = (limit - self.evidence.almanac.first_day).days + 1
            if rule.is_floor:
                return False
            if not rule.subject and margin.get("finish", 0.0) > number:
                return True
            is_judged = limit <= self.evidence.scenario.campaign.finish_by
            return is_judged and shortfall > self._most_lost_at(rule.subject, 1.0)
        if rule.measure == "value":
            return not rule.is_floor and margin.get(rule.subject, 0.0) > limit
        allowed = self._most_lost(rule, limit)
        return allowed is not None and shortfall > allowed

    def _most_lost(self, rule: AcceptanceRule, limit: float) -> float | None:
        """The largest value of the tier ``shortfall`` beside a passed rule."""
        elsewhere = sum(self._loss(where, 0.0) for where in self.goals if rule.subject not in ("", where[1]))
        mine = self._goals(rule.subject)
        match rule.measure, rule.is_floor:
            case "shortfall", False:
                dearest = [self._weight(where) * (2 if self._minimum(where) else 1) for where in mine]
                return elsewhere + limit * max(dearest, default=0.0)
            case "expected share", True:
                return self._most_lost_at(rule.subject, limit)
            case (("commune share" | "school share"), True):
                of_schools = rule.measure == "school share"
                reached = {where: limit if goal.is_school == of_schools else 0.0 for where, goal in mine.items()}
                return elsewhere + sum(self._loss(where, share) for where, share in reached.items())
        return None

    def _most_lost_at(self, stream: str, share: float) -> float:
        """The largest shortfall with this share of all targets done: persons are done where one saves least."""
        saving = []
        for where in self._goals(stream):
            if most := self._people(where):
                saving.append((self._loss(where, 0.0) / most, most))
        lost = sum(self._loss(where, 0.0) for where in self.goals)
        to_do = share * sum(goal.target for goal in self._goals(stream).values())
        for each, most in sorted(saving):
            lost -= each * min(most, max(0.0, to_do))
            to_do -= most
        return lost

    def _loss(self, where: Where, share: float) -> float:
        """Shortfall of a place of whose target this share is done."""
        short = max(0.0, 1.0 - share) + max(0.0, self._minimum(where) - share)
        return self._weight(where) * short * self.goals[where].target

    def _weight(self, where: Where) -> float:
        return self.evidence.scenario.campaign.streams[where[1]].weight

    def _minimum(self, where: Where) -> float:
        return 0.0 if self.goals[where].is_school else self.evidence.scenario.campaign.streams[where[1]].minimum_share

    def _people(self, where: Where) -> float:
        goal = self.goals[where]
        return goal.target if goal.is_school else self.evidence.scenario.places[where[0]].pools[where[1]].people


def _periods(rule: AcceptanceRule, days: Sequence[date]) -> Iterator[tuple[str, Sequence[date]]]:
    """Name and days of each period; those that run on are named by their first day."""
    if rule.days is not None:
        for start in range(max(1, len(days) - rule.days + 1)):
            yield days[start].isoformat(), days[start : start + rule.days]
        return
    grouped: dict[str, list[date]] = defaultdict(list)
    # The day after the last, on which a night may end, belongs to whatever period runs on.
    for day in (*days, days[-1] + ONE_DAY):
        grouped[{"": "", "week": iso_week(day), "month": f"{day:%Y-%m}"}[rule.period]].append(day)
    yield from ((name, of_period) for name, of_period in grouped.items() if of_period[0] <= days[-1])


def _extreme(rule: AcceptanceRule, figures: Iterable[float | date | None]) -> float | date | None:
    found = list(figures)
    if not found or None in found:
        return None
    return (min if rule.is_floor else max)(found)  # type: ignore[type-var]


def _keeps(rule: AcceptanceRule, value: float | date | None, limit: float | date) -> bool:
    if isinstance(value, date) and isinstance(limit, date):
        return value >= limit if rule.is_floor else value <= limit
    if isinstance(value, float | int) and isinstance(limit, float | int):
        return value >= limit - SLACK if rule.is_floor else value <= limit + SLACK
    return False


def _is_near(value: float | date | None, other: float | date | None, tolerance: float) -> bool:
    if isinstance(value, float | int) and isinstance(other, float | int):
        return abs(value - other) <= tolerance
    return value == other
