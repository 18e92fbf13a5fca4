"""What opens where hard rules have the say: openings with a roster in place of those wanted, or why there are none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan
from optimizer.campaign.tier_values import crews_missing
from optimizer.errors import ContradictionError, Diagnostic, OutOfTimeError
from optimizer.planning.close_unstaffed import close_unstaffed
from optimizer.planning.context import Names, PlanningContext
from optimizer.planning.crews import ONE_PLACE, crew_rule_on
from optimizer.planning.feasibility import Feasible, nearest_feasible
from optimizer.planning.staffed import Staffed
from optimizer.planning.unit_groups import Units, sharing_people
from optimizer.rostering.roster import Roster
from optimizer.rules.catalogue import labels
from optimizer.rules.facts import Key
from optimizer.texts.diagnostics import planning as texts
from optimizer.texts.messages import Said
from optimizer.texts.rule_names import STRUCTURE
from optimizer.world.world import World

EFFORT_A_SECOND, LEAST_EFFORT, MOST_EFFORT = 0.13, 0.3, 8.0
"""Of each solve, in the solver's deterministic seconds: for each second asked for, and within these."""
MOST_NAMED = 6
"""People or posts named per rule, and days named for each."""


class Opener:
    """Opens what hard rules ask for.

    Parameters
    ----------
    world, rules, names
        The campaign, its rules by id as the scenario states them with that on one place, and display names.
    context
        The time there is.
    """

    def __init__(self, world: World, rules: Rules, names: Names, context: PlanningContext) -> None:
        self.world, self.rules, self.names, self.context = world, rules, names, context
        self.has_decided = False
        """Whether anything opens as it does because of hard rules; other shares are not looked for then."""
        self._groups = sharing_people(world, rules)

    def open_lawfully(self, campaign: CampaignPlan, units: Collection[str]) -> tuple[CampaignPlan, list[Roster]]:
        """The campaign with openings of some units, and of all who share people with them, that have a roster.

        Parameters
        ----------
        campaign
            What is wanted.
        units
            Those whose openings have none.

        Raises
        ------
        ContradictionError
            If the hard rules are proved to leave no plan, whatever opens.
        OutOfTimeError
            If that remains open.
        """
        settings, decisions, rosters = self.context.settings, campaign.decisions, []
        effort = min(MOST_EFFORT, max(LEAST_EFFORT, EFFORT_A_SECOND * settings.seconds))
        for group in self._groups:
            if set(group) & set(units):
                found = nearest_feasible(
                    self.world,
                    self.rules,
                    group,
                    decisions,
                    self.context.staffing_budget(),
                    effort,
                    workers=settings.workers,
                    seed=settings.seed,
                )
                if not isinstance(found, Feasible):
                    raise self._contradiction(group, found.conflict) if found.is_proved else self.undecided(group)
                decisions = found.decisions
                rosters.append(found.roster)
        self.has_decided = True
        opened = replace(campaign, decisions=decisions, forecast=forecast(self.world, decisions))
        return opened, rosters

    def units_breaking(self, staffed: Staffed) -> frozenset[str]:
        """Units that would break a hard rule once what lacks people is closed.

        Those whose standing duties lack the crew that a hard rule asks for; and those whose rosters lack people, where
        somebody who loses a duty by that may be one whom a rule asks to have it.
        """
        decisions, _ = close_unstaffed(self.world, staffed.campaign.decisions, staffed.need, staffed.held)
        lacking = {
            post.unit for post, _ in crews_missing(self.world, decisions) if crew_rule_on(self.rules, post) is not None
        }
        if any(rule.enforcement == "hard" and rule.asks_for_duty for rule in self.rules.values()):
            lacking |= staffed.units_lacking
        return frozenset(lacking)

    def undecided(self, units: Iterable[str]) -> OutOfTimeError:
        """That no lawful openings were found, nor proved not to exist."""
        return OutOfTimeError(Diagnostic(self._officers_of(units), texts.NO_OPENINGS_FOUND, texts.MORE_TIME_OR_SOFTEN))

    def _contradiction(self, units: Units, conflict: Iterable[Key]) -> ContradictionError:
        """That there are no lawful openings, with the conditions that contradict each other."""
        by_rule: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key in sorted(conflict):
            by_rule[key.rule][self._named(key.entity)].append(key.when)
        diagnostics = [
            Diagnostic(
                self._rule_told(rule),
                texts.CONTRADICTING(conditions=_listed(f"{who} ({_listed(when)})" for who, when in whom.items())),
                texts.SOFTEN_ANOTHER_RULE if rule == ONE_PLACE else texts.SOFTEN_A_RULE,
            )
            for rule, whom in by_rule.items()
        ]
        first = Diagnostic(self._officers_of(units), texts.NO_ROSTER_WHATEVER_OPENS, texts.SOFTEN_A_RULE)
        return ContradictionError([first, *diagnostics], units)

    def _rule_told(self, rule: str) -> Said:
        if rule == ONE_PLACE:
            return STRUCTURE["one_place_at_a_time"]()
        return texts.RULE(name=labels(self.rules[rule].kind).name, rule=rule)

    def _officers_of(self, units: Iterable[str]) -> Said:
        return texts.OFFICERS_OF(units=_listed(self.names.units.get(unit, unit) for unit in units))

    def _named(self, entity: str) -> str:
        """Officers, pairs of them, units and posts by name."""
        known = {**self.names.posts, **self.names.units, **self.names.officers}
        return " + ".join(known.get(part, part) for part in entity.split("+"))


def _listed(things: Iterable[str]) -> str:
    all_things = list(things)
    return ", ".join([*all_things[:MOST_NAMED], *(["…"] if len(all_things) > MOST_NAMED else [])])
