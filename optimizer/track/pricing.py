"""What changes of a published roster cost: more the nearer they are, and more on days of rest.

The prices are those of the scenario's own rules; where none prices changes, those that the kind has by default, so that
changes can be held beside each other in any campaign. Only a rule that a scenario states counts in a tier.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from optimizer.rules.catalogue import change_prices
from optimizer.scenario.calendar_view import CalendarView
from optimizer.scenario.schema import Scenario
from optimizer.track.mending import DutyOf, RosterDifference


class ChangePrices:
    """Prices of changes in one campaign.

    Parameters
    ----------
    scenario
        The campaign.
    first_free
        The first day that may change, from which notice is counted.
    """

    def __init__(self, scenario: Scenario, first_free: date) -> None:
        self._scenario, self._first_free = scenario, first_free
        self._calendar, self._rules = CalendarView(scenario), change_prices(scenario.rules)

    def of(self, difference: RosterDifference, existing: Collection[tuple[object, ...]]) -> float:
        """What a difference costs, weights included.

        Parameters
        ----------
        difference
            Duties taken and given.
        existing
            Date, shift and post of what is still open; a duty that is gone is no change.
        """
        changed = [*difference.given, *(duty for duty in difference.taken if duty[1:] in existing)]
        return sum(map(self._price, changed))

    def _price(self, duty: DutyOf) -> float:
        unit = self._scenario.officers[duty.officer].unit
        ahead, is_rest_day = (duty.date - self._first_free).days, self._calendar.day_type(duty.date) != "weekday"
        return sum(
            (rule.weight or 1.0) * rule.price(ahead, is_rest_day=is_rest_day) / rule.amount_scale
            for rule in self._rules
            if rule.scope.selects(duty.officer, unit)
        )
