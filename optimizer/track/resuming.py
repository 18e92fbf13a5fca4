"""A campaign that runs, planned anew for the days that are left, close to what was published.

Days before a Monday stay as they are. What is left is a campaign of its own, which begins with the people who still
wait by then, the pupils who are not done yet, and officers whose past days are their history. It is planned like any
other; then every unit's officers keep whatever published duties are still there, as far as the rules allow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from optimizer.planning.recovery import Recovered, Staff, recover, standing_after
from optimizer.rostering.budget import Budget
from optimizer.rostering.cp_sat.repair_model import Repair, Repaired, Unrepairable, repair
from optimizer.rostering.roster import Roster, unstaffed
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.people import History, Officer
from optimizer.track.mending import absences_of, roster_of
from optimizer.world.calendar import DayShift
from optimizer.world.ids import PlaceId
from optimizer.world.plan import Plan, RosterRow
from optimizer.world.roster_problem import BURDEN_SCALE, PastDuty, Person, SlotId
from optimizer.world.work import Pool, Programme, School
from optimizer.world.world import World

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Resumption:
    """The rest of a campaign.

    Parameters
    ----------
    scenario, staff
        The whole campaign, with what was reported of it.
    plan
        As it was published.
    monday
        The first day that is planned anew.
    """

    scenario: Scenario
    staff: Staff
    plan: Plan
    monday: date

    @property
    def past(self) -> Plan:
        """The plan of the days before."""
        return replace(
            self.plan,
            roster=tuple(row for row in self.plan.roster if row.date < self.monday),
            helpers=tuple(row for row in self.plan.helpers if row.date < self.monday),
            absences=tuple(row for row in self.plan.absences if row.date < self.monday),
            visits=tuple(row for row in self.plan.visits if row.date < self.monday),
            quotas=tuple(row for row in self.plan.quotas if _monday_of(row.week) < self.monday),
            openings=(),
            progress=(),
            burden=(),
        )

    def rest(self, finish_by: date) -> Scenario:
        """The scenario of the days that are left, to be finished by one of them; whoever was on duty has a history."""
        campaign = self.scenario.campaign.model_copy(
            update={"first_day": self.monday, "finish_by": max(finish_by, self.monday)}
        )
        officers = {name: self._with_history(name, officer) for name, officer in self.scenario.officers.items()}
        return self.scenario.model_copy(update={"campaign": campaign, "officers": officers})

    def world(self, rest: Scenario, open_still: Plan | None = None) -> World:
        """The rest as a campaign of its own.

        Parameters
        ----------
        rest
            What :meth:`rest` returned.
        open_still
            Whose desks are to be open as in it, and whose schools and communes are visited on the same days.
        """
        world = self._begun(compile_world(rest))
        if open_still is None:
            return world
        desks = {(row.post, row.date, row.shift) for row in open_still.roster if row.role == "desk"}
        stops: dict[tuple[str, str], set[tuple[date, str]]] = defaultdict(set)
        for row in open_still.visits:
            if row.date >= self.monday and row.kind != "home_visit":
                stops[row.kind, row.place].add((row.date, row.shift))
        when = {
            DayShift(day.index, number): (day.date, shift.id)
            for day in world.days
            for number, shift in enumerate(world.shifts)
        }
        posts = tuple(
            replace(
                post, must_open=post.must_open | {each for each in post.may_open if (post.id, *when[each]) in desks}
            )
            for post in world.posts
        )
        programmes = tuple(
            replace(
                programme,
                day_shifts={
                    place: _as_before(possible, stops.get((programme.kind, place), set()), when)
                    for place, possible in programme.day_shifts.items()
                },
            )
            for programme in world.programmes
        )
        return replace(world, posts=posts, programmes=programmes)

    def _begun(self, rest: World) -> World:
        """The rest with whoever still waits, and what officers carried so far."""
        state = standing_after(self.staff, self.past)
        worked: dict[str, list[RosterRow]] = defaultdict(list)
        for row in self.past.roster:
            worked[row.officer].append(row)
        visited: dict[tuple[str, str], set[date]] = defaultdict(set)
        for visit in self.past.visits:
            visited[visit.kind, visit.place].add(visit.date)
        return replace(
            rest,
            pools={key: _left(pool, state.waiting[key], state.done.get(key, 0.0)) for key, pool in rest.pools.items()},
            schools={
                place: _unserved(school, state.done.get((school.place, school.stream), 0.0))
                for place, school in rest.schools.items()
            },
            programmes=tuple(each for known in rest.programmes for each in _not_yet_visited(known, visited)),
            officers=tuple(self._aged(person, worked[person.id], state.burden[person.id]) for person in rest.officers),
        )

    def _with_history(self, name: str, officer: Officer) -> Officer:
        """The officer with the days of the campaign that are past."""
        days: dict[date, tuple[str, ...]] = dict(officer.history.days)
        for row in self.past.roster:
            if row.officer == name:
                days[row.date] = (*days.get(row.date, ()), row.shift)
        for absence in self.past.absences:
            if absence.officer == name:
                days[absence.date] = (absence.kind,)
        history: History = officer.history.model_copy(update={"days": days})
        return officer.model_copy(update={"history": history})

    def _aged(self, person: Person, worked: Iterable[RosterRow], burden: float) -> Person:
        """The person with past duties by their own hours, and what was carried so far."""
        first = self.scenario.campaign.first_day
        midnight = datetime.combine(self.monday, time())
        before = tuple(duty for duty in person.past_duties if duty.day < (first - self.monday).days)
        own = tuple(
            PastDuty(
                (row.date - self.monday).days,
                row.shift,
                (row.start - midnight) // MINUTE,
                (row.end - midnight) // MINUTE,
                self.scenario.shifts[row.shift].is_evening,
            )
            for row in worked
        )
        days = (self.monday - first).days
        leave = self.staff.world.officers[[each.id for each in self.staff.world.officers].index(person.id)].leave
        return replace(
            person,
            past_duties=(*before, *own),
            past_burden=person.past_burden + round(burden * BURDEN_SCALE),
            past_available_days=person.past_available_days + days - sum(day < days for day in leave),
        )

    def near(self, plan: Plan) -> Sequence[Roster]:
        """Who is on duty in a plan from the Monday on, as the rest has it."""
        found = recover(self.staff.world, self.staff.rules, plan)
        past = (self.monday - self.staff.world.days[0].date).days
        absences = {(person, day - past): kind for (person, day), kind in found.absences.items() if day >= past}
        return (Roster({SlotId(slot): people for slot, people in found.held.items()}, absences, {}),)

    def joined(self, rest: Plan) -> Plan:
        """The whole plan, its days from the Monday on as in this one."""
        past = self.past
        return replace(
            past,
            roster=(*past.roster, *rest.roster),
            helpers=(*past.helpers, *rest.helpers),
            absences=(*past.absences, *rest.absences),
            visits=(*past.visits, *rest.visits),
            quotas=(*past.quotas, *rest.quotas),
            tiers=(),
        )

    def _near(self, found: Recovered, published: Recovered, name: str, past: int) -> Repair:
        """One unit's duties as they are now, and whoever had them before."""
        problem = found.need.problems[name]
        near = {slot.id: published.held.get(slot.id, ())[: slot.maximum] for slot in problem.slots}
        people = {person.id for person in problem.persons}
        absences = {key: kind for key, kind in published.absences.items() if key[0] in people}
        settled = {
            (person, slot.id): person in found.held.get(slot.id, ())
            for slot in problem.slots
            if slot.day < past
            for person in problem.candidates[slot.id]
        }
        roster, start = Roster(near, absences, {}), found.roster(name)
        return Repair(problem, self.staff.rules, roster, settled, start=start)

    def with_published_crews(self, planned: Plan) -> Plan:
        """The plan with the published crew at every desk that is open in both, and would have fewer officers.

        That somebody could be spared is no reason to change a published roster.
        """
        crews: dict[tuple[date, str, str], tuple[list[RosterRow], list[RosterRow]]] = defaultdict(lambda: ([], []))
        for side, plan in enumerate((self.plan, planned)):
            for row in plan.roster:
                if row.role == "desk" and row.date >= self.monday:
                    crews[row.date, row.shift, row.post][side].append(row)
        kept = {key: before for key, (before, after) in crews.items() if after and len(before) > len(after)}
        others = (row for row in planned.roster if (row.date, row.shift, row.post) not in kept)
        return replace(planned, roster=(*others, *(row for crew in kept.values() for row in crew)))

    def kept_close(self, planned: Plan, budget: Budget, seconds: float, threads: int) -> Plan:
        """The plan with as many published duties as the rules allow, of those that are still there.

        Parameters
        ----------
        planned
            What :meth:`joined` returned.
        budget
            Of all units together.
        seconds
            Limit of each solve of a unit.
        threads
            Units at a time.
        """
        staff = self.staff
        found = recover(staff.world, staff.rules, planned, staff.published)
        published = recover(staff.world, staff.rules, self.plan)
        past = (self.monday - staff.world.days[0].date).days
        held, absences = dict(found.held), dict(found.absences)
        with ThreadPoolExecutor(threads) as pool:
            jobs = [
                pool.submit(_closest, self._near(found, published, name, past), budget, seconds)
                for name in found.need.problems
            ]
        for problem, job in zip(found.need.problems.values(), jobs, strict=True):
            mended = job.result()
            if isinstance(mended, Repaired) and not unstaffed(problem, mended.roster.assignments):
                held |= mended.roster.assignments.items()
                people = {person.id for person in problem.persons}
                absences = {key: kind for key, kind in absences.items() if key[0] not in people}
                absences |= mended.roster.absences
        return replace(planned, roster=roster_of(staff, planned, found, held), absences=absences_of(staff, absences))


def _closest(asked: Repair, budget: Budget, seconds: float) -> Repaired | Unrepairable:
    """The unit's roster with every published duty where it was, if others can do what is added; else with most of them.

    The first leaves so little to decide that it takes a fraction of the second's time, and changes as few as can be.
    """
    duties = {(person, slot) for slot, people in asked.published.assignments.items() for person in people}
    able = {(person, slot.id) for slot in asked.problem.slots for person in asked.problem.candidates[slot.id]}
    pinned = {**dict.fromkeys(duties & able, True), **asked.held}
    kept = repair(replace(asked, held=pinned, start=None), budget, seconds)
    if isinstance(kept, Repaired) and not unstaffed(asked.problem, kept.roster.assignments):
        return kept
    return repair(asked, budget, seconds)


def first_monday(day: date) -> date:
    """The first Monday on or after a day: hours and invitations of a week are planned together."""
    return day + timedelta(days=-day.weekday() % 7)


def _as_before(
    possible: frozenset[DayShift], visited: Collection[tuple[date, str]], when: Mapping[DayShift, tuple[date, str]]
) -> frozenset[DayShift]:
    """When a place may be visited: as it was to be, if it was."""
    kept = frozenset(each for each in possible if when[each] in visited)
    return kept or possible


def _monday_of(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def _left(pool: Pool, waiting: Mapping[str, float], done: float) -> Pool:
    segments = tuple(replace(segment, waiting=waiting[segment.id]) for segment in pool.segments)
    return replace(pool, already_done=pool.already_done + done, segments=segments)


def _unserved(school: School, done: float) -> School:
    eligible = tuple(max(0.0, pupils - done) for pupils in school.eligible_by)
    return replace(school, eligible_by=eligible, countable=max(0.0, school.countable - done))


def _not_yet_visited(programme: Programme, visited: Mapping[tuple[str, str], set[date]]) -> Iterator[Programme]:
    """The programme in parts: of each the places that may be visited so many days more."""
    left: dict[int, list[PlaceId]] = defaultdict(list)
    for place in programme.places:
        left[max(0, programme.maximum_visits - len(visited.get((programme.kind, place), ())))].append(place)
    for days, places in sorted(left.items(), reverse=True):
        if days:
            yield replace(programme, places=tuple(places), maximum_visits=days)
