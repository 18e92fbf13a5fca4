"""What simulated campaigns say of the rest of one whose first days are known.

The campaigns were simulated from the first day on, so each has its own turnout, queues and illnesses. Those days are
brought to what was reported by a shift of each campaign along the regression of what follows on what is done,
``y + b (actual - x)`` with ``b = cov(y, x) / var(x)``: Matheron's rule, by which draws become draws given what was
observed, exactly so for normal variables (J. Wilson et al., Pathwise Conditioning of Gaussian Processes, 2021). Both
are square roots of people, which makes counts nearly normal with the same variance however many there are (F. Anscombe,
The Transformation of Poisson, Binomial and Negative-Binomial Data, 1948). A turnout that is low so far stays low in
what follows, as far as the simulation itself has it so.
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
    """Share of the campaigns in which no more are done by today; nothing where nothing was reported."""
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


def outlook(
    done: NDArray[Any],
    days: Sequence[date],
    target: float,
    finish_by: date,
    before: float,
    known: tuple[date, float] | None,
) -> Outlook:
    """What the campaigns say of a target.

    Parameters
    ----------
    done
        (campaigns, days): people done by the end of each day, those before the first day included.
    days, target, finish_by, before
        Of the campaign: the last is what was done before the first day.
    known
        The last day of which anything was reported, and what is done by its end; nothing if nothing was reported.
    """
    drawn = np.asarray(done, np.float64)
    not_more = None
    if known is not None:
        today, actual = days.index(known[0]), known[1]
        not_more = float((drawn[:, today] <= actual + _NOISE).mean())
        drawn = given(drawn, today, actual, before)
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


def given(drawn: NDArray[np.float64], today: int, actual: float, before: float) -> NDArray[np.float64]:
    """The campaigns as they go on from what is done by the end of a day.

    Parameters
    ----------
    drawn
        (campaigns, days): people done by the end of each day.
    today, actual
        Number of the day, and the people done by its end.
    before
        People done before the first day.
    """
    now = np.sqrt(np.maximum(0.0, drawn[:, today] - before))
    later = np.sqrt(drawn[:, today:] - drawn[:, today, None])
    spread = now - now.mean()
    variance = float(spread @ spread)
    slopes = spread @ (later - later.mean(axis=0)) / variance if variance > _NOISE else np.zeros(later.shape[1])
    moved = later + slopes * (np.sqrt(max(0.0, actual - before)) - now)[:, None]
    # What is done is never undone.
    follows = np.maximum.accumulate(np.maximum(moved, 0.0) ** 2, axis=1)
    return np.hstack([np.minimum(drawn[:, :today], actual), actual + follows])
