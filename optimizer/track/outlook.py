"""What simulated campaigns say of the rest of one of which some days are known.

The campaigns were simulated from the first day on, so each has its own turnout, queues and illnesses. The days of
which there are reports are brought to them by a shift of each campaign along the regression of all others on these,
``y + b (actual - x)`` with ``b = cov(y, x) / var(x)``: Matheron's rule, by which draws become draws given what was
observed, exactly so for normal variables (J. Wilson et al., Pathwise Conditioning of Gaussian Processes, 2021). Both
are square roots of people, which makes counts nearly normal with the same variance however many there are (F. Anscombe,
The Transformation of Poisson, Binomial and Negative-Binomial Data, 1948). A turnout that is low so far stays low in
what follows, as far as the simulation itself has it so. A day that nobody reported is not known to be over as it was
planned: it is one of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where one target is going."""

    not_more: float | None
    """Share of the campaigns in which no more are done on the days that were reported; nothing where none was."""
    chance: float
    """Of the target by the last day."""
    early_chance: float
    """Of the target by the day to finish by."""
    low: float
    """With ``median`` and ``high``, what is done by the last day in 5, 50 and 95 of 100 campaigns (people)."""
    median: float
    high: float
    finish: date | None
    """First day on which the target is reached in the middle one of the campaigns; nothing if it is not."""


@dataclass(frozen=True, slots=True, eq=False)
class Reported:
    """What is known of a target, beside the same of the campaigns."""

    actual: NDArray[np.float64]
    """(days,): people done by the end of each day on what was reported."""
    drawn: NDArray[np.float64]
    """(campaigns,): people done on the days and at the places that were reported."""
    open_still: NDArray[np.float64]
    """(campaigns, days): people done by the end of each day on all that was not reported."""


def known(drawn: NDArray[np.float64], reported: NDArray[np.float64]) -> Reported | None:
    """What is known of a target that some places work for; nothing if none of them reported anything.

    Parameters
    ----------
    drawn
        (campaigns, places, days): people done on each day.
    reported
        (places, days): as they were reported; no number where they were not.
    """
    is_known = ~np.isnan(reported)
    if not is_known.any():
        return None
    return Reported(
        actual=np.nansum(reported, axis=0).cumsum(),
        drawn=(drawn * is_known).sum(axis=(1, 2)),
        open_still=(drawn * ~is_known).sum(axis=1).cumsum(axis=1),
    )


def outlook(
    done: NDArray[Any],
    days: Sequence[date],
    target: float,
    finish_by: date,
    before: float,
    reported: Reported | None,
) -> Outlook:
    """What the campaigns say of a target.

    Parameters
    ----------
    done
        (campaigns, days): people done by the end of each day, those before the first day included.
    days, target, finish_by, before
        Of the campaign: the last is what was done before the first day.
    reported
        What is known; nothing if nothing was reported.
    """
    drawn = np.asarray(done, np.float64)
    not_more = None
    if reported is not None:
        not_more = float((reported.drawn <= reported.actual[-1] + _NOISE).mean())
        drawn = before + given(reported)
    reached = drawn >= target - _NOISE
    low, median, high = np.quantile(drawn[:, -1], (0.05, 0.5, 0.95), method="inverted_cdf")
    first = np.sort((~reached).sum(axis=1))[(len(drawn) - 1) // 2]
    return Outlook(
        not_more=not_more,
        chance=float(reached[:, -1].mean()),
        early_chance=float(reached[:, days.index(finish_by)].mean()),
        low=round(float(low), 3),
        median=round(float(median), 3),
        high=round(float(high), 3),
        finish=days[first] if first < len(days) else None,
    )


def given(reported: Reported) -> NDArray[np.float64]:
    """(campaigns, days): people done in the campaigns as they go with what was reported, none before the first day."""
    now = np.sqrt(np.maximum(0.0, reported.drawn))
    others = np.sqrt(np.maximum(0.0, reported.open_still))
    spread = now - now.mean()
    variance = float(spread @ spread)
    slopes = spread @ (others - others.mean(axis=0)) / variance if variance > _NOISE else np.zeros(others.shape[1])
    moved = others + slopes * (np.sqrt(max(0.0, reported.actual[-1])) - now)[:, None]
    # What is done is never undone.
    return reported.actual + np.maximum.accumulate(np.maximum(moved, 0.0) ** 2, axis=1)
