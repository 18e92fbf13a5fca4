"""Campaigns from the first shift to the last, many of them one after another; compiled.

Both ways of docs/model.md stand here: people one by one, and exactly the expected numbers of them.
"""

from __future__ import annotations

import numpy as np

from optimizer.compiled import compiled, inlined, uncounted
from optimizer.simulate.absence_kernel import count_present
from optimizer.simulate.desk_kernel import (
    be_served_up_to,
    come_at_any_time,
    everybody_comes,
    hazard_of,
    served_one_after_another,
    wait_and_be_served,
)
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
    key_of,
    lognormal,
    stream,
    successes_of,
    uniform,
    whole,
)
from optimizer.simulate.reported_kernel import begin_day, go_to_day
from optimizer.simulate.schedule import DESK, HOME, SCHOOL

CAME, SERVED, QUEUEING, TURNED_AWAY, WAITED = range(5)
"""Columns of the tallies: people who came; of them those served, those who queued at closing, those who found the desk
closed; and thousandths of a minute waited by those served."""
TALLIES = 5
_PER_MINUTE = 1000.0


@compiled
def simulate_campaigns(arrays, chances, seed, first, drawn, room, done, tallies):  # type: ignore[no-untyped-def]
    """Simulate campaigns.

    Parameters
    ----------
    arrays
        :class:`~optimizer.simulate.schedule.Arrays`.
    chances
        :class:`~optimizer.simulate.schedule.Chances`.
    seed, first
        Unsigned 64-bit seed, and number of the first campaign.
    drawn, room
        :class:`~optimizer.simulate.room.Drawn` and :class:`~optimizer.simulate.room.Room`, to write to.
    done
        float64 (campaigns, targets, days), zeros: receives who is done by the end of each day, those done before the
        first day included.
    tallies
        int64 (events, :data:`TALLIES`): what all campaigns add up to is added; people one by one only.
    """
    day_names, people, events, arrival, duties, invitations, reported = uncounted(arrays)
    ill, present, minutes_factor, turnout, comes, hazards, show_up, invited, waiting, pupils_done = uncounted(drawn)
    chances, room, done, tallies = uncounted(chances), uncounted(room), uncounted(done), uncounted(tallies)
    which = arrival.which
    for number in range(len(done)):
        campaign = campaign_key(seed, np.uint64(first + number))
        _draw_system(chances, day_names, campaign, minutes_factor)
        _draw_turnout(chances, people.place_names, campaign, turnout)
        for probability in range(len(arrival.rate)):
            comes[probability] = min(1.0, arrival.rate[probability] * turnout[arrival.place[probability]])
            hazards[probability] = hazard_of(comes[probability])
        _invite(chances, invitations, campaign, turnout, show_up, invited)
        count_present(chances, duties, events, campaign, ill, present)
        _close(events, present, minutes_factor)
        pupils_done[:] = 0.0
        if chances.one_by_one:
            for segment in range(len(waiting)):
                waiting[segment] = people.counted[segment]
            _follow_people(
                people.pool_start, events, chances.queues, campaign, minutes_factor, hazards, which, invited, present,
                reported, waiting, pupils_done, room, done[number], tallies,
            )  # fmt: skip
        else:
            for segment in range(len(waiting)):
                waiting[segment] = people.expected[segment]
            _follow_expected(
                people.pool_start, events, minutes_factor, comes, which, invited, present, reported, waiting,
                pupils_done, room.expected, done[number],
            )  # fmt: skip
        for target in range(done.shape[1]):
            total = people.already_done[target]
            for day in range(len(day_names)):
                total += done[number, target, day]
                done[number, target, day] = total


@compiled
def _draw_system(chances, day_names, campaign, minutes_factor):  # type: ignore[no-untyped-def]
    """Fill the factor on the minutes per person of each day; 0 stands for a system that is down."""
    for day in range(len(day_names)):
        number, _ = uniform(stream(key_of(campaign, day_names[day]), SYSTEM))
        minutes_factor[day] = 1.0
        if number < chances.down:
            minutes_factor[day] = 0.0
        elif number < chances.down + chances.slow:
            minutes_factor[day] = chances.slow_factor


@compiled
def _draw_turnout(chances, place_names, campaign, turnout):  # type: ignore[no-untyped-def]
    """Fill the factor on the probabilities to come at each place."""
    common, _ = lognormal(stream(key_of(campaign, np.uint64(0)), TURNOUT), chances.turnout_spread)
    for place in range(len(place_names)):
        own, _ = lognormal(stream(key_of(campaign, place_names[place]), TURNOUT), chances.place_turnout_spread)
        turnout[place] = common * own


@compiled
def _invite(chances, invitations, campaign, turnout, rates, invited):  # type: ignore[no-untyped-def]
    """Fill the shares of organisations and weeks who come, and who follows an invitation, by event and segment."""
    names, people, segment, place, show_up, first_turn, turns, turn_event, show_up_names, show_up_rate = invitations
    invited[:] = 0.0
    for week in range(len(show_up_names)):
        at = stream(key_of(campaign, show_up_names[week]), SHOW_UP)
        rates[week], _ = beta(at, show_up_rate[week], chances.show_up_spread)
    for invitation in range(len(names)):
        rate = min(1.0, rates[show_up[invitation]] * turnout[place[invitation]])
        first, count = first_turn[invitation], turns[invitation]
        if not chances.one_by_one:
            for turn in range(first, first + count):
                invited[turn_event[turn], segment[invitation]] += people[invitation] * rate / count
            continue
        number, at = whole(stream(key_of(campaign, names[invitation]), INVITED), people[invitation])
        follow, at = binomial(at, number, rate)
        for _ in range(follow):
            share, at = uniform(at)
            turn = first + min(count - 1, int(count * share))
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
    pool_start, events, queues, campaign, minutes_factor, hazards, which, invited, lanes, reported, waiting,
    pupils_done, room, done, tallies,
):  # fmt: skip
    """Follow one campaign person by person; who is done is added to ``done``, float64 (targets, days)."""
    today, morning = 0, begin_day(reported, 0, waiting, pupils_done, done)
    for number in range(len(events)):
        event = events[number]
        morning = (
            go_to_day(reported, today, event.day, pool_start, morning, waiting, pupils_done, done, True)
            if today < event.day
            else morning
        )
        today = event.day
        key = key_of(campaign, event.name)
        mean = event.minutes_per_person * minutes_factor[event.day]
        if event.kind == SCHOOL:
            if lanes[number] > 0:
                _visit_school(event, queues, mean, key, pupils_done, room, done)
            continue
        if event.pool < 0 or (event.kind != DESK and lanes[number] == 0):
            continue
        begin, segments = pool_start[event.pool], pool_start[event.pool + 1] - pool_start[event.pool]
        for segment in range(segments):
            room.served[segment] = 0
        if event.kind == HOME:
            people, _ = whole(stream(key, COMING), event.people)
            room.served[event.segment] = min(people, int(waiting[begin + event.segment]))
        else:
            count, came = everybody_comes(room, waiting, begin, segments, hazards, which, invited, number, key)
            if lanes[number] > 0:
                tallies[number, WAITED] += _serve(event, room, count, lanes[number], mean, queues, key)
            served = 0
            for segment in range(segments):
                served += room.served[segment]
            tallies[number, CAME] += came
            tallies[number, SERVED] += served
            tallies[number, QUEUEING if lanes[number] > 0 else TURNED_AWAY] += came - served
        at = stream(key, SUCCESS)
        people = 0
        for segment in range(segments):
            successes, at = successes_of(at, room.served[segment], event.success)
            waiting[begin + segment] -= successes
            people += successes
        _count_people(event, people, at, done)
    go_to_day(reported, today, done.shape[1], pool_start, morning, waiting, pupils_done, done, True)


@inlined
def _serve(event, room, count, lanes, mean, queues, key):  # type: ignore[no-untyped-def]
    """Serve whoever has come, and return the thousandths of minutes waited by those served."""
    come_at_any_time(room, count, event.minutes, key)
    if not queues:
        be_served_up_to(room, count, lanes * event.minutes / mean, key)
        return 0
    return int(wait_and_be_served(room, count, lanes, event.minutes, mean, key) * _PER_MINUTE)


@inlined
def _count_people(event, people, at, done):  # type: ignore[no-untyped-def]
    """Put people who are done down to the day of the event, or to the next for those after midnight."""
    later = 0
    if event.after_midnight > 0.0:
        later, _ = successes_of(at, people, event.after_midnight)
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


@inlined
def _visit_school(event, queues, mean, key, pupils_done, room, done):  # type: ignore[no-untyped-def]
    """Serve the pupils who are there."""
    left = max(0, int(event.eligible - pupils_done[event.school]))
    there, _ = binomial(stream(key, COMING), left, event.attendance)
    served = served_one_after_another(room, there, event.minutes, mean, queues, key)
    successes, at = successes_of(stream(key, SUCCESS), served, event.success)
    pupils_done[event.school] += successes
    _count_people(event, successes, at, done)


@compiled
def _follow_expected(  # type: ignore[no-untyped-def]
    pool_start, events, minutes_factor, comes, which, invited, lanes, reported, waiting, pupils_done, came, done
):
    """Follow one campaign in which exactly the expected numbers of people come and are done."""
    today, morning = 0, begin_day(reported, 0, waiting, pupils_done, done)
    for number in range(len(events)):
        event = events[number]
        morning = (
            go_to_day(reported, today, event.day, pool_start, morning, waiting, pupils_done, done, False)
            if today < event.day
            else morning
        )
        today = event.day
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
        first, last = pool_start[event.pool], pool_start[event.pool + 1]
        total = 0.0
        for segment in range(last - first):
            left = waiting[first + segment]
            if event.kind == HOME:
                came[segment] = left if segment == event.segment else 0.0
            else:
                own = comes[which[number, segment]] * left
                came[segment] = own + min(invited[number, segment], left - own)
            total += came[segment]
        share = min(1.0, capacity / total) if total > 0.0 else 0.0
        for segment in range(last - first):
            waiting[first + segment] -= event.success * share * came[segment]
        _count_expected(event, event.success * share * total, done)
    go_to_day(reported, today, done.shape[1], pool_start, morning, waiting, pupils_done, done, False)
