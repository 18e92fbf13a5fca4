"""Skills that no crew asks for: a mistyped one silently keeps an officer from all duties that ask for the right one."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.errors import Diagnostic
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node, dotted
from optimizer.scenario.schema import Scenario
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import references as texts


def unneeded_skill_warnings(scenario: Scenario, merged: Node) -> Iterator[Diagnostic]:
    """A warning for each such skill, at all officers who have it; none where crews ask for no skill at all."""
    crews = [post.crew for post in scenario.posts.values()] + [team.crew for team in scenario.teams.values()]
    needed = sorted({crew.skill for crew in crews if crew.skill is not None})
    places: dict[str, list[str]] = {}
    for key, officer in scenario.officers.items() if needed else ():
        for number, skill in enumerate(officer.skills):
            if skill not in needed:
                path = ("officers", key, "skills", number)
                places.setdefault(skill, []).append(f"{merged.nearest(path).origin}  {dotted(path)}")
    for skill, (first, *others) in places.items():
        remedy = did_you_mean(skill, needed, nouns.SKILL.many)
        yield Diagnostic(first, texts.SKILL_UNNEEDED(skill=skill), remedy, tuple(others))
