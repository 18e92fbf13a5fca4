"""What share of those whom a visit is for is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.campaign.service.desks import Service, states_of_system
from optimizer.world.uncertainty import Uncertainty
from optimizer.world.work import Programme, Team

if TYPE_CHECKING:
    from optimizer.campaign.service.kernel import Number


def takes_place(known: Uncertainty, team: Team) -> float:
    """Probability that the whole crew of a team is there."""
    return float((1.0 - known.missing) ** team.crew_size)


def commune_service(known: Uncertainty, programme: Programme, minutes: float) -> Service:
    """What a team serves in so many minutes on site in a commune."""
    crews = ((takes_place(known, programme.team), 1),)
    minutes_per_person = programme.minutes_per_person
    return Service(known, crews, minutes, minutes_per_person, minutes / minutes_per_person)


def served_at_school(
    known: Uncertainty, programme: Programme, eligible: Number, attendance: Number, minutes: Number
) -> Number:
    """Pupils served in some minutes on site, all of whom are there from the start.

    Parameters
    ----------
    known, programme
        What is known of chance, and the visits.
    eligible, attendance
        Pupils who could be served, and the share of them who come.
    minutes
        On site, set-up not included.
    """
    come, spread = eligible * attendance, known.service_time_spread**2
    served = 0.0 * come
    for day, slowness in states_of_system(known):
        able = minutes / programme.minutes_per_person / slowness
        if known.has_queues:
            # The compiler takes as long to load as many an answer that forecasts nothing.
            from optimizer.campaign.service.kernel import expected_lesser

            deviation = np.sqrt(come * (1.0 - attendance) + spread * able)
            of_day = np.maximum(0.0, expected_lesser(come, able + (1.0 + spread) / 2.0, deviation))
        else:
            of_day = np.minimum(come, able)
        served = served + day * of_day
    return takes_place(known, programme.team) * served


def calls_at_homes(known: Uncertainty, team: Team) -> float:
    """Probability that a home-visiting shift calls on people at all, which it also does on slow days."""
    return takes_place(known, team) * (1.0 - known.down)


def called_on(known: Uncertainty, programme: Programme) -> float:
    """People whom a home-visiting shift calls on if no fewer wait."""
    return calls_at_homes(known, programme.team) * programme.people_per_shift
