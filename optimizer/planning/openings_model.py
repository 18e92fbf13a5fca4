"""Openings and rosters of some units as one CP-SAT model: every opening that may exist is a choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions, Opening
from optimizer.planning.crews import crew_rule_on
from optimizer.planning.possible_tours import TeamDay, Tour, team_day, tours_of
from optimizer.planning.staffing import CampaignDuty, desk_duty, roster_problem, visit_duties
from optimizer.planning.unit_groups import Units
from optimizer.rostering.cp_sat.roster_model import RosterModel, Solution, evaluate
from optimizer.rostering.roster import Roster
from optimizer.rules.catalogue import AnyStatement
from optimizer.rules.poster import Mode, Poster
from optimizer.world.calendar import DayShift
from optimizer.world.roster_problem import BURDEN_SCALE, SlotId
from optimizer.world.work import Helper, Post
from optimizer.world.world import World

PostShift = tuple[Post, DayShift]
"""A post in one day-shift."""


class OpeningsModel:
    """Every opening of some units, and their officers, under the hard rules.

    Parameters
    ----------
    world, rules
        The campaign, and its rules by id.
    units
        Units that share people.
    wanted
        What the campaign is to do; its visits may be left out, and no others are made.
    mode
        How the hard rules are posted; all others are left out.
    tours
        What teams may do in place of what is wanted, any of it and by whoever may be lent to them, too.
    """

    def __init__(
        self,
        world: World,
        rules: Rules,
        units: Units,
        wanted: Decisions,
        mode: Mode,
        tours: Sequence[Tour] | None = None,
    ) -> None:
        self.world, self.units, self.wanted = world, units, wanted
        self._desks: dict[PostShift, list[CampaignDuty]] = {
            (post, day_shift): [
                desk_duty(world, post, day_shift, unit, post.crew_size) for unit in self._serving(post.unit)
            ]
            for post in world.posts
            if post.unit in units
            for day_shift in sorted(post.may_open)
        }
        self._tours: dict[Tour, list[list[CampaignDuty]]] = (
            {tour: list(self._crews_wanted(tour)) for tour in tours_of(wanted.stops)}
            if tours is None
            else {tour: list(self._crews_anywhere(tour, number)) for number, tour in enumerate(tours)}
        )
        """Each crew of a tour that the units are asked for: a duty for each unit that may give officers."""
        duties = [duty for own in self._desks.values() for duty in own]
        duties += [duty for crews in self._tours.values() for crew in crews for duty in crew]

        def mode_of(name: str, rule: AnyStatement) -> Mode | None:
            return mode if rule.enforcement == "hard" and not rule.asks_for_crews else None

        self.roster = RosterModel(roster_problem(world, units, duties), rules, mode_of)
        self.model = self.roster.model
        self._open = {each: self.model.new_bool_var(f"open[{each[0].id},{each[1]}]") for each in self._desks}
        self._goes: dict[Tour, cp_model.IntVar] = {}
        self._helps: dict[PostShift, list[cp_model.IntVar]] = defaultdict(list)
        self._add_helpers()
        for post_shift in self._desks:
            self._man(post_shift, crew_rule_on(rules, post_shift[0]) is not None)
        self._add_visits()
        for name, rule in rules.items():
            if rule.asks_for_crews and rule.enforcement == "hard":
                self._stand(name, rule, mode)

    def prefer_wanted(self) -> None:
        """Ask for crews at standing duties, then for what is wanted, then for little else."""
        weights = {each: BURDEN_SCALE + own[0].slot.burden for each, own in self._desks.items()}
        welcome = 1 + max(weights.values(), default=0)
        wanted = {(opening.post.id, opening.day_shift) for opening in self.wanted.openings}
        terms: list[cp_model.LinearExprT] = [welcome * goes for goes in self._goes.values()]
        terms += [
            (welcome if (post.id, day_shift) in wanted else -weights[post, day_shift]) * is_open
            for (post, day_shift), is_open in self._open.items()
        ]
        # One crew member at a standing duty outweighs all the rest together.
        first = 1 + welcome * len(terms)
        standing = [each for each in self._desks if each[1] in each[0].must_open]
        terms += [first * (self._officers(each) + sum(self._helps[each])) for each in standing]
        self.model.maximize(cp_model.LinearExpr.sum(terms))

    def decided(self, solution: Solution) -> tuple[Decisions, Roster]:
        """What opens and where teams go, wanted or not, and the roster.

        Parameters
        ----------
        solution
            Of this model.
        """
        others = [opening for opening in self.wanted.openings if opening.post.unit not in self.units]
        opened = [self._opening(each, solution) for each, is_open in self._open.items() if solution[is_open.index]]
        openings = sorted([*others, *opened], key=lambda opening: (opening.day_shift, opening.post.id))
        home = {stop for tour, goes in self._goes.items() if not solution[goes.index] for stop in tour}
        stops = tuple(stop for stop in self.wanted.stops if stop not in home)
        return replace(self.wanted, openings=tuple(openings), stops=stops), self.roster.roster(solution)

    def _serving(self, unit: str) -> Sequence[str]:
        """Units whose officers may have duties of a unit, itself first."""
        lenders = (officer.unit for officer in self.world.officers if unit in officer.lent_to)
        return list(dict.fromkeys([unit, *lenders]))

    def _officers(self, post_shift: PostShift) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.sum([self._crew(duty) for duty in self._desks[post_shift]])

    def _crew(self, duty: CampaignDuty) -> cp_model.LinearExpr:
        roster = self.roster
        candidates = roster.problem.candidates[duty.slot.id]
        return cp_model.LinearExpr.sum([roster.variables.assignments[person, duty.slot.id] for person in candidates])

    def _man(self, post_shift: PostShift, is_whole: bool) -> None:
        """A whole crew where a desk is open; at a standing duty whoever there is, unless a hard rule asks for all."""
        post, day_shift = post_shift
        officers, is_open = self._officers(post_shift), self._open[post_shift]
        crew = officers + cp_model.LinearExpr.sum(self._helps[post_shift])
        if day_shift in post.must_open and not is_whole:
            self.model.add(crew <= post.crew_size * is_open)
            self.model.add(officers >= is_open)
        else:
            self.model.add(crew == post.crew_size * is_open)
            self.model.add(officers >= post.crew_officers * is_open)

    def _add_helpers(self) -> None:
        """Helpers at one post at a time, so many shifts a week."""
        for helper in self.world.helpers:
            at_once: dict[DayShift, list[cp_model.IntVar]] = defaultdict(list)
            for post, day_shift in self._desks:
                if self._may_help(helper, post, day_shift):
                    helps = self.model.new_bool_var(f"help[{helper.id},{post.id},{day_shift}]")
                    self._helps[post, day_shift].append(helps)
                    at_once[day_shift].append(helps)
            by_week: dict[str, list[cp_model.IntVar]] = defaultdict(list)
            for day_shift, chosen in at_once.items():
                self.model.add_at_most_one(chosen)
                by_week[self.world.week_of(day_shift)] += chosen
            for chosen in by_week.values():
                self.model.add(cp_model.LinearExpr.sum(chosen) <= helper.shifts_per_week)

    def _may_help(self, helper: Helper, post: Post, day_shift: DayShift) -> bool:
        is_replaceable = post.crew_officers < post.crew_size
        return is_replaceable and post.id in helper.posts and self._date(day_shift) not in helper.unavailable

    def _date(self, day_shift: DayShift) -> object:
        return self.world.days[day_shift.day].date

    def _crews_wanted(self, tour: Tour) -> Iterator[list[CampaignDuty]]:
        return ([duty] for duty in visit_duties(self.world, tour) if duty.slot.unit in self.units)

    def _crews_anywhere(self, tour: Tour, number: int) -> Iterator[list[CampaignDuty]]:
        """The same with slots of the tour's own, and whoever may be lent; whether a crew stays together is left out."""
        for (duty,) in self._crews_wanted(tour):
            yield [
                replace(
                    duty,
                    slot=replace(duty.slot, id=SlotId(f"{duty.slot.id}/{unit}/{number}"), continues=None),
                    rostered_unit=unit,
                )
                for unit in self._serving(duty.slot.unit)
            ]

    def _add_visits(self) -> None:
        """A tour with all its crews, or not at all, and one a day for a team; its kit is at no desk meanwhile."""
        of_day: dict[TeamDay, list[cp_model.IntVar]] = defaultdict(list)
        for tour, crews in self._tours.items():
            day = team_day(tour[0])
            goes = self._goes[tour] = self.model.new_bool_var(f"goes[{day}]")
            of_day[day].append(goes)
            for crew in crews:
                officers = cp_model.LinearExpr.sum([self._crew(duty) for duty in crew])
                self.model.add(officers == crew[0].slot.minimum * goes)
            for stop in tour:
                kit = stop.programme.team.kit
                for (post, day_shift), is_open in self._open.items():
                    if kit is not None and post.kit == kit and day_shift == stop.day_shift:
                        self.model.add_at_most_one(is_open, goes)
        for alternatives in of_day.values():
            self.model.add_at_most_one(alternatives)

    def _stand(self, name: str, rule: AnyStatement, mode: Mode) -> None:
        """Have standing duties open where a hard rule asks for their crews."""
        poster = self.roster.posters[name] = Poster(self.model, name, mode)
        for (post, day_shift), is_open in self._open.items():
            if day_shift in post.must_open and (rule.scope.units is None or post.unit in rule.scope.units):
                when = f"{self._date(day_shift)}/{self.world.shifts[day_shift.shift].id}"
                poster.at_least(post.id, when, is_open, 1)

    def _opening(self, post_shift: PostShift, solution: Solution) -> Opening:
        crews = {duty.rostered_unit: evaluate(self._crew(duty), solution) for duty in self._desks[post_shift]}
        helpers = sum(solution[helps.index] for helps in self._helps[post_shift])
        post = post_shift[0]
        borrowed = [unit for unit, number in crews.items() if unit != post.unit for _ in range(number)]
        return Opening(*post_shift, sum(crews.values()), helpers, tuple(borrowed))
