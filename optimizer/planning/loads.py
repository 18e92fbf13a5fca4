"""What each officer carries over the campaign: duties, hours, overtime, burden in published weights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from optimizer.campaign.decisions import Decisions
from optimizer.campaign.visits.journeys import plan_journeys
from optimizer.planning.staffing import CampaignDuty
from optimizer.world.plan import BurdenRow
from optimizer.world.roster_problem import MINUTES_PER_DAY, NORMAL_DAY_MINUTES, Person
from optimizer.world.world import World


def burden_rows(
    world: World, decisions: Decisions, duties: Mapping[str, CampaignDuty], assignments: Mapping[str, Iterable[str]]
) -> tuple[BurdenRow, ...]:
    """Rows of ``burden.csv``, one per officer, on duty or not.

    Parameters
    ----------
    world, decisions
        The campaign, and what it does.
    duties
        Its duties by slot.
    assignments
        Slot to the officers who hold it.
    """
    held: dict[str, list[CampaignDuty]] = defaultdict(list)
    for slot, officers in assignments.items():
        for officer in officers:
            held[officer].append(duties[slot])
    loads = _Loads(world, decisions)
    return tuple(
        loads.row(officer, sorted(held[officer.id], key=lambda duty: (duty.slot.start, duty.slot.post)))
        for officer in world.officers
    )


class _Loads:
    def __init__(self, world: World, decisions: Decisions) -> None:
        self.world = world
        self.travel_hours: dict[tuple[str, int, str], float] = {}
        """Team, day and shift to the hours it travels in that shift."""
        self.lent: set[tuple[str, int, str]] = set()
        """Team, day and shift in which its crew is on loan to another district."""
        for journey in plan_journeys(world, decisions.stops):
            programme, day_shift = journey.stop.programme, journey.stop.day_shift
            key = programme.team.id, day_shift.day, world.shifts[day_shift.shift].id
            self.travel_hours[key] = journey.travel_minutes / 60
            if programme.is_lent:
                self.lent.add(key)

    def row(self, officer: Person, duties: Sequence[CampaignDuty]) -> BurdenRow:
        """Load of one officer; the duties in order of time."""
        hours_of_day: dict[int, float] = defaultdict(float)
        for duty in duties:
            slot = duty.slot
            hours_of_day[slot.day] += (slot.minutes - slot.minutes_after_midnight) / 60
            if slot.minutes_after_midnight:
                hours_of_day[slot.day + 1] += slot.minutes_after_midnight / 60
        overtime = sum(self._overtime(day, hours) for day, hours in hours_of_day.items())
        day_types = [self._duty_type(duty) for duty in duties]
        burden = sum(self._burden(duty, officer.unit) for duty in duties)
        return BurdenRow(
            officer=officer.id,
            unit=officer.unit,
            duties=len(duties),
            hours=sum(hours_of_day.values()),
            evenings=sum(duty.slot.is_evening for duty in duties),
            weekend_duties=day_types.count("weekend"),
            holiday_duties=day_types.count("holiday"),
            overtime_hours=overtime,
            burden=burden + self.world.weights.overtime_hour * overtime,
            available_days=sum(day.index not in officer.leave for day in self.world.days),
        )

    def _overtime(self, day: int, hours: float) -> float:
        """Hours above the normal day; all hours of a weekend day or holiday."""
        is_weekday = self.world.day_type(day) == "weekday"
        return max(0.0, hours - NORMAL_DAY_MINUTES / 60) if is_weekday else hours

    def _duty_type(self, duty: CampaignDuty) -> str:
        return self.world.duty_type(duty.slot.day, duty.slot.end - MINUTES_PER_DAY * duty.slot.day)

    def _burden(self, duty: CampaignDuty, unit: str) -> float:
        """Burden of one duty for an officer of a unit, without overtime."""
        weights, slot = self.world.weights, duty.slot
        day_type = self._duty_type(duty)
        burden = weights.evening if slot.is_evening else 0.0
        burden += {"weekend": weights.weekend, "holiday": weights.holiday}.get(day_type, 0.0)
        key = slot.post, slot.day, slot.shift
        # Local officers meet the team at their own commune: they neither travel nor are they on loan.
        if duty.role == "team":
            burden += weights.travel_hour * self.travel_hours[key]
        if slot.unit != unit or (duty.role == "team" and key in self.lent):
            burden += weights.loan
        return burden
