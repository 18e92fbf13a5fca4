r"""What is still to come where no series has ended: as fast as lately, with a wide interval from a stated prior.

Of those who are left, each comes at the pace seen lately, so that what remains dwindles. How far the pace to come is
off is lognormal: a standard deviation of one half now, more the further the date lies beyond what was seen,
:math:`\sigma = \tfrac12 \sqrt{1 + h / e}` for a date *h* days ahead after *e* days of reports. That is a prior and no
estimate: one series alone says nothing on how paces change.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from optimizer.projection.series import Floats, Series

SPREAD = 0.5
_SHARE_OF_TIME = 1 / 3
"""Part of the days reported that counts as lately."""


def increments_at_pace(series: Series, ahead: int, levels: tuple[float, ...], window: float) -> Floats:
    """Quantiles of the increment of a series after its last report, as shares of 1.

    Parameters
    ----------
    series
        With two reports at least.
    ahead
        Days from its last report.
    levels
        Which quantiles.
    window
        Days that count as lately at least.
    """
    elapsed = float(series.last - series.first)
    lately = min(elapsed, max(window, _SHARE_OF_TIME * elapsed))
    now = float(series.shares[-1])
    left = max(0.0, 1.0 - now)
    # Where nothing came lately, something less than one person did.
    came = max(now - series.share_on(series.last - lately), 0.5 / series.base)
    spread = SPREAD * np.sqrt(1.0 + ahead / elapsed)
    off = np.exp(spread * np.array([NormalDist().inv_cdf(level) for level in levels]))
    return np.asarray(left * -np.expm1(-came / lately * off * ahead / left) if left else 0.0 * off)
