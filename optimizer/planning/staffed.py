"""A campaign with a roster of each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.errors import OutOfTimeError
from optimizer.planning.staffing import StaffingNeed
from optimizer.rostering.cp_sat.tiered_solver import TieredSolver
from optimizer.rostering.roster import TieredRoster

if TYPE_CHECKING:
    from optimizer.campaign.planner import CampaignPlan


class LateError(OutOfTimeError):
    """Some units were not rostered in time.

    Parameters
    ----------
    staffed
        The campaign, with the rosters of all others.
    problems
        Whose rosters are missing, with why.
    """

    def __init__(self, staffed: Staffed, problems: Mapping[str, OutOfTimeError]) -> None:
        super().__init__(diagnostic for error in problems.values() for diagnostic in error.diagnostics)
        self.staffed, self.problems = staffed, tuple(problems)


@dataclass(slots=True)
class Staffed:
    """A campaign with a roster of each unit."""

    campaign: CampaignPlan
    need: StaffingNeed
    solvers: dict[str, TieredSolver]
    rosters: dict[str, TieredRoster]

    @property
    def held(self) -> Mapping[str, tuple[str, ...]]:
        """Slot to the officers who hold it, over all units."""
        return {slot: crew for roster in self.rosters.values() for slot, crew in roster.assignments.items()}

    @property
    def lacking(self) -> int:
        """Officers that duties lack."""
        return sum(sum(roster.unstaffed.values()) for roster in self.rosters.values())

    @property
    def units_lacking(self) -> frozenset[str]:
        """Units whose officers cannot do all that is asked of them."""
        return frozenset(
            self.need.duties[slot].rostered_unit
            for roster in self.rosters.values()
            for slot, number in roster.unstaffed.items()
            if number
        )

    @property
    def unstaffed_weeks(self) -> Sequence[tuple[str, str, int]]:
        """Units and weeks whose desks lack people, with the minutes of duty that are staffed."""
        short: dict[tuple[str, str], int] = defaultdict(int)
        asked: dict[tuple[str, str], int] = defaultdict(int)
        for unit, roster in self.rosters.items():
            problem = self.need.problems[unit]
            for slot in problem.slots:
                if self.need.duties[slot.id].role == "desk":
                    key = unit, problem.horizon[slot.day].week
                    asked[key] += slot.minimum * slot.minutes
                    short[key] += roster.unstaffed.get(slot.id, 0) * slot.minutes
        return [(*key, asked[key] - minutes) for key, minutes in short.items() if minutes]
