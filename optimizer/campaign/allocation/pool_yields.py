r"""What one pool yields by ``finish_by``, as linear terms of how many shifts are open: never too low.

With ``φ`` the largest share of those who come that may be served, ``R_after = R_before · Π(1 − q·φ·p)`` over the open
shifts. With ``a_k = −ln(1 − q·φ_k·p_k)`` the exponent

    ``E_w = Σ_{v > w} Σ_k a_k · n_{k,v}``

is linear in the counts ``n`` of open shifts per class *k* and week *v*, and a segment of ``R`` waiting people yields at
most

    ``R · (1 − exp(−E_0)) + q · Σ_w φ_w · M_w · exp(−E_w)``,

the second term because whoever is mobilised in week *w* no longer comes on his own in the weeks after it. Both are
linearised from outside (outer linearisation: Geoffrion 1970, Management Science 16): the first term is concave in the
counts and lies below all its tangents; ``exp(−E_w)`` is convex and lies below its chord over the range that ``E_w`` can
take; invitations that are themselves to be chosen enter through the upper McCormick envelope (McCormick 1976,
Mathematical Programming 10) of their product with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from ortools.math_opt.python import mathopt

from optimizer.campaign.allocation.shift_classes import ShiftClass
from optimizer.campaign.decisions import InvitationKey
from optimizer.campaign.service.desks import best_service
from optimizer.campaign.service.least_queues import largest_shares
from optimizer.campaign.service.visits import called_on
from optimizer.world.ids import Week
from optimizer.world.work import Organisation, Pool, Programme, Segment
from optimizer.world.world import World

TANGENT_STEP = 0.1
"""Spacing of tangents on the exponent; the error is at most ``step² / 8`` of a segment."""
LARGEST_EXPONENT = 6.0
"""Where a segment counts as exhausted: 0.25 % of it still waits."""
WHOLE = ""
"""Stands for the week before the first, after which the whole campaign lies."""


@dataclass(frozen=True, slots=True)
class Exponent:
    """What opens after some week, as the exponent ``E`` of those who still wait, with the range it can take."""

    variable: mathopt.Variable
    low: float
    """If nothing is open but the standing duties that are sure to be staffed."""
    high: float
    """If everything is open."""


@dataclass(frozen=True, slots=True)
class KeptShare:
    """The share ``exp(−E)`` of the invited of a week who would not have come on their own later."""

    variable: mathopt.Variable
    """At most the share."""
    least: float
    most: float


class PoolYield:
    """The yield of one pool in a linear model; :attr:`total` is the expression to use.

    Parameters
    ----------
    model
        The linear model under construction.
    world, pool
        The campaign, and whose people are served.
    shifts
        Number of open shifts per class, up to ``finish_by``.
    invitations
        People invited by organisations that choose between places.
    visits
        Per home-visit programme and week, its visiting shifts at this place.
    is_standing_staffed
        Whether every standing duty is open, so that nobody waits whom these bring.
    """

    def __init__(
        self,
        model: mathopt.Model,
        world: World,
        pool: Pool,
        shifts: Mapping[ShiftClass, mathopt.Variable],
        invitations: Mapping[InvitationKey, mathopt.Variable],
        visits: Mapping[Programme, Mapping[Week, mathopt.Variable]],
        *,
        is_standing_staffed: bool,
    ) -> None:
        self.model, self.world, self.pool = model, world, pool
        self.shifts, self.invitations, self.visits = shifts, invitations, visits
        self.is_standing_staffed = is_standing_staffed
        self.weeks = [week for week in world.weeks if week <= world.days[world.finish_by].week]
        most = largest_shares(world, pool, is_whole=is_standing_staffed)
        self.served = {
            each: max(most[each.post.id, day_shift] for day_shift in each.day_shifts) for each in self.shifts
        }
        """Share of those who come that is served in a shift of each class, at the most."""
        yields = [self._segment(segment) for segment in pool.segments]
        self.total = mathopt.fast_sum(yields)
        self._cap_by_capacity()

    def _segment(self, segment: Segment) -> mathopt.Variable:
        """People of one segment who are done."""
        name = f"{self.pool.place},{self.pool.stream},{segment.id}"
        exponents = self._exponents(segment, name)
        own = self.model.add_variable(lb=0.0, ub=segment.waiting, name=f"own[{name}]")
        whole = exponents[WHOLE]
        for point in _tangent_points(whole.low, min(whole.high, LARGEST_EXPONENT)):
            tangent = 1 - exp(-point) + exp(-point) * (whole.variable - point)
            self.model.add_linear_constraint(own <= segment.waiting * tangent)
        terms: list[mathopt.LinearTypes] = [own]
        for week in self.weeks:
            terms += self._mobilised(segment, week, exponents[week], name)
        terms += self._visited(segment, {week: exponent.low for week, exponent in exponents.items()})
        done = self.model.add_variable(lb=0.0, ub=segment.waiting, name=f"done[{name}]")
        self.model.add_linear_constraint(done <= mathopt.fast_sum(terms))
        return done

    def _exponents(self, segment: Segment, name: str) -> Mapping[Week, Exponent]:
        """The exponent after each week, and under :data:`WHOLE` that of the whole campaign; the last week first."""
        by_week: dict[Week, list[tuple[ShiftClass, float]]] = defaultdict(list)
        for each in self.shifts:
            by_week[each.week].append((each, self._rate(segment, each)))
        exponents: dict[Week, Exponent] = {}
        low, high = 0.0, 0.0
        later: mathopt.LinearTypes = 0.0
        for week in [*reversed(self.weeks), WHOLE]:
            variable = self.model.add_variable(lb=low, ub=high, name=f"exponent[{name},{week}]")
            self.model.add_linear_constraint(variable == later)
            exponents[week] = Exponent(variable, low, high)
            if self.is_standing_staffed:
                low += sum(rate * each.standing for each, rate in by_week[week])
            high += sum(rate * len(each.day_shifts) for each, rate in by_week[week])
            later = variable + mathopt.fast_sum([rate * self.shifts[each] for each, rate in by_week[week]])
        return exponents

    def _rate(self, segment: Segment, each: ShiftClass) -> float:
        """``a = −ln(1 − q·φ·p)`` of a segment in one shift of a class."""
        return -log(max(1e-9, 1 - self.pool.success * self.served[each] * segment.arrival[each.day_type, each.shift]))

    def _mobilised(self, segment: Segment, week: Week, exponent: Exponent, name: str) -> list[mathopt.LinearTypes]:
        """Done among the invited of one week who would not have come on their own later."""
        pool = self.pool
        inviting = [
            each for each in self.world.organisations if each.stream == pool.stream and pool.place in each.places
        ]
        if not inviting:
            return []
        most, least = exp(-exponent.low), exp(-exponent.high)
        span = exponent.high - exponent.low
        slope = (least - most) / span if span > 1e-9 else 0.0
        kept = self.model.add_variable(lb=least, ub=most, name=f"kept[{name},{week}]")
        # The chord of exp(−E) lies above it everywhere between the ends.
        self.model.add_linear_constraint(kept <= most + slope * (exponent.variable - exponent.low))
        # The invited come evenly over all open shifts of their week, also over those after ``finish_by``.
        in_time = sum(len(each.day_shifts) for each in self.shifts if each.week == week)
        fraction = in_time / max(1, in_time + self._standing_after(week))
        return [fraction * self._invited(each, segment, week, KeptShare(kept, least, most)) for each in inviting]

    def _standing_after(self, week: Week) -> int:
        """Standing shifts of the week after ``finish_by`` that are sure to be open; the invited come to them too."""
        if not self.is_standing_staffed:
            return 0
        return sum(
            day_shift.day > self.world.finish_by and self.world.week_of(day_shift) == week
            for post in {each.post for each in self.shifts}
            for day_shift in post.must_open
        )

    def _invited(
        self, organisation: Organisation, segment: Segment, week: Week, kept: KeptShare
    ) -> mathopt.LinearTypes:
        """Done among those whom one organisation invites in one week."""
        served = max((share for each, share in self.served.items() if each.week == week), default=0.0)
        share = organisation.show_up_rate * organisation.segments.get(segment.id, 0.0) * self.pool.success * served
        people = self.invitations.get((week, organisation.id, self.pool.place))
        capacity = organisation.weekly_capacity
        if people is None:
            return share * capacity * kept.variable
        product = self.model.add_variable(lb=0.0, ub=capacity * kept.most)
        self.model.add_linear_constraint(product <= kept.most * people)
        self.model.add_linear_constraint(product <= kept.least * people + capacity * (kept.variable - kept.least))
        return share * product

    def _visited(self, segment: Segment, exponents: Mapping[Week, float]) -> list[mathopt.LinearTypes]:
        """Done at home among those who would not have come on their own later, whatever opens.

        Parameters
        ----------
        segment
            Who is done.
        exponents
            The least exponent after each week; 0 where none is given.
        """
        known = self.world.uncertainty
        return [
            self.pool.success * called_on(known, programme) * exp(-exponents.get(week, 0.0)) * shifts
            for programme, by_week in self.visits.items()
            if programme.segment == segment.id
            for week, shifts in by_week.items()
        ]

    def _cap_by_capacity(self) -> None:
        """No more is done than the lanes and the home visits can serve."""
        desks = [
            self.pool.success * best_service(self.world, each.post, each.day_shifts[0], is_whole=False).most * shifts
            for each, shifts in self.shifts.items()
        ]
        homes = [term for segment in self.pool.segments for term in self._visited(segment, {})]
        self.model.add_linear_constraint(self.total <= mathopt.fast_sum(desks + homes))


def _tangent_points(low: float, high: float) -> list[float]:
    """Where tangents touch: evenly over the range, both ends included."""
    steps = max(1, round((high - low) / TANGENT_STEP))
    return [low + step * (high - low) / steps for step in range(steps + 1)]
