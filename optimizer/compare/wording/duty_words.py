"""Duties and their changes in words, for the terminal and the page alike."""

from __future__ import annotations

from optimizer.compare.comparison import Pair
from optimizer.compare.differences.roster_changes import DutyChange
from optimizer.compare.wording.words import Words
from optimizer.publish.content.lookups import place_name, post_name
from optimizer.scenario.schema import Scenario
from optimizer.texts import comparisons
from optimizer.texts.figures import NOTHING
from optimizer.world.plan import RosterRow


def change_text(words: Words, pair: Pair, change: DutyChange) -> str:
    """What happens to a duty, without its day."""
    before, after = change.before, change.after
    if before is not None and after is not None and change.change == "moved" and _where(before) == _where(after):
        there = duty_text(pair, after)
        return words(comparisons.CHANGES["shifted"], before=_shift(pair.base.run.scenario, before), after=there)
    texts = [NOTHING if row is None else duty_text(pair, row) for row in (before, after)]
    taker = "" if after is None else after.name
    return words(
        comparisons.CHANGES[change.change], before=texts[0], after=texts[1], giver=change.row.name, taker=taker
    )


def duty_text(pair: Pair, row: RosterRow) -> str:
    """Shift and post of a duty; the place too on a visit."""
    scenario = pair.base.run.scenario if row.shift in pair.base.run.scenario.shifts else pair.other.run.scenario
    parts = [_shift(scenario, row), named_post(pair, row.post)]
    return ", ".join(parts if row.role == "desk" else [*parts, place_name(scenario, row.place)])


def named_post(pair: Pair, post: str) -> str:
    """Name of a desk or team that may be in one of the scenarios only."""
    named = post_name(pair.base.run.scenario, post)
    return post_name(pair.other.run.scenario, post) if named == post else named


def _where(row: RosterRow) -> tuple[str, str]:
    return row.post, row.place


def _shift(scenario: Scenario, row: RosterRow) -> str:
    return scenario.shifts[row.shift].name if row.shift in scenario.shifts else row.shift
