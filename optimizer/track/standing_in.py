"""Who could stand in for an officer: every candidate with the rules that would be broken, and what it costs.

Each candidate is tried: given the duties, with days of rest moved if that helps, and every rule of the scenario is
checked on the units concerned from wall-clock facts. What was broken before counts for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from optimizer.planning.recovery import Staff
from optimizer.rostering.budget import Budget
from optimizer.rules.catalogue import AnyStatement, checker, timeliner
from optimizer.rules.facts import Facts, Key
from optimizer.scenario.schema import Scenario
from optimizer.track.mending import DutyOf, handed_over, rows_of, settled
from optimizer.verify.burdens import Load, measure_loads
from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.evidence import gather_evidence
from optimizer.verify.facts import build_facts
from optimizer.verify.people_checks import check_one_place
from optimizer.world.plan import AbsenceRow, Plan

SMALLEST = 1e-6
"""Amounts below are float noise."""


@dataclass(frozen=True, slots=True)
class RuleBreach:
    """By how much more somebody's standing in would break a rule."""

    rule: str
    amount: float
    is_hard: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take the duties over."""

    officer: str
    unit: str
    is_lent: bool
    """Whether the duties belong to another unit."""
    breaches: tuple[RuleBreach, ...]
    """Rules broken, or broken more, than before; hard ones first."""
    burden: float
    """What it adds to the officer's burden, in published weights."""
    share: float
    """Burden per available day then, history not included."""
    days_moved: int
    """Days without duty that become something else: rest that moves."""

    @property
    def is_lawful(self) -> bool:
        """Whether no hard rule would be broken."""
        return not any(breach.is_hard for breach in self.breaches)


def candidates(
    scenario: Scenario, staff: Staff, plan: Plan, duties: Sequence[DutyOf], budget: Budget
) -> tuple[Candidate, ...]:
    """Everybody who could take duties over, the best first.

    Parameters
    ----------
    scenario, staff, plan
        The campaign, and its plan.
    duties
        All of one officer, who gives them up.
    budget
        Steps and the stop request.
    """
    giver, officers = duties[0].officer, scenario.officers
    units = {_unit_of(scenario, duty.post, officers[giver].unit) for duty in duties}
    able = able_to_take(scenario, duties)
    trial = _Trial(scenario, staff, plan, duties, budget)
    found = [trial.of(name, is_lent=officers[name].unit not in units) for name in able]
    return tuple(sorted(found, key=_order))


def able_to_take(scenario: Scenario, duties: Sequence[DutyOf]) -> tuple[str, ...]:
    """Officers of the units that the duties belong to, and those who may be lent to them all.

    Crews of teams come from the team's own unit.
    """
    giver, officers = duties[0].officer, scenario.officers
    units = {_unit_of(scenario, duty.post, officers[giver].unit) for duty in duties}
    with_team = any(duty.post in scenario.teams for duty in duties)
    return tuple(
        name
        for name, officer in officers.items()
        if name != giver and all(officer.unit == own or (own in officer.lent_to and not with_team) for own in units)
    )


def _order(candidate: Candidate) -> tuple[object, ...]:
    hard = sum(breach.is_hard for breach in candidate.breaches)
    return (
        hard,
        candidate.is_lent,
        len(candidate.breaches) - hard,
        round(candidate.burden, 3),
        candidate.days_moved,
        candidate.share,
        candidate.officer,
    )


def _unit_of(scenario: Scenario, post: str, own: str) -> str:
    """Unit a duty belongs to; at a visit, as a local officer, the officer's own."""
    if post in scenario.posts:
        return scenario.posts[post].unit
    return scenario.teams[post].unit if scenario.teams[post].unit == own else own


class _Trial:
    """One set of duties, given to one candidate after another."""

    def __init__(self, scenario: Scenario, staff: Staff, plan: Plan, duties: Sequence[DutyOf], budget: Budget) -> None:
        self.scenario, self.staff, self.plan, self.duties, self.budget = scenario, staff, plan, duties, budget
        self.giver = duties[0].officer
        self.first = min(duty.date for duty in duties)
        self.units = {name: officer.unit for name, officer in scenario.officers.items()}
        without = handed_over(plan, duties, (), self.units)
        self.of_giver = _days(settled(staff, without, [self.giver], self.first, budget), self.giver)

    def of(self, officer: str, *, is_lent: bool) -> Candidate:
        """What it would come to if this officer took the duties."""
        given = [duty._replace(officer=officer) for duty in self.duties]
        handed = handed_over(self.plan, self.duties, given, self.units)
        own = _days(settled(self.staff, handed, [officer], self.first, self.budget), officer)
        busy = {(row.officer, row.date) for row in handed.roster}
        days = {**{(officer, day): kind for day, kind in own.items()}}
        days |= {(self.giver, day): kind for day, kind in self.of_giver.items()}
        others = (row for row in self.plan.absences if row.officer not in (officer, self.giver))
        changed = (AbsenceRow(day, who, kind) for (who, day), kind in days.items() if (who, day) not in busy)
        tried = replace(handed, absences=(*others, *changed))
        was = _days(self.plan, officer)
        load, before = self._load(tried, officer), self._load(self.plan, officer)
        return Candidate(
            officer=officer,
            unit=self.units[officer],
            is_lent=is_lent,
            breaches=tuple(self._more(officer, tried)),
            burden=load.burden - before.burden,
            share=load.burden / max(1, load.available_days),
            days_moved=sum(own.get(day, kind) != kind for day, kind in was.items() if (officer, day) not in busy),
        )

    def _more(self, officer: str, tried: Plan) -> Iterable[RuleBreach]:
        before, after = (self._breaches(plan, officer) for plan in (self.plan, tried))
        more: dict[str, float] = {}
        for key, amount in after.items():
            if amount - before.get(key, 0.0) > SMALLEST:
                more[key.rule] = more.get(key.rule, 0.0) + amount - before.get(key, 0.0)
        rules = self.scenario.rules
        found = [RuleBreach(rule, amount, rules[rule].weight is None) for rule, amount in more.items() if rule in rules]
        found += [RuleBreach(rule, amount, True) for rule, amount in more.items() if rule not in rules]
        return sorted(found, key=lambda breach: (not breach.is_hard, breach.rule))

    def _breaches(self, plan: Plan, officer: str) -> Mapping[Key, float]:
        """What a plan breaks for the two concerned; of rules that look at several people, for all."""
        found: dict[Key, float] = {}
        pair = self._facts(rows_of(plan, {officer, self.giver}), frozenset({officer, self.giver}), found)
        whole: Facts | None = None
        for name, rule in self.scenario.rules.items():
            if (
                rule.enforcement == "off"
                or rule.asks_for_crews
                or (rule.weight is not None and rule.tier == "fairness")
            ):
                continue
            facts = pair
            if timeliner(rule.kind) is None:
                facts = whole = whole or self._facts(plan, frozenset(self.units), {})
            found |= {breach.key: breach.amount for breach in checker(rule.kind)(name, rule, facts)}
        return found

    def _facts(self, plan: Plan, people: frozenset[str], found: dict[Key, float]) -> Facts:
        discrepancies = Discrepancies()
        evidence = gather_evidence(self.scenario, plan, discrepancies)
        check_one_place(evidence, discrepancies)
        found |= {breach.key: breach.amount for breach in discrepancies.breaches}
        facts = build_facts(self.scenario, evidence.almanac, evidence.tables, evidence.staff)
        return replace(facts, people={name: facts.people[name] for name in facts.people if name in people}, needs=())

    def _load(self, plan: Plan, officer: str) -> Load:
        evidence = gather_evidence(self.scenario, rows_of(plan, {officer}), Discrepancies())
        return measure_loads(self.scenario, evidence.almanac, evidence.staff)[officer]


def _is_shared(rule: AnyStatement) -> bool:
    """Whether it is soft and about even shares, which every single duty moves."""
    return rule.weight is not None and rule.tier == "fairness"


def _days(plan: Plan, officer: str) -> Mapping[date, str]:
    return {row.date: row.kind for row in plan.absences if row.officer == officer}
