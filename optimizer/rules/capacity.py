"""What a hard rule leaves of one officer's week: what the campaign level knows of rules on people.

A kind that limits it has a ``capacity.py``: ``capacity(statement, week)`` says what its statement leaves at the very
most. Nothing said there may be too low, since bounds rest on it; what is not said is no limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from optimizer.world.calendar import Day
from optimizer.world.roster_problem import Person


@dataclass(frozen=True, slots=True)
class OfficerWeek:
    """One officer in one ISO week."""

    officer: Person
    days: int
    """Days of the campaign in the week on which the officer is not on leave."""
    leave_days: int
    """Those on which the officer is: duty is possible unless a hard rule keeps them free."""
    free_leave_days: int
    """Days of leave, history included, that fall on weekends and holidays."""
    past: tuple[Day, ...]
    """Days of the week that lie before the campaign and are known."""
    past_minutes: int
    """Minutes of the week that the history's duties take, the night included that ends on the first day."""
    night_minutes: int
    """Minutes that a duty of a day may at the most run into the next."""
    is_whole: bool
    """Whether all seven days are known; a week cut short may have had its rest days on the days cut off."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a rule leaves of an officer's week; infinite where it says nothing."""

    days: float = inf
    """Days with duty, of those on which the officer is not on leave."""
    leave_days: float = inf
    """Days with duty, of those on which the officer is on leave."""
    minutes_a_day: float = inf
    minutes: float = inf
    """Minutes of duty in the whole of the week."""
