"""Whether units that share people have any plan, as statements that can be switched on and off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.decisions import Decisions
from optimizer.explain.conflicts.guarded import GuardedModel, Solving
from optimizer.explain.conflicts.periods import Window
from optimizer.planning.crews import ONE_PLACE
from optimizer.planning.feasibility import MOST_TOURS, asks_for_duty
from optimizer.planning.openings_model import OpeningsModel
from optimizer.planning.possible_tours import Tour, possible_tours, programmes_of
from optimizer.planning.unit_groups import Units
from optimizer.rules.poster import Mode
from optimizer.world.world import World

PRICES = {"law": 100, "agreement": 10, "wish": 1}
"""What it costs to break one statement, and so what it weighs in a conflict: the law is dearer than an agreement."""
Tours: TypeAlias = tuple[Tour, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Units that share people, with their rules and the ways in which teams may spend their days."""

    world: World
    rules: Rules
    """By id as the scenario states them, with that on one place."""
    units: Units
    tours: Tours | None
    """Those that are choices; ``None`` where rules ask for no duty, so that none need be made."""
    asks_for_duty: bool = True
    """Whether somebody may have to be on duty by a rule on people; else a plan without its voluntary duties is one."""

    @property
    def horizon(self) -> Window:
        """First and last day of the campaign."""
        return self.world.days[0].date, self.world.days[-1].date

    def price(self, rule: str) -> int:
        """What a statement of a rule weighs."""
        return PRICES[self.rules[rule].authority]

    def guarded(self, solving: Solving) -> GuardedModel:
        """The model with every statement under its literal; that nobody is at two places is part of the background.

        Where no rule asks for duty, voluntary openings are no choices: that leaves half of the model.
        """
        model = OpeningsModel(self._least_open, self.rules, self.units, Decisions(), Mode.GUARDED, self.tours)
        guards = {}
        for rule, poster in model.roster.posters.items():
            if rule == ONE_PLACE:
                for guard in poster.guards.values():
                    model.model.add_bool_or([guard])
            else:
                guards.update(poster.guards)
        weights = {key: self.price(key.rule) for key in guards}
        return GuardedModel(model.model, guards, weights, solving)

    def elastic(self, wanted: Decisions | None) -> OpeningsModel:
        """The model in which every statement may give.

        Parameters
        ----------
        wanted
            What is to open if it can; without it no more opens than has to, which is half of the model as a rule.
        """
        world = self._least_open if wanted is None else self.world
        return OpeningsModel(world, self.rules, self.units, wanted or Decisions(), Mode.ELASTIC, self.tours)

    @property
    def _least_open(self) -> World:
        """The campaign in which desks open when they have to, and never else, if no rule asks for more.

        A plan without its voluntary duties still is one then.
        """
        if self.asks_for_duty:
            return self.world
        return replace(self.world, posts=tuple(replace(post, may_open=post.must_open) for post in self.world.posts))


def question_about(world: World, rules: Rules, units: Units, most_tours: int = MOST_TOURS) -> Question | None:
    """The question whether some units have any plan; ``None`` if it has too many sides to be answered.

    Parameters
    ----------
    world, rules, units
        The campaign, its rules with that on one place, and units that share people with each other alone.
    most_tours
        How many tours of teams are looked at, where rules that ask for duty make them matter.
    """
    is_asking = asks_for_duty(world, rules, units)
    if not is_asking or not any(programmes_of(world, units)):
        return Question(world, rules, units, None, is_asking)
    tours = possible_tours(world, units, most_tours)
    return None if tours is None else Question(world, rules, units, tours)
