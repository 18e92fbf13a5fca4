"""Where planning of one campaign stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.campaign.aims import Aims
from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.planning.staffed import Staffed


@dataclass(slots=True)
class PlanningState:
    """Where planning stands: the best staffed campaign, and what is proved of it."""

    planner: CampaignPlanner
    """What plans for the targets, or for the aims in their place."""
    staffed: Staffed
    aims: Aims = field(default_factory=dict)
    """Pools that are planned for more people than their targets say, and for how many."""
    wanted: Staffed | None = None
    """The campaign that was wanted last, with what its rosters lack people for; nothing if they lack nobody."""
    cuts: list[tuple[str, str, int]] = field(default_factory=list)
    """(unit, week, minutes) learnt from rosters."""
    is_kept: bool = False
    """Whether it is that of a known plan, taken up as it was."""
    unsteadied: CampaignPlan | None = None
    """The campaign before its invitations were steadied; nothing if they are not."""
    round_seconds: float = 0.0
    """What a round of campaign and rosters took at the most."""
    burden_bound: float = 0.0
    finish_bound: float = 1.0
    given_openings: Mapping[str, float] = field(default_factory=dict)
    """Bounds of the published openings' rosters, by tier."""

    @property
    def is_floor(self) -> bool:
        """Whether there is but what was fallen back on, since no campaign could be planned in time."""
        return not self.staffed.campaign.components
