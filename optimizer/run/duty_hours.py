"""Hours of the roster's rows by the clock, for whatever counts them from the rows; the verifier has its own reading."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from optimizer.world.plan import RosterRow


def minutes_by_date(row: RosterRow) -> Mapping[date, float]:
    """Minutes of a duty on the days on which it is worked; a way that begins the evening before is the day's own."""
    whole = (row.end - row.start).total_seconds() / 60
    midnight = datetime.combine(row.date + timedelta(days=1), time())
    night = min(whole, max(0.0, (row.end - midnight).total_seconds() / 60))
    return {row.date: whole - night, midnight.date(): night} if night else {row.date: whole}
