"""Statement of the days of weekly rest."""

from __future__ import annotations

from typing import Literal

from optimizer.fields import Positive
from optimizer.rules.statement import Authority, Statement


class RestDays(Statement):
    """Days of rest in a week, or on average in a month.

    Rule
        An officer has at least so many rest days in every ISO week, or on average in every calendar month. A rest day
        is a calendar day, from midnight to midnight, without an hour of duty: the day on which a night ends is none.
        Nor is a day without duty while the officer has other police work, is on leave, or takes a compensatory day.
    Amount
        Rest days missing, per officer and week, or per officer over all months.
    Borders
        A week or month is judged if it ends by the last day and its days before the first, if any, are all on record;
        the history's rest days then count. Weekend days and holidays on which the officer is on leave count towards
        what is asked, since leave takes no rest away; and no more is asked of a week or month than the history gave and
        the horizon has days without leave. The average is taken over all months judged.
    Source
        Labour Code 2019, Article 111 (24 hours running each week, or on average four days a month).
    """

    kind: Literal["rest_days"] = "rest_days"
    at_least: Positive = 1
    """Rest days per period."""
    period: Literal["week", "month"] = "week"
    """``week``: in every ISO week; ``month``: on average per calendar month."""

    @property
    def authority(self) -> Authority:
        """The law."""
        return "law"
