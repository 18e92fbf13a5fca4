"""Campaigns from the first shift to the last, many of them one after another; compiled.

Both ways of docs/model.md stand here: people one by one, and exactly the expected numbers of them.
"""

from __future__ import annotations

import numpy as np

from optimizer.compiled import compiled
from optimizer.simulate.absence_kernel import count_present
from optimizer.simulate.desk_kernel import (
    PARTY,
    be_served_up_to,
    come_at_any_time,
    everybody_comes,
    served_one_after_another,
    wait_and_be_served,
)
from optimizer.simulate.desk_kernel import SERVED as SERVED_HERE
from optimizer.simulate.random_kernel import (
    COMING,
    INVITED,
    SHOW_UP,
    SUCCESS,
    SYSTEM,
    TURNOUT,
    beta,
    binomial,
    campaign_key,
    lognormal,
    stream,
    successes_of,
    uniform,
    whole,
)
from optimizer.simulate.schedule import DESK, HOME, SCHOOL

CAME, SERVED, QUEUEING, TURNED_AWAY, WAITED = range(5)
"""Columns of the tallies: people who came; of them those served, those who queued at closing, those who found the desk
closed; and thousandths of a minute waited by those served."""
TALLIES = 5
_PER_MINUTE = 1000.0


@compiled
def simulate_campaigns(arrays, chances, seed, first, done, tallies):  # type: ignore[no-untyped-def]
    """Simulate campaigns.

    Parameters
    ----------
    arrays
        :class:`~optimizer.simulate.schedule.Arrays`.
    chances
        :class:`~optimizer.simulate.schedule.Chances`.
    seed, first
        Unsigned 64-bit seed, and number of the first campaign.
    done
        float64 (campaigns, targets, days), zeros: receives who is done by the end of each day, those done before the
        first day included.
    tallies
        int64 (events, :data:`TALLIES`): what all campaigns add up to is added; people one by one only.
    """
    day_names, people, shared_events, shared_arrival, duties, invitations = arrays
    # Threads that look at one array wait for each other to count its references.
    events, arrival = shared_events.copy(), shared_arrival.copy()
    state = np.zeros(1, np.uint64)
    ill = np.zeros((len(duties.officer_names), len(day_names)), np.bool_)
    planned = events["officers"].copy()
    present = np.zeros(len(events), np.int64)
    minutes_factor = np.ones(len(day_names))
    turnout = np.ones(len(people.place_names))
    invited = np.zeros(arrival.shape)
    pupils_done = np.zeros(people.schools)
    parties, counts, free = _room(people, events, arrival, chances)
    for number in range(len(done)):
        campaign = campaign_key(seed, np.uint64(first + number))
        _draw_system(chances, day_names, campaign, state, minutes_factor)
        _draw_turnout(chances, people.place_names, campaign, state, turnout)
        _invite(chances, invitations, campaign, state, turnout, invited)
        count_present(chances, duties, planned, campaign, state, ill, present)
        _close(events, present, minutes_factor)
        pupils_done[:] = 0.0
        if chances.one_by_one:
            waiting = people.counted.copy()
            _follow_people(
                people.pool_start, people.pool_place, events, arrival, chances, campaign, minutes_factor, turnout,
                invited, present, waiting, pupils_done, parties, counts, free, done[number], tallies,
            )  # fmt: skip
        else:
            waiting = people.expected.copy()
            _follow_expected(
                people, events, arrival, minutes_factor, turnout, invited, present, waiting, pupils_done, done[number]
            )
        for target in range(done.shape[1]):
            total = people.already_done[target]
            for day in range(len(day_names)):
                total += done[number, target, day]
                done[number, target, day] = total


@compiled
def _room(people, events, arrival, chances):  # type: ignore[no-untyped-def]
    """Buffers for the largest event there can be."""
    most = 0.0
    for pool in range(len(people.pool_place)):
        most = max(most, people.counted[people.pool_start[pool] : people.pool_start[pool + 1]].sum())
    room = int(most) + 1
    lanes = 1
    for event in range(len(events)):
        lanes = max(lanes, events[event].lanes)
    sizes = max(len(chances.households_per_person), arrival.shape[1])
    return np.zeros(room, PARTY), np.zeros((3, sizes), np.int64), np.zeros(lanes)


@compiled
def _draw_system(chances, day_names, campaign, state, minutes_factor):  # type: ignore[no-untyped-def]
    """Fill the factor on the minutes per person of each day; 0 stands for a system that is down."""
    for day in range(len(day_names)):
        stream(state, campaign, SYSTEM, day_names[day])
        number = uniform(state)
        minutes_factor[day] = 1.0
        if number < chances.down:
            minutes_factor[day] = 0.0
        elif number < chances.down + chances.slow:
            minutes_factor[day] = chances.slow_factor


@compiled
def _draw_turnout(chances, place_names, campaign, state, turnout):  # type: ignore[no-untyped-def]
    """Fill the factor on the probabilities to come at each place."""
    stream(state, campaign, TURNOUT, np.uint64(0))
    common = lognormal(state, chances.turnout_spread)
    for place in range(len(place_names)):
        stream(state, campaign, TURNOUT, place_names[place])
        turnout[place] = common * lognormal(state, chances.place_turnout_spread)


@compiled
def _invite(chances, invitations, campaign, state, turnout, invited):  # type: ignore[no-untyped-def]
    """Fill who follows an invitation, by event and segment."""
    names, people, segment, place, show_up, first_turn, turns, turn_event, show_up_names, show_up_rate = invitations
    invited[:] = 0.0
    rates = np.empty(len(show_up_names))
    for week in range(len(show_up_names)):
        stream(state, campaign, SHOW_UP, show_up_names[week])
        rates[week] = beta(state, show_up_rate[week], chances.show_up_spread)
    for invitation in range(len(names)):
        rate = min(1.0, rates[show_up[invitation]] * turnout[place[invitation]])
        first, count = first_turn[invitation], turns[invitation]
        if not chances.one_by_one:
            for turn in range(first, first + count):
                invited[turn_event[turn], segment[invitation]] += people[invitation] * rate / count
            continue
        stream(state, campaign, INVITED, names[invitation])
        for _ in range(binomial(state, whole(state, people[invitation]), rate)):
            turn = first + min(count - 1, int(count * uniform(state)))
            invited[turn_event[turn], segment[invitation]] += 1.0


@compiled
def _close(events, present, minutes_factor):  # type: ignore[no-untyped-def]
    """Turn the officers present into the lanes open (a visit has one): 0 where it does not take place."""
    for number in range(len(events)):
        event = events[number]
        crew = present[number] + event.helpers
        if (
            minutes_factor[event.day] <= 0.0
            or event.minutes <= 0.0
            or present[number] < event.officers_needed
            or crew < event.crew_needed
        ):
            present[number] = 0
        else:
            present[number] = min(event.lanes, crew) if event.kind == DESK else 1


@compiled
def _follow_people(  # type: ignore[no-untyped-def]
    pool_start, pool_place, events, arrival, chances, campaign, minutes_factor, turnout, invited, lanes, waiting,
    pupils_done, parties, counts, free, done, tallies,
):  # fmt: skip
    """Follow one campaign person by person; who is done is added to ``done``, float64 (targets, days)."""
    state = np.zeros(1, np.uint64)
    shares, spread, queues = chances.households_per_person, chances.service_time_spread, chances.queues
    for number in range(len(events)):
        event = events[number]
        mean = event.minutes_per_person * minutes_factor[event.day]
        if event.kind == SCHOOL:
            if lanes[number] > 0:
                _visit_school(event, spread, queues, mean, campaign, state, pupils_done, done)
            continue
        if event.pool < 0 or (event.kind != DESK and lanes[number] == 0):
            continue
        begin, segments = pool_start[event.pool], pool_start[event.pool + 1] - pool_start[event.pool]
        for segment in range(segments):
            counts[SERVED_HERE, segment] = 0
        if event.kind == HOME:
            stream(state, campaign, COMING, event.name)
            people = min(whole(state, event.people), int(waiting[begin + event.segment]))
            counts[SERVED_HERE, event.segment] = people
        else:
            factor = turnout[pool_place[event.pool]]
            count, came = everybody_comes(
                parties, counts, waiting, begin, segments, arrival, invited, number, factor, shares, campaign,
                event.name, state,
            )  # fmt: skip
            if lanes[number] > 0:
                tallies[number, WAITED] += _serve(
                    event, parties, count, counts, free, lanes[number], mean, spread, queues, campaign, state
                )
            served = 0
            for segment in range(segments):
                served += counts[SERVED_HERE, segment]
            tallies[number, CAME] += came
            tallies[number, SERVED] += served
            tallies[number, QUEUEING if lanes[number] > 0 else TURNED_AWAY] += came - served
        stream(state, campaign, SUCCESS, event.name)
        for segment in range(segments):
            successes = successes_of(state, counts[SERVED_HERE, segment], event.success)
            waiting[begin + segment] -= successes
            _count_people(event, successes, state, done)


@compiled
def _serve(event, parties, count, counts, free, lanes, mean, spread, queues, campaign, state):  # type: ignore[no-untyped-def]
    """Serve whoever has come, and return the thousandths of minutes waited by those served."""
    name, minutes = event.name, event.minutes
    come_at_any_time(parties, count, minutes, campaign, name, state)
    if not queues:
        be_served_up_to(parties, count, counts, lanes * minutes / mean, campaign, name, state)
        return 0
    waited = wait_and_be_served(parties, count, counts, free, lanes, minutes, mean, spread, campaign, name, state)
    return int(waited * _PER_MINUTE)


@compiled
def _count_people(event, people, state, done):  # type: ignore[no-untyped-def]
    """Put people who are done down to the day of the event, or to the next for those after midnight."""
    later = successes_of(state, people, event.after_midnight) if event.after_midnight > 0.0 else 0
    done[event.target, event.day] += people - later
    if event.day + 1 < done.shape[1]:
        done[event.target, event.day + 1] += later


@compiled
def _count_expected(event, people, done):  # type: ignore[no-untyped-def]
    """The same in expectation."""
    later = people * event.after_midnight
    done[event.target, event.day] += people - later
    if event.day + 1 < done.shape[1]:
        done[event.target, event.day + 1] += later


@compiled
def _visit_school(event, spread, queues, mean, campaign, state, pupils_done, done):  # type: ignore[no-untyped-def]
    """Serve the pupils who are there."""
    stream(state, campaign, COMING, event.name)
    there = binomial(state, int(event.eligible - pupils_done[event.school]), event.attendance)
    served = served_one_after_another(there, event.minutes, mean, spread, queues, campaign, event.name, state)
    stream(state, campaign, SUCCESS, event.name)
    successes = successes_of(state, served, event.success)
    pupils_done[event.school] += successes
    _count_people(event, successes, state, done)


@compiled
def _follow_expected(  # type: ignore[no-untyped-def]
    people, events, arrival, minutes_factor, turnout, invited, lanes, waiting, pupils_done, done
):
    """Follow one campaign in which exactly the expected numbers of people come and are done."""
    came = np.zeros(arrival.shape[1])
    for number in range(len(events)):
        event = events[number]
        if lanes[number] == 0:
            continue
        capacity = event.people
        if event.kind != HOME:
            capacity = lanes[number] * event.minutes / (event.minutes_per_person * minutes_factor[event.day])
        if event.kind == SCHOOL:
            left = max(0.0, event.eligible - pupils_done[event.school])
            pupils = event.success * min(left * event.attendance, capacity)
            pupils_done[event.school] += pupils
            _count_expected(event, pupils, done)
            continue
        if event.pool < 0:
            continue
        first, last = people.pool_start[event.pool], people.pool_start[event.pool + 1]
        came[:] = 0.0
        if event.kind == HOME:
            came[event.segment] = waiting[first + event.segment]
        else:
            factor = turnout[people.pool_place[event.pool]]
            for segment in range(last - first):
                left = waiting[first + segment]
                own = min(1.0, arrival[number, segment] * factor) * left
                came[segment] = own + min(invited[number, segment], left - own)
        total = came.sum()
        share = min(1.0, capacity / total) if total > 0.0 else 0.0
        for segment in range(last - first):
            waiting[first + segment] -= event.success * share * came[segment]
        _count_expected(event, event.success * share * total, done)
