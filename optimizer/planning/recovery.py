"""A plan's rows as what planning works with: decisions, duties and who holds them; and back to rows.

Whoever changes some duties of a published plan changes its rows of the roster. Which desks are open with how many
officers follows from these, and all other rows, figures and tiers follow from that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions, InvitationKey, Opening, Stop
from optimizer.campaign.forecast import forecast, reached
from optimizer.campaign.tier_values import duties_missing
from optimizer.planning.loads import burden_rows
from optimizer.planning.rows import absence_rows, roster_rows
from optimizer.planning.staffing import StaffingNeed, staffing_need
from optimizer.planning.tiers import Proof, Terms, tier_terms, tiers_of
from optimizer.planning.unit_groups import rostered_together
from optimizer.rostering.cp_sat.measuring import COUNTED, measured
from optimizer.rostering.roster import Roster, TieredRoster, unstaffed
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId, PoolKey
from optimizer.world.plan import BurdenRow, HelperRow, Plan, PublishedRoster, QuotaRow, RosterRow, Tier, VisitRow
from optimizer.world.roster_problem import DutyKey, PublishedDuties, RosterProblem, SlotId
from optimizer.world.work import Programme
from optimizer.world.world import World

AMOUNT_DECIMALS = 6
"""Of amounts that are added up from one change to the next."""
NO_WORSE = 1e-6
"""How much more a tier may come to and still count as no worse: float noise."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the rows of a plan stand for."""

    decisions: Decisions
    need: StaffingNeed
    held: Mapping[str, tuple[str, ...]]
    """Slot to the officers who hold it, in the order of the rows."""
    absences: Mapping[tuple[str, int], str]
    """(officer, day index) to the kind of absence."""

    def roster(self, problem: str) -> Roster:
        """Who of one problem of the need does what."""
        own = self.need.problems[problem]
        people = {person.id for person in own.persons}
        assignments = {slot.id: self.held.get(slot.id, ()) for slot in own.slots}
        absences = {key: kind for key, kind in self.absences.items() if key[0] in people}
        return Roster(assignments, absences, unstaffed(own, assignments))


def recover(world: World, rules: Rules, plan: Plan, published: PublishedRoster | None = None) -> Recovered:
    """Read a plan's rows back.

    Parameters
    ----------
    world, rules
        The campaign, and its rules by id.
    plan
        Its rows, which name what the campaign has. Desks are open where somebody is on duty at them; the rows of
        openings, progress and burden are not looked at.
    published
        The roster that it changes, for rules that hold it against that; they count nothing if left out.
    """
    reading = _Recovery(world)
    decisions = Decisions(
        tuple(reading.openings(plan.roster, plan.helpers)),
        tuple(reading.stops(plan.visits)),
        reading.invitations(plan.quotas),
    )
    need = staffing_need(world, decisions, rostered_together(world, rules))
    if published is not None and any(rule.asks_for_published and rule.enforcement != "off" for rule in rules.values()):
        need = _held_against(world, need, published)
    held: dict[str, tuple[str, ...]] = {duty.slot.id: () for duty in need.duties.values()}
    for row in plan.roster:
        slot = reading.slot_of(row)
        if slot in held:
            held[slot] = (*held[slot], row.officer)
    absences = {(row.officer, reading.day_of[row.date]): row.kind for row in plan.absences}
    return Recovered(decisions, need, held, absences)


def days_short(world: World, decisions: Decisions) -> frozenset[tuple[str, int]]:
    """Units, and days (index) on which a standing duty of theirs lacks people."""
    return frozenset((post.unit, day_shift.day) for post, day_shift, _ in duties_missing(world, decisions))


def _held_against(world: World, need: StaffingNeed, published: PublishedRoster) -> StaffingNeed:
    """The need, its problems knowing who held those of its duties that were published."""
    first = world.days[0].date
    existing = {(duty.slot.day, duty.slot.shift, duty.slot.post) for duty in need.duties.values()}
    duties: dict[str, set[DutyKey]] = defaultdict(set)
    for row in published.rows:
        if (key := ((row.date - first).days, row.shift, row.post)) in existing:
            duties[row.officer].add(key)

    def of(problem: RosterProblem) -> PublishedDuties:
        own = {person.id: frozenset(duties[person.id]) for person in problem.persons if person.id in duties}
        return PublishedDuties(own, (published.first_free - first).days)

    problems = {name: replace(problem, published=of(problem)) for name, problem in need.problems.items()}
    return replace(need, problems=problems)


@dataclass(frozen=True, slots=True)
class Staff:
    """Whom a campaign's rows are about."""

    world: World
    rules: Rules
    """By id, with soft ones on crews and that on one place at a time."""
    names: Mapping[str, str]
    """Display names of officers."""
    published: PublishedRoster | None = None
    """The roster that is changed; nothing where none is."""


@dataclass(frozen=True)
class Known:
    """A plan whose tiers are known, and the campaign as it was then."""

    staff: Staff
    plan: Plan

    @cached_property
    def found(self) -> Recovered:
        """What its rows stand for."""
        return recover(self.staff.world, self.staff.rules, self.plan)


def assembled_anew(staff: Staff, plan: Plan, before: Known | None = None, *, keeps_bounds: bool = True) -> Plan:
    """The plan with everything that follows from its roster, absences, helpers, visits and quotas drawn up again.

    Parameters
    ----------
    staff
        The campaign.
    plan
        The rows; of absences, only those of days without duty are kept.
    before
        The plan that was changed, if its tiers are known: what is the same in both is not measured again.
    keeps_bounds
        Whether what was proved of that plan holds of this one too, as far as no tier before got worse: no fact
        changed but that people can do less.
    """
    world, rules = staff.world, staff.rules
    found = recover(world, rules, plan, staff.published)
    followed = forecast(world, found.decisions)
    roster = roster_rows(world, found.need.duties, found.held, staff.names)
    loads = burden_rows(world, found.decisions, found.need.duties, found.held)
    absences = _without_duty(world, found.absences, roster)
    found = replace(found, absences=absences)
    is_judged_alike = before is not None and _soft(before.staff.rules) == _soft(rules)
    past = before.found if before is not None and is_judged_alike else None
    measured_rosters = _measured(rules, found, past, () if before is None else before.plan.tiers)
    terms = tier_terms(world, rules, found.decisions, followed, loads, measured_rosters)
    proof = Proof({}, {}, {})
    if before is not None and keeps_bounds:
        proof = proof_still_valid(
            before.plan.tiers,
            terms,
            same_openings=found.need.duties == before.found.need.duties,
            same_days=_available_days(loads) == _available_days(before.plan.burden),
        )
    open_desks = {(row.date, row.shift, row.post) for row in roster}
    return Plan(
        roster=roster,
        helpers=tuple(row for row in plan.helpers if (row.date, row.shift, row.post) in open_desks),
        absences=absence_rows(world, absences, roster),
        openings=followed.openings,
        visits=followed.visits,
        quotas=followed.quotas,
        progress=followed.progress,
        burden=loads,
        tiers=tiers_of(world, terms, proof),
    )


def _measured(rules: Rules, found: Recovered, known: Recovered | None, tiers: Sequence[Tier]) -> Iterator[TieredRoster]:
    """The breaches of soft rules: all of them, or those of a known plan and what is different in this one."""
    if known is None:
        for name, problem in found.need.problems.items():
            yield measured(problem, rules, found.roster(name))
        return
    amounts: dict[str, float] = {}
    for tier in tiers:
        for rule, value in tier.terms if tier.name in COUNTED else ():
            # What the known plan changed of the one before it is none of this one's changes.
            if rule in rules and not rules[rule].asks_for_published and (weight := rules[rule].weight):
                amounts[rule] = value / weight
    for name, problem in found.need.problems.items():
        earlier, roster = known.need.problems.get(name), found.roster(name)
        if earlier is None or (earlier, known.roster(name)) != (replace(problem, published=None), roster):
            after = measured(problem, rules, roster).soft_amounts
            past = {} if earlier is None else measured(earlier, rules, known.roster(name)).soft_amounts
            for rule in {**after, **past}:
                change = after.get(rule, 0.0) - past.get(rule, 0.0)
                amounts[rule] = round(amounts.get(rule, 0.0) + change, AMOUNT_DECIMALS)
    yield TieredRoster({}, {}, {}, {}, amounts)


def _soft(rules: Rules) -> Rules:
    """Those whose breaches are counted."""
    return {name: rule for name, rule in rules.items() if rule.weight is not None and not rule.asks_for_published}


@dataclass(frozen=True, slots=True)
class StandAfter:
    """Where a campaign stands after some of its days."""

    waiting: Mapping[PoolKey, Mapping[str, float]]
    """By pool and segment, who still waits (persons)."""
    done: Mapping[PoolKey, float]
    """Who is done since the first day (persons)."""
    burden: Mapping[str, float]
    """What each officer carried so far, in published weights."""


def standing_after(staff: Staff, plan: Plan) -> StandAfter:
    """Where a campaign stands after the days that a plan has rows of, and of which anything is reported."""
    found = recover(staff.world, staff.rules, plan)
    state = reached(staff.world, found.decisions)
    loads = burden_rows(staff.world, found.decisions, found.need.duties, found.held)
    return StandAfter(state.waiting, state.done, {row.officer: row.burden for row in loads})


def _available_days(loads: Iterable[BurdenRow]) -> Mapping[str, float]:
    return {row.officer: row.available_days for row in loads}


def proof_still_valid(
    before: Sequence[Tier], terms: Mapping[str, Terms], *, same_openings: bool, same_days: bool
) -> Proof:
    """What was proved of a plan and holds of a changed one: as long as no tier before is worse.

    A bound holds over all plans whose earlier tiers are no worse than the published ones; where these got worse there
    are more of them.

    Parameters
    ----------
    before
        The tiers of the plan that was changed.
    terms
        What the changed plan comes to.
    same_openings
        Whether what opens, and with how many officers of whom, is as it was.
    same_days
        Whether everybody is available on as many days as before: unfairness is counted by them.
    """
    bounds, given = {}, {}
    for tier in before:
        if tier.name == "fairness" and not same_days:
            break
        if tier.bound is not None:
            bounds[tier.name] = tier.bound
        if same_openings and tier.bound_given_openings is not None:
            given[tier.name] = tier.bound_given_openings
        if sum(terms.get(tier.name, {}).values()) > tier.value + NO_WORSE:
            break
    return Proof(bounds, {tier.name: tier.seconds for tier in before}, given)


class _Recovery:
    """Rows by what they name."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.day_of = {day.date: day.index for day in world.days}
        self.shift_of = {shift.id: number for number, shift in enumerate(world.shifts)}
        self.posts = {str(post.id): post for post in world.posts}
        self.teams = {team.id: team for team in world.teams}

    def when(self, day: date, shift: str) -> DayShift:
        return DayShift(self.day_of[day], self.shift_of[shift])

    def slot_of(self, row: RosterRow) -> SlotId:
        """The duty a row of the roster stands for, as :func:`~optimizer.planning.staffing.staffing_need` calls it."""
        asked = self.teams[row.post].unit if row.role == "team" else row.unit
        return SlotId(f"{row.date}/{row.shift}/{row.post}/{asked}" + ("/local" if row.role == "local" else ""))

    def openings(self, roster: Iterable[RosterRow], helpers: Iterable[HelperRow]) -> Iterator[Opening]:
        """Every desk at which an officer is on duty, with all who are there."""
        crews: dict[tuple[date, str, str], list[str]] = defaultdict(list)
        for row in roster:
            if row.role == "desk":
                crews[row.date, row.shift, row.post].append(row.unit)
        helping = Counter((row.date, row.shift, row.post) for row in helpers)
        for key, units in crews.items():
            day, shift, name = key
            post = self.posts[name]
            borrowed = tuple(unit for unit in units if unit != post.unit)
            yield Opening(post, self.when(day, shift), len(units), helping[key], borrowed)

    def stops(self, visits: Iterable[VisitRow]) -> Iterator[Stop]:
        for row in visits:
            day_shift = self.when(row.date, row.shift)
            yield Stop(self._programme(row, day_shift), PlaceId(row.place), day_shift)

    def _programme(self, row: VisitRow, day_shift: DayShift) -> Programme:
        """The first programme with such visits of this team to this place at that time, else the first at all."""
        fitting = [
            programme if programme.team.id == row.team else programme.lent(self.teams[row.team])
            for programme in self.world.programmes
            if programme.kind == row.kind
            and row.place in programme.places
            and row.team in (programme.team.id, *(team.id for team in programme.lenders))
        ]
        place = PlaceId(row.place)
        return next((each for each in fitting if day_shift in each.day_shifts[place]), fitting[0])

    def invitations(self, quotas: Iterable[QuotaRow]) -> Mapping[InvitationKey, int]:
        """People invited by week, organisation and place, all segments together."""
        shares = {each.id: sum(each.segments.values()) for each in self.world.organisations}
        invited: dict[InvitationKey, float] = defaultdict(float)
        for row in quotas:
            invited[row.week, row.organisation, PlaceId(row.place)] += row.invitations
        return {key: round(number / shares[key[1]]) for key, number in invited.items()}


def _without_duty(
    world: World, absences: Mapping[tuple[str, int], str], roster: Iterable[RosterRow]
) -> Mapping[tuple[str, int], str]:
    """The absences of days on which no duty begins."""
    first = world.days[0].date
    busy = {(row.officer, (row.date - first).days) for row in roster}
    return {key: kind for key, kind in absences.items() if key not in busy}
