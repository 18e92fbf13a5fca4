"""The compiled part of the bound on burden: labels extended by a week, completed, and compared.

What is on sale is kept out of the labels. A label is a burden and the people who wait, beside what one person
mobilised in each week so far, or visited after it, would still change in the end: whatever was bought is decided when
the label is judged, for the best at the price asked. So labels are as many as patterns lead to, not as many as there
are ways to buy.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.campaign.labelling.arrays import Array, Indices
from optimizer.compiled import compiled


class Offer(NamedTuple):
    """What one pool may buy, in parts, and at what price."""

    arrivals: Array
    """(organisations, segment), mobilised arrivals if all their people are invited here (persons)."""
    price: Array
    """(week, organisations), for all of them."""
    visited: Array
    """(programme, segment), people done by all the home visits that the pool may have (persons)."""
    visit_after: Indices
    """Per dated home visit, the week after whose shifts it is made."""
    visit_of: Indices
    """Per dated home visit, its programme."""
    visit_price: Array
    """Per dated home visit, burden and price of as many as the pool may have."""


class Rest(NamedTuple):
    """What remaining weeks may come to at some worth of a person, one label a row."""

    worth: float
    value: Array
    """Burden and prices paid, less what the people mobilised and visited are worth."""
    survival: Array
    """(label, segment), share that still waits in the end, at the least."""
    visited: Indices
    """One bit for each programme whose visits were bought."""


class Rests(NamedTuple):
    """What remaining weeks may come to at each of several worths, one after another."""

    worth: Array
    constant: Array
    """Per worth, to be added to every label."""
    first: Indices
    """Per worth, the number of its first label; and the number of all labels."""
    value: Array
    survival: Array
    visited: Indices
    most: Array
    """(worth, segment), the largest survival among its labels."""


@compiled
def _invited(worth, survival, label, mobilised, weeks, offer):  # type: ignore[no-untyped-def]
    """What buying invitations of the first weeks comes to, none of them dearer than it is worth."""
    gained = 0.0
    for week in range(weeks):
        for number in range(offer.arrivals.shape[0]):
            price = offer.price[week, number]
            for segment in range(offer.arrivals.shape[1]):
                reached = mobilised[week, segment] * offer.arrivals[number, segment]
                price -= worth * survival[label, segment] * reached
            gained += min(0.0, price)
    return gained


@compiled
def _visited(worth, survival, label, taken, surviving, weeks, offer):  # type: ignore[no-untyped-def]
    """The same of home visits made in the first weeks, by programmes whose visits are not bought later."""
    gained = 0.0
    for programme in range(offer.visited.shape[0]):
        if taken >> programme & 1:
            continue
        best = 0.0
        for option in range(len(offer.visit_of)):
            week = offer.visit_after[option]
            if offer.visit_of[option] == programme and week < weeks:
                price = offer.visit_price[option]
                for segment in range(offer.visited.shape[1]):
                    done = surviving[week, segment] * offer.visited[programme, segment]
                    price -= worth * survival[label, segment] * done
                best = min(best, price)
        gained += best
    return gained


@compiled
def extend_backward(week, rest, survival, mobilised, burden, own, offer):  # type: ignore[no-untyped-def]
    """Every label of the remaining weeks under every pattern of the week before them."""
    patterns, segments = len(burden), len(own)
    size = len(rest.value) * patterns
    value, left, visited = np.empty(size), np.empty((size, segments)), np.empty(size, np.int64)
    row = 0
    for label in range(len(rest.value)):
        for pattern in range(patterns):
            worth = rest.value[label] + burden[pattern]
            for segment in range(segments):
                left[row, segment] = rest.survival[label, segment] * survival[segment, pattern]
                done = mobilised[segment, pattern] * own[segment]
                worth -= rest.worth * rest.survival[label, segment] * done
            for number in range(offer.arrivals.shape[0]):
                price = offer.price[week, number]
                for segment in range(segments):
                    done = mobilised[segment, pattern] * offer.arrivals[number, segment]
                    price -= rest.worth * rest.survival[label, segment] * done
                worth += min(0.0, price)
            value[row], visited[row] = worth, rest.visited[label]
            row += 1
    return value, left, visited


@compiled
def relevant(rest, order, fewest, most, slack):  # type: ignore[no-untyped-def]
    """Labels of the remaining weeks that no other beats, but for a slack, whoever waits within some limits."""
    kept, number = np.empty(len(order), np.int64), 0
    for label in order:
        is_beaten = False
        for other in kept[:number]:
            if rest.visited[other] & ~rest.visited[label]:
                continue
            dearer = rest.value[other] - rest.value[label]
            for segment in range(len(fewest)):
                more = rest.worth * (rest.survival[other, segment] - rest.survival[label, segment])
                dearer += more * (most[segment] if more > 0.0 else fewest[segment])
            if dearer <= slack:
                is_beaten = True
                break
        if not is_beaten:
            kept[number] = label
            number += 1
    return kept[:number]


@compiled
def _may_end(rests, number, limit, burden, waiting, mobilised, surviving, weeks, offer):  # type: ignore[no-untyped-def]
    """Whether a label may still end within a limit, by one worth of a person and the labels of the rest."""
    worth = rests.worth[number]
    # First with whatever is bought worth the most that it is worth to any of them.
    least = burden + rests.constant[number] + _invited(worth, rests.most, number, mobilised, weeks, offer)
    visits = _visited(worth, rests.most, number, 0, surviving, weeks, offer)
    for label in range(rests.first[number], rests.first[number + 1]):
        total = rests.value[label]
        for segment in range(len(waiting)):
            total += worth * rests.survival[label, segment] * waiting[segment]
        if least + visits + total > limit:
            continue
        total += burden + rests.constant[number] + _invited(worth, rests.survival, label, mobilised, weeks, offer)
        total += _visited(worth, rests.survival, label, rests.visited[label], surviving, weeks, offer)
        if total <= limit:
            return True
    return False


@compiled
def extend_forward(labels, week, survival, done, costs, own, offer, rests, limit):  # type: ignore[no-untyped-def]
    """Every label under every pattern of its week that may still end within a limit: how many, whence, which.

    ``labels`` are cost, (label, segment) waiting, (label, week, segment) mobilised and surviving; ``survival`` and
    ``done`` are (segment, label, pattern).
    """
    burden, waiting, mobilised, surviving = labels
    segments, most = waiting.shape[1], len(burden) * len(costs)
    burdens, waitings, came_from = np.empty(most), np.empty((most, segments)), np.empty((most, 2), np.int64)
    of_mobilised, of_surviving = np.empty((most, week + 1, segments)), np.empty((most, week + 1, segments))
    number = 0
    for label in range(len(burden)):
        for pattern in range(len(costs)):
            total = burden[label] + costs[pattern]
            for segment in range(segments):
                stay = survival[segment, label, pattern]
                waitings[number, segment] = (
                    stay * waiting[label, segment] - done[segment, label, pattern] * own[segment]
                )
                for earlier in range(week):
                    of_mobilised[number, earlier, segment] = stay * mobilised[label, earlier, segment]
                    of_surviving[number, earlier, segment] = stay * surviving[label, earlier, segment]
                of_mobilised[number, week, segment] = done[segment, label, pattern]
                of_surviving[number, week, segment] = 1.0
            is_kept = True
            for worth in range(len(rests.worth)):
                left, reached, stayed = waitings[number], of_mobilised[number], of_surviving[number]
                if not _may_end(rests, worth, limit, total, left, reached, stayed, week + 1, offer):
                    is_kept = False
                    break
            if is_kept:
                burdens[number], came_from[number, 0], came_from[number, 1] = total, label, pattern
                number += 1
    return number, came_from, burdens, waitings, of_mobilised, of_surviving


@compiled
def _more_left(waiting, mobilised, surviving, other, label, segment, offer):  # type: ignore[no-untyped-def]
    """By how many people of a segment one label may exceed another at the most, whatever was bought."""
    more, stayed = waiting[other, segment] - waiting[label, segment], 0.0
    for week in range(mobilised.shape[1]):
        lost = mobilised[label, week, segment] - mobilised[other, week, segment]
        more += max(0.0, lost) * offer.arrivals[:, segment].sum()
        stayed = max(stayed, surviving[label, week, segment] - surviving[other, week, segment])
    return more + stayed * offer.visited[:, segment].sum()


@compiled
def undominated(labels, order, offer, kept, number, most):  # type: ignore[no-untyped-def]
    """Add to those kept which none of them equals or beats in burden and, whatever was bought, in each segment.

    Returns how many are kept then: one more than may be, if there are more.
    """
    burden, waiting, mobilised, surviving = labels
    for label in order:
        if number > most:
            break
        is_beaten = False
        for other in kept[:number]:
            is_beaten = burden[other] <= burden[label] + 1e-9
            for segment in range(waiting.shape[1]):
                if is_beaten and _more_left(waiting, mobilised, surviving, other, label, segment, offer) > 1e-9:
                    is_beaten = False
            if is_beaten:
                break
        if not is_beaten:
            kept[number] = label
            number += 1
    return number


@compiled
def least_cost(burden, lacking, gains, visits, offer, dear, tolerated):  # type: ignore[no-untyped-def]
    """Burden and prices at the least if what is lacking is bought, or paid for as missing.

    The linear program has one row, so its dual is a concave function of one number, the worth of a person, with corners
    at the ratios of price to gain. ``gains`` is (week, organisations), ``visits`` per dated visit (persons); a person
    missing costs ``dear``, beyond ``tolerated`` persons twice as much.
    """
    weeks, organisations = gains.shape
    best, bought = burden, weeks * organisations
    for corner in range(bought + len(visits) + 2):
        if corner < bought:
            week, number = corner // organisations, corner % organisations
            gain, price = gains[week, number], offer.price[week, number]
        elif corner < bought + len(visits):
            gain, price = visits[corner - bought], offer.visit_price[corner - bought]
        else:
            gain, price = 1.0, dear * (corner - bought - len(visits) + 1)
        if gain <= 0.0 or price > 2.0 * dear * gain:
            continue
        worth = price / gain
        total = burden + worth * lacking + min(0.0, dear - worth) * tolerated
        for week in range(weeks):
            for number in range(organisations):
                total += min(0.0, offer.price[week, number] - worth * gains[week, number])
        for programme in range(len(offer.visited)):
            gained = 0.0
            for option in range(len(visits)):
                if offer.visit_of[option] == programme:
                    gained = min(gained, offer.visit_price[option] - worth * visits[option])
            total += gained
        best = max(best, total)
    return best
