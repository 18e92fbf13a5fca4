"""Who is ill, which of their duties others cover, and how many officers that leaves for each event; compiled."""

from __future__ import annotations

from optimizer.compiled import compiled
from optimizer.simulate.random_kernel import COVER, ILLNESS, binomial, key_of, stream, uniform


@compiled
def draw_illness(chances, officer_names, campaign, ill):  # type: ignore[no-untyped-def]
    """Fill ``ill``, bool (officers, days): spells of geometric length, as frequent on the first day as on any."""
    share, days = chances.absence, chances.absence_days
    falls_ill = min(1.0, share / (days * (1.0 - share)))
    recovers = 1.0 / days
    for officer in range(len(officer_names)):
        number, at = uniform(stream(key_of(campaign, officer_names[officer]), ILLNESS))
        is_ill = number < share
        for day in range(ill.shape[1]):
            ill[officer, day] = is_ill
            number, at = uniform(at)
            is_ill = number >= recovers if is_ill else number < falls_ill


@compiled
def count_present(chances, duties, events, campaign, ill, present):  # type: ignore[no-untyped-def]
    """Fill ``present``, int64 (events,), with the officers of each event who are not missed."""
    for number in range(len(events)):
        present[number] = events[number].officers
    if chances.absence <= 0.0:
        return
    officer_names, officer, _, group_start, first_other, group_day, group_names = duties
    draw_illness(chances, officer_names, campaign, ill)
    for group in range(len(group_day)):
        day, middle = group_day[group], first_other[group]
        standing, others = 0, 0
        for duty in range(group_start[group], middle):
            standing += ill[officer[duty], day]
        for duty in range(middle, group_start[group + 1]):
            others += ill[officer[duty], day]
        if standing + others == 0:
            continue
        at = stream(key_of(campaign, group_names[group]), COVER)
        covered, at = binomial(at, standing + others, chances.covered)
        first = min(covered, standing)
        at = _cover(duties, group_start[group], middle, day, ill, standing, first, at, present)
        _cover(duties, middle, group_start[group + 1], day, ill, others, covered - first, at, present)


@compiled
def _cover(duties, begin, end, day, ill, missed, covered, at, present):  # type: ignore[no-untyped-def]
    """Cover some of the missed among a row of duties, whichever; the others leave a gap."""
    for duty in range(begin, end):
        if ill[duties.officer[duty], day]:
            number, at = uniform(at)
            if number * missed < covered:
                covered -= 1
            else:
                present[duties.event[duty]] -= 1
            missed -= 1
    return at
