"""Statement of the days off in return for duty on rest days."""

from __future__ import annotations

from typing import Literal

from optimizer.fields import Positive, PositiveHours
from optimizer.rules.statement import Authority, Statement


class CompensatoryTime(Statement):
    """Compensatory days in return for duty on weekend days and holidays.

    Rule
        Hours of duty worked on weekend days and holidays earn equal time off. Every whole working day earned is taken
        as a compensatory day, after it was earned and within so many days, not counting days of leave; no more such
        days are taken than were earned.
    Amount
        Compensatory days owed past their time, or taken before they were earned; once for each day on which that is so.
    Borders
        Duty and compensatory days of the history count; compensatory days for which the record shows no duty were
        earned before it begins. What is owed is judged on each day of the horizon for the time earned so many days
        before, days of leave left out; a debt whose time ran out before the first day, or runs out after the last, is
        no breach of the plan.
    Source
        Law on People's Public Security 37/2018/QH14, Article 40 (rest of officers on duty follows the Labour Code and
        the Minister's rules). The 8 hours and the 30 days are the unit's own working rule.
    """

    kind: Literal["compensatory_time"] = "compensatory_time"
    within_days: Positive = 30
    """Days within which a day earned is taken."""
    hours_per_day: PositiveHours = 8.0
    """Hours of duty that earn one compensatory day."""

    @property
    def is_kept_in_timeline_bounds(self) -> bool:
        """No: its account knows the age of each day earned, which takes more than a minute to compile."""
        return False

    @property
    def authority(self) -> Authority:
        """The law."""
        return "law"
