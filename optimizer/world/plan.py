"""The plan as rows: what the run folder's CSV files hold, one class per file.

The field order of each class is the column order of its file. Model and verifier share these shapes and
nothing else: neither derives its figures from the other's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One officer on one duty; ``start`` and ``end`` are local wall-clock times, departure to return on visits."""

    date: date
    shift: str
    start: datetime
    end: datetime
    officer: str
    name: str
    unit: str
    post: str
    place: str
    stream: str
    role: str
    """``desk`` (crew of a post), ``team`` (crew of a visiting team), ``local`` (the commune's officer on a visit)."""


@dataclass(frozen=True, slots=True)
class PublishedRoster:
    """A roster that is being changed."""

    rows: tuple[RosterRow, ...]
    first_free: date
    """The first day that may change."""


@dataclass(frozen=True, slots=True)
class HelperRow:
    """One helper at one post in one shift."""

    date: date
    shift: str
    helper: str
    post: str
    place: str


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One officer without campaign duty on one day; kind is ``leave``, ``rest``, ``compensatory`` or ``other_duty``."""

    date: date
    officer: str
    kind: str


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One post open in one shift, with the crew present and what is expected of it (persons)."""

    date: date
    shift: str
    post: str
    place: str
    stream: str
    lanes: int
    officers: int
    helpers: int
    own_arrivals: float
    mobilised_arrivals: float
    expected_served: float
    expected_done: float


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One shift of one team at one place; ``start`` is the departure, ``end`` the return or the end of the shift."""

    date: date
    shift: str
    start: datetime
    end: datetime
    team: str
    place: str
    from_place: str
    kind: str
    """``school``, ``commune`` or ``home_visit``."""
    stream: str
    eligible: float
    attendance: float
    expected_served: float
    expected_done: float
    crew: int
    kit: str
    travel_minutes: int
    setup_minutes: int


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """People of one segment whom one organisation invites to one place in one ISO week (``2024-W14``)."""

    week: str
    organisation: str
    place: str
    stream: str
    segment: str
    invitations: float
    expected_arrivals: float


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """Expected state of one place and stream at the end of one day (persons; share of the target)."""

    date: date
    place: str
    stream: str
    expected_done: float
    expected_cumulative: float
    target: float
    share: float


@dataclass(frozen=True, slots=True)
class SimulationRow:
    """What simulated campaigns come to at one place and stream by the end of one day, beside what is planned (persons).

    Percentiles are figures that so large a share of the campaigns does not exceed; the place is empty for all together.
    """

    date: date
    place: str
    stream: str
    planned: float
    mean: float
    q05: float
    q10: float
    q25: float
    q50: float
    q75: float
    q90: float
    q95: float


@dataclass(frozen=True, slots=True)
class BurdenRow:
    """One officer's load over the campaign, history not included (hours; burden in published weights)."""

    officer: str
    unit: str
    duties: int
    hours: float
    evenings: int
    weekend_duties: int
    holiday_duties: int
    overtime_hours: float
    burden: float
    available_days: int


@dataclass(frozen=True, slots=True)
class Tier:
    """One objective tier of ``run.json``; ``bound`` holds over all plans whose earlier tiers are no worse."""

    name: str
    value: float
    bound: float | None
    gap: float | None
    seconds: float
    unit: str
    terms: tuple[tuple[str, float], ...] = ()
    """The named parts the value is the sum of."""
    bound_given_openings: float | None = None
    """Bound over all rosters of the published openings and visits, and of the crew each unit gives to them, whose
    earlier tiers are no worse; nothing where none is known."""

    @property
    def is_bounded(self) -> bool:
        """Whether the bound proves anything; that no tier is below nothing goes without saying."""
        return self.bound is not None and (self.bound > 0.0 or self.value <= 0.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan: every row of every file, and the value claimed for each tier."""

    roster: tuple[RosterRow, ...]
    helpers: tuple[HelperRow, ...]
    absences: tuple[AbsenceRow, ...]
    openings: tuple[OpeningRow, ...]
    visits: tuple[VisitRow, ...]
    quotas: tuple[QuotaRow, ...]
    progress: tuple[ProgressRow, ...]
    burden: tuple[BurdenRow, ...]
    tiers: tuple[Tier, ...]
