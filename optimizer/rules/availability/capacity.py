"""Days that leave keeps free."""

from __future__ import annotations

from optimizer.rules.availability.statement import Availability
from optimizer.rules.capacity import Capacity, OfficerWeek


def capacity(statement: Availability, _week: OfficerWeek) -> Capacity:
    """No duty on days of leave; wishes name days and shifts, and nothing is made of them here."""
    return Capacity(leave_days=0) if statement.of == "leave" else Capacity()
