"""Where the offices of districts lie: on a grid of triangles, each as far from its neighbours as the next."""

from __future__ import annotations

from math import atan2, hypot, sqrt

from optimizer.province import distributions as given
from optimizer.province.district import Spot

SOUTH_WEST = Spot(10.5, 105.5)
"""Middle of the first province."""
COLUMNS = 4
DEGREES = 0.8
"""Between the middles of provinces, which lie in rows of four from south to north."""


def office_spots(province: int, districts: int) -> tuple[Spot, ...]:
    """The offices of a province, from the middle outwards.

    Parameters
    ----------
    province
        Its number in the country, from 0.
    districts
        How many offices.
    """
    row, column = divmod(province, COLUMNS)
    middle = Spot(SOUTH_WEST.latitude + DEGREES * row, SOUTH_WEST.longitude + DEGREES * column)
    step = given.DISTRICT_KM / given.DETOUR_FACTOR
    reach = range(-districts, districts + 1)
    grid = [(step * (east + north / 2), step * north * sqrt(3) / 2) for north in reach for east in reach]
    nearest = sorted(grid, key=lambda spot: (round(hypot(*spot), 6), round(atan2(spot[1], spot[0]), 6)))
    return tuple(middle.moved(hypot(*spot), atan2(spot[1], spot[0])) for spot in nearest[:districts])
