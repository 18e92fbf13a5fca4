"""Why targets are missed: each source of chance switched off by itself, with the same random numbers for the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from optimizer.run.simulation import Source
from optimizer.scenario.schema.uncertainty import Uncertainty


def _without_turnout(uncertainty: Uncertainty) -> Uncertainty:
    return uncertainty.model_copy(update={"turnout_spread": 0.0, "place_turnout_spread": 0.0, "show_up_spread": 0.0})


def _without_capacity(uncertainty: Uncertainty) -> Uncertainty:
    return uncertainty.model_copy(update={"queues": False})


def _without_illness(uncertainty: Uncertainty) -> Uncertainty:
    return uncertainty.model_copy(update={"absence": uncertainty.absence.model_copy(update={"share": 0.0})})


def _without_outage(uncertainty: Uncertainty) -> Uncertainty:
    system = uncertainty.national_system.model_copy(update={"down": 0.0, "slow": 0.0})
    return uncertainty.model_copy(update={"national_system": system})


SWITCHED_OFF: Mapping[Source, Callable[[Uncertainty], Uncertainty]] = {
    "turnout": _without_turnout,
    "capacity": _without_capacity,
    "illness": _without_illness,
    "outage": _without_outage,
}
"""The section without one source: turnout estimated right, nobody lost in queues, nobody ill, a system that works."""
