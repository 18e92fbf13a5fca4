"""Statement that nobody is in two places at once."""

from __future__ import annotations

from typing import Literal

from optimizer.rules.statement import Authority, Statement


class OneDutyAtATime(Statement):
    """One duty at a time.

    Rule
        An officer's duties do not overlap in time; a duty may start the minute another one ends.
    Amount
        Pairs of duties that overlap, each on the day of the duty that starts later.
    Borders
        A duty of the history that runs into the first day counts; nothing is assumed after the last day.
    Source
        No article of law: nobody can be at two posts at once.
    """

    kind: Literal["one_duty_at_a_time"] = "one_duty_at_a_time"

    @property
    def authority(self) -> Authority:
        """More than the law: nobody is in two places."""
        return "law"
