"""How evenly a run shares the burden within each unit, and how evenly it could.

Measured from the run's files: ``burden.csv``, and the history in the scenario. Where a unit's loads differ by more than
one evening, the least spread of the same duties says whether they must: every load is a multiple of what all duties
and hours above a normal day have in common, and the loads of the unit's officers add up to the same total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from pathlib import Path

from optimizer.rostering.cp_sat.fair_loads import fairest_loads
from optimizer.run.reading import read_plan
from optimizer.scenario.loading import load_scenario
from optimizer.scenario.schema import Scenario
from optimizer.verify.discrepancies import Discrepancies
from optimizer.verify.duties import NORMAL_DAY_HOURS, Duty
from optimizer.verify.evidence import gather_evidence
from optimizer.world.plan import BurdenRow
from optimizer.world.roster_problem import BURDEN_SCALE

SLACK = 1e-5
"""What the three decimals of ``burden.csv`` can add to a spread; a thousandth of an evening."""


@dataclass(frozen=True, slots=True)
class UnitSpread:
    """One unit's spread of burden per available day, history included."""

    unit: str
    spread: float
    one_evening: float
    """The burden of one evening, over the days of whoever has the most."""
    bound: float | None
    """Least spread of the same duties; ``None`` where it is not asked for, 0 where nothing is known."""

    @property
    def is_fair(self) -> bool:
        """Whether loads differ by no more than one evening, or by no more than they must."""
        return self.spread <= max(self.one_evening, self.bound or 0.0) + SLACK


def unit_spreads(folder: Path) -> list[UnitSpread]:
    """The spread of every unit with officers who are there at all."""
    scenario = load_scenario(folder / "scenario.resolved.yaml").scenario
    plan, _ = read_plan(folder)
    rows: dict[str, list[BurdenRow]] = defaultdict(list)
    for row in plan.burden:
        if _days(scenario, row):
            rows[row.unit].append(row)
    spreads = [_spread(scenario, unit, of_unit, None) for unit, of_unit in rows.items()]
    if all(spread.is_fair for spread in spreads):
        return spreads
    duties = gather_evidence(scenario, plan, Discrepancies()).staff.duties
    return [
        each
        if each.is_fair
        else _spread(scenario, each.unit, rows[each.unit], _bound(scenario, rows[each.unit], duties))
        for each in spreads
    ]


def _spread(scenario: Scenario, unit: str, rows: Sequence[BurdenRow], bound: float | None) -> UnitSpread:
    rates = [(row.burden + scenario.officers[row.officer].history.burden) / _days(scenario, row) for row in rows]
    most_days = max(_days(scenario, row) for row in rows)
    evening = scenario.objectives.burden.evening
    return UnitSpread(unit, max(rates) - min(rates), evening / most_days, bound)


def _days(scenario: Scenario, row: BurdenRow) -> int:
    return row.available_days + scenario.officers[row.officer].history.available_days


def _bound(scenario: Scenario, rows: Sequence[BurdenRow], duties: Sequence[Duty]) -> float:
    """Least spread over all ways to share the unit's duties at the same burden; nothing is known with loans."""
    officers, unit = {row.officer for row in rows}, rows[0].unit
    own = [duty for duty in duties if duty.row.officer in officers]
    if any(duty.unit != unit for duty in own) or any(duty.unit == unit for duty in duties if duty not in own):
        return 0.0
    overtime = scenario.objectives.burden.overtime_hour
    step = gcd(
        _parts(overtime * NORMAL_DAY_HOURS),
        *(_parts(duty.burden) for duty in own),
        *(_parts(overtime * duty.hours) for duty in own),
    )
    if not step:
        return 0.0
    history = [scenario.officers[row.officer].history for row in rows]
    fairest = fairest_loads(
        total=sum(_parts(row.burden) for row in rows) // step * step,
        step=step,
        past=[_parts(past.burden) for past in history],
        days=[_days(scenario, row) for row in rows],
    )
    return float(fairest.spread / BURDEN_SCALE)


def _parts(burden: float) -> int:
    return round(burden * BURDEN_SCALE)
