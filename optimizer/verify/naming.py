"""Things of a scenario as values of texts: people read their names, files and programs their ids."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from optimizer.rules.facts import SHIFT_AT_POST
from optimizer.scenario.schema import Scenario
from optimizer.texts.messages import AS_IT_IS, Message, Named, Template

SECTIONS = ("officers", "helpers", "posts", "teams", "units", "places", "organisations", "shifts", "streams")
"""Sections of a scenario whose entries have names, as they are looked through for whom a breach is about."""
_SIDE_BY_SIDE = Template("{one} {other}", "{one} {other}")


def named(scenario: Scenario, section: str, key: str) -> Named:
    """An entry of a section; its id where it has no name."""
    entries = _entries(scenario, section)
    return Named(key, _name_of(key, entries[key]) if key in entries else key)


def all_names(scenario: Scenario) -> dict[str, str]:
    """Id to name of whatever has one; where two things share an id, the officer goes before the place, and so on."""
    return {key: name for section in reversed(SECTIONS) for key, name in names_of(scenario, section).items()}


def names_of(scenario: Scenario, section: str) -> dict[str, str]:
    """Id to name of a section; blanks and line ends of names do not matter."""
    return {key: _name_of(key, entry) for key, entry in _entries(scenario, section).items()}


def _entries(scenario: Scenario, section: str) -> Mapping[str, object]:
    entries: Mapping[str, object] = scenario.campaign.streams if section == "streams" else getattr(scenario, section)
    return entries


def _name_of(key: str, entry: object) -> str:
    return " ".join(str(getattr(entry, "name", "") or key).split())


def segment_named(scenario: Scenario, stream: str, key: str) -> Named:
    """A segment of a stream's people; its id where it has no name."""
    turnout = scenario.turnout.get(stream)
    segment = turnout.segments.get(key) if turnout else None
    return Named(key, " ".join(segment.name.split()) or key if segment else key)


def at_work(scenario: Scenario, shift: str, post: str) -> Message:
    """A shift at a post, or with a team."""
    return SHIFT_AT_POST(shift=named(scenario, "shifts", shift), post=post_or_team(scenario, post))


def post_or_team(scenario: Scenario, key: str) -> Named:
    """What the column ``post`` of the roster names."""
    return named(scenario, "posts" if key in scenario.posts else "teams", key)


def side_by_side(first: object, *others: object) -> Message:
    """Things one after another, as what a row is about."""
    return reduce(lambda one, other: _SIDE_BY_SIDE(one=one, other=other), others, AS_IT_IS(text=first))
