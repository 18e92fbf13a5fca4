"""What holds for crews whatever the rules say, and what the rules on crews mean for planning.

Shortage is counted before anything else and never leaves a roster impossible: what cannot be staffed is closed. A hard
rule on crews therefore asks two things of a plan alone, that no desk opens with part of its crew, which planning never
does, and that standing duties have theirs (``feasibility``).
"""

from __future__ import annotations

from optimizer.campaign.allocation.hours import Rules
from optimizer.rules.catalogue import one_place_rule, soft_crew_rule
from optimizer.rules.statement import Soft
from optimizer.world.work import Post
from optimizer.world.world import World

ONE_PLACE = "one place at a time"
"""Id of the rule that nobody is at two places at once; with its blanks it is none that a scenario could give."""


def with_soft_crews(rules: Rules, world: World) -> Rules:
    """The rules, with soft ones on crews for all units; nobody would be put on duty otherwise.

    Parameters
    ----------
    rules, world
        By id, and the campaign with the units' duties.
    """
    crews = {name: rule for name, rule in rules.items() if rule.asks_for_crews and rule.enforcement != "off"}
    softened = {
        name: rule.model_copy(update={"enforcement": Soft(soft=1.0)})
        for name, rule in crews.items()
        if rule.enforcement == "hard"
    }
    scopes = [rule.scope.units for rule in crews.values()]
    units = [post.unit for post in world.posts] + [team.unit for team in world.teams]
    units += world.unit_of_commune.values()
    rest = [unit for unit in dict.fromkeys(units) if not any(own is None or unit in own for own in scopes)]
    return {**rules, **softened, **({"": soft_crew_rule(rest)} if rest else {})}


def with_one_place(rules: Rules) -> Rules:
    """The rules, and that nobody is at two places at once: no scenario can allow that, whatever its rules say."""
    return {**rules, ONE_PLACE: one_place_rule()}


def crew_rule_on(rules: Rules, post: Post) -> str | None:
    """The hard rule that asks for the crews of a post, by id; ``None`` if there is none."""
    for name, rule in rules.items():
        if rule.asks_for_crews and rule.enforcement == "hard":
            units = rule.scope.units
            if units is None or post.unit in units:
                return name
    return None
