"""The model a user would otherwise write: one joint CP-SAT model of a stream's desks and all their officers.

Who works which shift, which desk is open, which helper stands there, and how many people still wait after every
shift are decided at once, and one weighted sum is minimised. The rules on people are posted by the encodings of this
project, which is kinder to the model than what would be written from scratch. It plans *less* than the tool does: one
stream; no visits, no loans, no fair shares, no wishes; the organisations' invitations are given.

How turnout became linear:

* people are counted in thousandths, and a shift may serve fewer than come (``done <= q p R + q M``, ``done <= q K``),
  so any plan for the true recursion is a plan for the model, and its bound holds;
* the invited of a week are spread over its open shifts by a table of the number of those;
* a queue may pick whom it serves, where in truth it serves all segments alike.

What a plan is worth is recomputed by the tool's forecast of the openings that were found.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ortools.sat.python import cp_model

from benchmarks.joint_turnout import PEOPLE_SCALE, PoolTurnout
from optimizer.campaign.allocation.invitations import invite_all
from optimizer.campaign.decisions import Decisions, Opening
from optimizer.campaign.forecast import forecast
from optimizer.campaign.tier_values import shortfall_terms, standing_value
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.poster import Mode
from optimizer.rules.posting import enforced_mode, post_rules
from optimizer.rules.variables import RosterVariables
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.loading import load_scenario
from optimizer.world.calendar import MINUTES_PER_DAY, DayShift
from optimizer.world.roster_problem import BURDEN_SCALE, ProblemDay, RosterProblem, Slot, SlotId
from optimizer.world.work import Post
from optimizer.world.world import World

STANDING_WEIGHT = 1000
"""Burden that one crew member missing at a standing duty weighs."""
SHORTFALL_WEIGHT = 10
"""Burden that one missing person weighs; a shift weighs at most a few and yields some twenty persons."""


@dataclass(frozen=True, slots=True)
class JointResult:
    """What the joint model reached; figures of a plan are ``None`` if it found none."""

    status: str
    seconds: float
    booleans: int
    bound: float
    value: float | None = None
    gap: float | None = None
    standing: float | None = None
    shortfall: float | None = None
    burden: float | None = None
    claimed_done: float | None = None
    """Persons done by ``finish_by`` as the model counts them; it may count too few, never more than rounding above."""
    expected_done: float | None = None
    """The same by the forecast."""


class JointModel:
    """One stream's desks, officers, helpers and turnout in one model.

    Parameters
    ----------
    world, rules
        The campaign and its rules by id; coverage is stated by the crews here, and fair shares and wishes are left out.
    stream
        The stream whose desks are planned.
    """

    def __init__(self, world: World, rules: Mapping[str, AnyStatement], stream: str) -> None:
        self.world = world_of_stream(world, stream)
        self.model = cp_model.CpModel()
        self.open: dict[tuple[Post, DayShift], cp_model.IntVar] = {
            (post, day_shift): self.model.new_bool_var(f"open[{post.id},{day_shift.day},{day_shift.shift}]")
            for post in self.world.posts
            for day_shift in sorted(post.may_open)
        }
        self.helps: dict[tuple[str, Post, DayShift], cp_model.IntVar] = {}
        self.missing_crew: list[cp_model.IntVar] = []
        self.roster = RosterVariables(self.model, roster_problem(self.world))
        self.posters = post_rules(self.model, self.roster, rules, _mode)
        self.rules = rules
        self._add_helpers()
        for post, day_shift in self.open:
            self._add_crew(post, day_shift)
        every_opening = [Opening(post, day_shift, post.crew_size, 0) for post, day_shift in self.open]
        self.invitations = invite_all(self.world, every_opening, {})
        self.turnout = [
            PoolTurnout(self.model, self.world, pool, self.open, self.invitations) for pool in self.world.pools.values()
        ]
        self.model.minimize(self._objective())

    @property
    def booleans(self) -> int:
        """Number of Boolean variables."""
        return sum(list(variable.domain) == [0, 1] for variable in self.model.proto.variables)

    def solve(self, seconds: float, workers: int = 2, seed: int = 1, *, deterministic: bool = False) -> JointResult:
        """Minimise the weighted sum within the time given, and recompute what the plan is worth.

        Parameters
        ----------
        seconds
            Limit of the solver; units of its deterministic time if ``deterministic``.
        workers, seed, deterministic
            How the solver works; deterministic runs take two workers in turn.
        """
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        if deterministic:
            solver.parameters.max_deterministic_time = seconds
            solver.parameters.interleave_search = True
        else:
            solver.parameters.max_time_in_seconds = seconds
        begin = time.monotonic()
        status = solver.solve(self.model)
        spent = time.monotonic() - begin
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            name = "no solution found" if status == cp_model.UNKNOWN else solver.status_name(status)
            return JointResult(name, spent, self.booleans, max(0.0, solver.best_objective_bound / BURDEN_SCALE))
        return self._result(solver, solver.status_name(status), spent)

    def _officers(self, post: Post, day_shift: DayShift) -> cp_model.LinearExpr:
        name = slot_id(post, day_shift)
        people = self.roster.problem.candidates[name]
        return cp_model.LinearExpr.sum([self.roster.assignments[person, name] for person in people])

    def _helpers(self, post: Post, day_shift: DayShift) -> cp_model.LinearExpr:
        helpers = [v for h in self.world.helpers if (v := self.helps.get((h.id, post, day_shift))) is not None]
        return cp_model.LinearExpr.sum(helpers)

    def _add_helpers(self) -> None:
        """A helper stands at one desk at a time, on days and so often a week as agreed."""
        for helper in self.world.helpers:
            by_day_shift: dict[DayShift, list[cp_model.IntVar]] = defaultdict(list)
            by_week: dict[str, list[cp_model.IntVar]] = defaultdict(list)
            for post, day_shift in self.open:
                if post.id in helper.posts and self.world.days[day_shift.day].date not in helper.unavailable:
                    variable = self.model.new_bool_var(
                        f"helps[{helper.id},{post.id},{day_shift.day},{day_shift.shift}]"
                    )
                    self.helps[helper.id, post, day_shift] = variable
                    by_day_shift[day_shift].append(variable)
                    by_week[self.world.week_of(day_shift)].append(variable)
            for variables in by_day_shift.values():
                self.model.add_at_most_one(variables)
            for variables in by_week.values():
                self.model.add(cp_model.LinearExpr.sum(variables) <= helper.shifts_per_week)

    def _add_crew(self, post: Post, day_shift: DayShift) -> None:
        """An open desk has its whole crew, a standing one at least an officer; who is missing there is counted."""
        is_open, officers, helpers = (
            self.open[post, day_shift],
            self._officers(post, day_shift),
            self._helpers(post, day_shift),
        )
        self.model.add(officers + helpers <= post.crew_size * is_open)
        if day_shift not in post.must_open:
            self.model.add(officers + helpers >= post.crew_size * is_open)
            self.model.add(officers >= post.crew_officers * is_open)
            return
        self.model.add(officers >= is_open)
        missing = self.model.new_int_var(0, post.crew_size, f"missing[{slot_id(post, day_shift)}]")
        self.model.add(missing >= post.crew_size - officers - helpers)
        self.model.add(missing >= post.crew_officers - officers)
        self.missing_crew.append(missing)

    def _burden(self) -> cp_model.LinearExpr:
        """Burden in ``BURDEN_SCALE`` parts of a unit, soft rules of that tier included."""
        terms = [self.roster.burden(person.id) for person in self.world.officers]
        for rule, poster in self.posters.items():
            weight = round((self.rules[rule].weight or 0.0) * BURDEN_SCALE / self.rules[rule].amount_scale)
            terms += [weight * excess for _, excess in poster.excesses]
        return cp_model.LinearExpr.sum(terms)

    def _objective(self) -> cp_model.LinearExpr:
        standing = STANDING_WEIGHT * BURDEN_SCALE * cp_model.LinearExpr.sum(self.missing_crew)
        person = SHORTFALL_WEIGHT * BURDEN_SCALE // PEOPLE_SCALE
        shortfall = [round(person * each.pool.weight) * missing for each in self.turnout for missing in each.missing]
        return cp_model.LinearExpr.sum([standing, self._burden(), *shortfall])

    def _result(self, solver: cp_model.CpSolver, status: str, seconds: float) -> JointResult:
        openings = tuple(
            Opening(
                post,
                day_shift,
                solver.value(self._officers(post, day_shift)),
                solver.value(self._helpers(post, day_shift)),
            )
            for (post, day_shift), is_open in self.open.items()
            if solver.boolean_value(is_open)
        )
        decisions = Decisions(openings, (), self.invitations)
        followed = forecast(self.world, decisions)
        standing = standing_value(self.world, decisions)
        shortfall = sum(shortfall_terms(self.world, followed).values())
        burden = solver.value(self._burden()) / BURDEN_SCALE
        value = STANDING_WEIGHT * standing + SHORTFALL_WEIGHT * shortfall + burden
        bound = max(0.0, solver.best_objective_bound / BURDEN_SCALE)
        return JointResult(
            status=status,
            seconds=seconds,
            booleans=self.booleans,
            bound=bound,
            value=value,
            gap=(value - bound) / max(value, 1.0),
            standing=standing,
            shortfall=shortfall,
            burden=burden,
            claimed_done=sum(each.pool.already_done + solver.value(each.done) / PEOPLE_SCALE for each in self.turnout),
            expected_done=sum(followed.cumulative(*key, self.world.finish_by) for key in self.world.pools),
        )


def _mode(rule: str, statement: AnyStatement) -> Mode | None:
    """As the scenario says; without coverage, which the crews state, and without the later tiers."""
    mode = enforced_mode(rule, statement)
    return None if statement.kind == "coverage" or (mode is Mode.SOFT and statement.tier != "burden") else mode


def world_of_stream(world: World, stream: str) -> World:
    """The desks of one stream and their people, with nothing else in the world."""
    posts = tuple(post for post in world.posts if post.stream == stream)
    served = {post.pool for post in posts}
    units, names = {post.unit for post in posts}, {post.id for post in posts}
    return replace(
        world,
        posts=posts,
        pools={key: pool for key, pool in world.pools.items() if key in served},
        schools={},
        teams=(),
        programmes=(),
        organisations=tuple(each for each in world.organisations if each.stream == stream),
        officers=tuple(officer for officer in world.officers if officer.unit in units),
        helpers=tuple(helper for helper in world.helpers if names & set(helper.posts)),
    )


def slot_id(post: Post, day_shift: DayShift) -> SlotId:
    """Name of a desk's duty in one day-shift."""
    return SlotId(f"{post.id}/{day_shift.day}/{day_shift.shift}")


def roster_problem(world: World) -> RosterProblem:
    """Everybody's duties at the desk of their own unit, in every shift in which it may open."""
    slots, candidates = [], {}
    for post in world.posts:
        people = tuple(o.id for o in world.officers if o.unit == post.unit and post.skill in (None, *o.skills))
        for day_shift in sorted(post.may_open):
            shift, midnight = world.shifts[day_shift.shift], day_shift.day * MINUTES_PER_DAY
            slot = Slot(
                id=slot_id(post, day_shift),
                day=day_shift.day,
                shift=shift.id,
                start=midnight + shift.start_minute,
                end=midnight + shift.end_minute,
                post=post.id,
                unit=post.unit,
                minimum=0,
                maximum=post.crew_size,
                skill=post.skill,
                is_evening=shift.is_evening,
                burden=round(world.shift_burden(day_shift) * BURDEN_SCALE),
            )
            slots.append(slot)
            candidates[slot.id] = people
    return RosterProblem(
        days=tuple(ProblemDay(d.index, d.date, d.day_type, d.week, d.month) for d in (*world.history, *world.days)),
        persons=world.officers,
        slots=tuple(slots),
        candidates=candidates,
        overtime_minute_burden=round(world.weights.overtime_hour * BURDEN_SCALE / 60),
    )


def main() -> None:
    """Build and solve the joint model of one scenario; print the result as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.joint_model", description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=Path, nargs="?", default=Path("scenarios/dong_phu.yaml"))
    parser.add_argument("--stream", default="activation")
    parser.add_argument("--time", type=float, default=60.0, help="seconds for the solver")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    scenario = load_scenario(options.scenario).scenario
    joint = JointModel(compile_world(scenario), scenario.rules, options.stream)
    print(json.dumps(asdict(joint.solve(options.time, options.workers)), indent=2))


if __name__ == "__main__":
    main()
