"""``catruc check``: what a scenario holds, without planning anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.garbage import uncollected
from optimizer.texts.messages import Language
from optimizer.workflows.load import load_with_baseline

if TYPE_CHECKING:
    from optimizer.campaign.capacity import UnitCapacity
    from optimizer.explain.precheck.shortage import Shortage
    from optimizer.scenario.loading import LoadedScenario
    from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class CheckedScenario:
    """A valid scenario, compiled."""

    loaded: LoadedScenario
    world: World
    capacities: Sequence[UnitCapacity]
    shortages: Sequence[Shortage]
    """What is short whatever is planned."""
    most_reached: Mapping[str, float]
    """People of each stream with pools who can be done at the very most by the day to finish by."""


@uncollected()
def check_scenario(
    path: Path,
    overlays: tuple[Path, ...] = (),
    overrides: tuple[str, ...] = (),
    language: Language | None = None,
) -> CheckedScenario:
    """Load a scenario and see what it holds.

    Raises
    ------
    ScenarioError
        If it is not valid.
    """
    from optimizer.campaign.capacity import unit_capacities
    from optimizer.explain.precheck.counting import shortages
    from optimizer.explain.precheck.reach import total_reached
    from optimizer.scenario.compiling import compile_world

    loaded = load_with_baseline(path, overlays, overrides, language)
    world = compile_world(loaded.scenario)
    short = shortages(loaded.scenario, world, loaded.changes)
    streams = dict.fromkeys(stream for _, stream in world.pools)
    most: dict[str, float] = {stream: total_reached(world, stream) for stream in streams}
    return CheckedScenario(loaded, world, unit_capacities(world), short, most)
