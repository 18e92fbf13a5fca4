"""Who could stand in for an officer: every candidate with the rules that would be broken, and what it costs.

Each candidate is tried: given the duties, with days of rest moved if that helps, and every rule of the scenario is
checked on the units concerned from wall-clock facts. What was broken before counts for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from optimizer.planning.recovery import Staff
from optimizer.rostering.budget import Budget
from optimizer.rules.catalogue import AnyStatement, checker, timeliner
from optimizer.rules.facts import Breach, Facts, Key
from optimizer.scenario.schema import Scenario
from optimizer.track.mending import DutyOf, RosterDifference, handed_over
from optimizer.track.pricing import ChangePrices
from optimizer.track.settling import rows_of, settled
from optimizer.verify.burdens import Load, measure_loads
from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.evidence import Evidence, gather_evidence
from optimizer.verify.facts import facts_of_people
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
    price: float
    """What the changes cost, the nearer and on rest days the more."""

    @property
    def is_lawful(self) -> bool:
        """Whether no hard rule would be broken."""
        return not any(breach.is_hard for breach in self.breaches)


Part = tuple[str, str, tuple[tuple[object, ...], ...]]
"""An officer, whether duties are taken, given or none of both, and these duties without whose they are."""


@dataclass(frozen=True, slots=True)
class OfficerParts:
    """What officers' parts of one plan and of its changes come to, found once however many duties are asked about."""

    days: dict[Part, Mapping[date, str]] = field(default_factory=dict)
    evidence: dict[Part, tuple[Evidence, Sequence[Breach]]] = field(default_factory=dict)
    breaches: dict[Part, Mapping[Key, float]] = field(default_factory=dict)
    loads: dict[Part, Load] = field(default_factory=dict)


def candidates(
    scenario: Scenario,
    staff: Staff,
    plan: Plan,
    duties: Sequence[DutyOf],
    budget: Budget,
    known: OfficerParts | None = None,
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
    known
        What was found when other duties of the same plan were asked about.
    """
    giver, officers = duties[0].officer, scenario.officers
    units = {_unit_of(scenario, duty.post, officers[giver].unit) for duty in duties}
    able = able_to_take(scenario, duties)
    trial = _Trial(scenario, staff, plan, duties, budget, OfficerParts() if known is None else known)
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

    def __init__(
        self,
        scenario: Scenario,
        staff: Staff,
        plan: Plan,
        duties: Sequence[DutyOf],
        budget: Budget,
        known: OfficerParts,
    ) -> None:
        self.scenario, self.staff, self.plan, self.duties, self.budget = scenario, staff, plan, duties, budget
        self.known = known
        self.what = tuple(tuple(duty[1:]) for duty in duties)
        self.giver = duties[0].officer
        self.first = min(duty.date for duty in duties)
        self.prices = ChangePrices(scenario, self.first)
        self.units = {name: officer.unit for name, officer in scenario.officers.items()}
        without = handed_over(plan, duties, (), self.units)
        self.of_giver = self._settled(without, self._giving)

    @property
    def _giving(self) -> Part:
        return self.giver, "gives", self.what

    def of(self, officer: str, *, is_lent: bool) -> Candidate:
        """What it would come to if this officer took the duties."""
        taking, having = (officer, "takes", self.what), (officer, "has", ())
        given = [duty._replace(officer=officer) for duty in self.duties]
        handed = handed_over(self.plan, self.duties, given, self.units)
        own = self._settled(handed, taking)
        busy = {(row.officer, row.date) for row in handed.roster}
        days = {**{(officer, day): kind for day, kind in own.items()}}
        days |= {(self.giver, day): kind for day, kind in self.of_giver.items()}
        others = (row for row in self.plan.absences if row.officer not in (officer, self.giver))
        changed = (AbsenceRow(day, who, kind) for (who, day), kind in days.items() if (who, day) not in busy)
        tried = replace(handed, absences=(*others, *changed))
        was = _days(self.plan, officer)
        load, before = self._load(tried, taking), self._load(self.plan, having)
        return Candidate(
            officer=officer,
            unit=self.units[officer],
            is_lent=is_lent,
            breaches=tuple(self._more(tried, taking, having)),
            burden=load.burden - before.burden,
            share=load.burden / max(1, load.available_days),
            days_moved=sum(own.get(day, kind) != kind for day, kind in was.items() if (officer, day) not in busy),
            price=self.prices.of(RosterDifference(tuple(self.duties), tuple(given)), self.what),
        )

    def _settled(self, handed: Plan, part: Part) -> Mapping[date, str]:
        """Kinds of an officer's days without duty, days of rest moved if that helps."""
        if part not in self.known.days:
            own = rows_of(handed, {part[0]})
            settling = settled(self.staff, own, [part[0]], self.first, self.budget)
            self.known.days[part] = _days(settling, part[0])
        return self.known.days[part]

    def _more(self, tried: Plan, taking: Part, having: Part) -> Iterable[RuleBreach]:
        before = {**self._own(self.plan, having), **self._own(self.plan, (self.giver, "has", ()))}
        after = {**self._own(tried, taking), **self._own(tried, self._giving)}
        if any(timeliner(rule.kind) is None for rule in self._rules.values()):
            before |= self._of_all(self.plan)
            after |= self._of_all(tried)
        more: dict[str, float] = {}
        for key, amount in after.items():
            if amount - before.get(key, 0.0) > SMALLEST:
                more[key.rule] = more.get(key.rule, 0.0) + amount - before.get(key, 0.0)
        rules = self.scenario.rules
        found = [RuleBreach(rule, amount, rules[rule].weight is None) for rule, amount in more.items() if rule in rules]
        found += [RuleBreach(rule, amount, True) for rule, amount in more.items() if rule not in rules]
        return sorted(found, key=lambda breach: (not breach.is_hard, breach.rule))

    @property
    def _rules(self) -> Mapping[str, AnyStatement]:
        """Rules that somebody's standing in may break; crews stay as large as they are."""
        return {
            name: rule
            for name, rule in self.scenario.rules.items()
            if not (rule.enforcement == "off" or rule.asks_for_crews or _is_shared(rule))
        }

    def _own(self, plan: Plan, part: Part) -> Mapping[Key, float]:
        """What an officer's part of a plan breaks of rules that look at one officer alone."""
        if part not in self.known.breaches:
            evidence, breaches = self._evidence(plan, part)
            facts = self._facts(evidence, frozenset([part[0]]))
            found = {breach.key: breach.amount for breach in breaches}
            for name, rule in self._rules.items():
                if timeliner(rule.kind) is not None:
                    found |= {breach.key: breach.amount for breach in checker(rule.kind)(name, rule, facts)}
            self.known.breaches[part] = found
        return self.known.breaches[part]

    def _of_all(self, plan: Plan) -> Mapping[Key, float]:
        """What a plan breaks of rules that look at several people."""
        facts = self._facts(gather_evidence(self.scenario, plan, Discrepancies()), frozenset(self.units))
        several = {name: rule for name, rule in self._rules.items() if timeliner(rule.kind) is None}
        return {
            breach.key: breach.amount
            for name, rule in several.items()
            for breach in checker(rule.kind)(name, rule, facts)
        }

    def _evidence(self, plan: Plan, part: Part) -> tuple[Evidence, Sequence[Breach]]:
        """An officer's part of a plan as the checks see it; helpers have no part in it."""
        if part not in self.known.evidence:
            discrepancies = Discrepancies()
            own = replace(rows_of(plan, {part[0]}), helpers=())
            evidence = gather_evidence(self.scenario, own, discrepancies)
            check_one_place(evidence, discrepancies)
            self.known.evidence[part] = evidence, tuple(discrepancies.breaches)
        return self.known.evidence[part]

    def _facts(self, evidence: Evidence, people: frozenset[str]) -> Facts:
        facts = facts_of_people(self.scenario, evidence.almanac, evidence.tables, evidence.staff)
        return replace(facts, people={name: facts.people[name] for name in facts.people if name in people})

    def _load(self, plan: Plan, part: Part) -> Load:
        if part not in self.known.loads:
            evidence, _ = self._evidence(plan, part)
            self.known.loads[part] = measure_loads(self.scenario, evidence.almanac, evidence.staff)[part[0]]
        return self.known.loads[part]


def _is_shared(rule: AnyStatement) -> bool:
    """Whether it is soft and about even shares, which every single duty moves."""
    return rule.weight is not None and rule.tier == "fairness"


def _days(plan: Plan, officer: str) -> Mapping[date, str]:
    return {row.date: row.kind for row in plan.absences if row.officer == officer}
