"""How few officers are enough, in a campaign where that is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.scenario.loading import load_scenario
from optimizer.scenario.writing.resolved import resolved_text
from optimizer.sweep.bisection import LeastAgenda
from optimizer.sweep.job import job, plan_job
from optimizer.sweep.schema import Limits, Sweep
from tests.worlds.drawn_campaigns import Desk, DrawnCampaign
from tests.worlds.small import write_world

LIMITS = Limits(time=2.0, workers=1, deterministic=True)
SWEEP = Sweep.model_validate(
    {
        "purpose": "How few are enough?",
        "base": "x.yaml",
        "parameters": {"staff": {"kind": "officers", "units": ["u0"]}},
        "least": {"parameter": "staff", "low": 1, "high": 4},
    }
)


def test_as_many_as_the_standing_desk_needs_whatever_else_may_open(tmp_path: Path) -> None:
    """One desk must be open every morning, another one may; nobody may be on duty two days in a row."""
    desks = Desk("u0", 1, ("morning",), ("morning",)), Desk("u0", 1, ("morning",))
    rules: dict[str, Any] = {
        "one": {"kind": "one_duty_at_a_time"},
        "crews": {"kind": "coverage"},
        "short_runs": {"kind": "consecutive_days", "of": "duty", "at_most": 1},
    }

    def planned(officers: int) -> dict[str, Any]:
        campaign = DrawnCampaign(4, desks, (("u0", None),) * officers, (), rules)
        data = campaign.data() | {"acceptance": ["value(standing) <= 0"]}
        text = resolved_text(load_scenario(write_world(tmp_path, data)))
        return plan_job(job("few", text, 1, LIMITS, "en"))

    agenda = LeastAgenda(SWEEP, (tmp_path / "scenarios" / "world.yaml",))
    while case := agenda.take():
        agenda.learn(case, planned(int(str(case.values["staff"]))))
    found = agenda.searches[0].verdict()
    assert (found["least"], found["not_enough"], found["is_proved"]) == (2, 1, True)
