"""What can be had more of: one officer, evening, lane, helper, team-day or campaign day, fifty invitations a week.

Each is a change of the scenario that a planner could write down herself, so that it can be planned in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, Final, Literal, TypeAlias

from optimizer.explain.prices.relaxations import Limit, with_days_more
from optimizer.scenario.changing import Amendment
from optimizer.scenario.reading.tree import from_plain
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.people import Officer
from optimizer.texts import prices as texts
from optimizer.texts.messages import Said
from optimizer.world.ids import PlaceId, PoolKey, StreamId

Kind: TypeAlias = Literal["officer", "evening", "lane", "helper", "invitations", "team_day", "campaign_day"]
INVITATIONS: Final = 50
"""People more whom an organisation invites in a week."""
ORIGIN: Final = "catruc explain"
"""Where a change comes from that nobody wrote down."""
_KEPT = ("unit", "skills", "hours_per_week", "lent_to", "rank")
"""What an officer more has in common with one of the unit."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing more."""

    kind: Kind
    subject: str
    """Id of the unit, post, organisation or programme that gets it; empty for the campaign."""
    patch: Mapping[str, Any]
    """What it changes in the scenario."""
    keeps_visits: bool = True
    """Whether teams stay where they are."""

    @property
    def amendment(self) -> Amendment:
        """The change, over whatever the scenario is by then."""
        return lambda _: from_plain(dict(self.patch), ORIGIN)


def officer_more(scenario: Scenario, unit: str, number: int = 1) -> Item | None:
    """So many officers more in a unit, like its last one; nothing where it has none to be like."""
    names = [name for name, officer in scenario.officers.items() if officer.unit == unit]
    if not names:
        return None
    model = scenario.officers[names[-1]].model_dump(mode="json")
    like = {key: model[key] for key in _KEPT if model[key]}
    officers = {
        _free(f"{unit}_more_{count}", scenario.officers): {"name": f"{scenario.units[unit].name} +{count}", **like}
        for count in range(1, number + 1)
    }
    return Item("officer", unit, {"officers": officers})


def evening_more(scenario: Scenario, post_id: str) -> Item | None:
    """A crew that may stay for one shift more a week, at its unit's expense; nothing where there is no crew for it."""
    post = scenario.posts[post_id]
    evenings = [shift for shift in scenario.shifts.values() if shift.is_evening]
    crew = [(name, each) for name, each in scenario.officers.items() if each.unit == post.unit][-post.crew.size :]
    if not evenings or not crew:
        return None
    hours = _hours(evenings[0].start, evenings[0].end)
    officers = {name: {"hours_per_week": _as_written(officer, hours)} for name, officer in crew}
    return Item("evening", post_id, {"officers": officers})


def lane_more(scenario: Scenario, post_id: str) -> Item | None:
    """A lane more at a desk; nothing where the crew is too small to man it."""
    post = scenario.posts[post_id]
    return (
        None if post.lanes >= post.crew.size else Item("lane", post_id, {"posts": {post_id: {"lanes": post.lanes + 1}}})
    )


def helper_more(scenario: Scenario, post_id: str) -> Item | None:
    """A helper more at a desk; nothing where the crew is officers alone."""
    if scenario.posts[post_id].crew.size <= scenario.posts[post_id].crew.officers:
        return None
    known = [helper.shifts_per_week for helper in scenario.helpers.values() if post_id in helper.posts]
    entry: dict[str, Any] = {"name": f"{scenario.posts[post_id].name} +1", "posts": [post_id]}
    if known:
        entry["shifts_per_week"] = known[-1]
    return Item("helper", post_id, {"helpers": {_free(f"{post_id}_helper", scenario.helpers): entry}})


def invitations_more(scenario: Scenario, organisation: str) -> Item:
    """People more whom an organisation may invite in a week."""
    capacity = scenario.organisations[organisation].weekly_capacity + INVITATIONS
    return Item("invitations", organisation, {"organisations": {organisation: {"weekly_capacity": capacity}}})


def team_day_more(scenario: Scenario, programme: str) -> Item:
    """A visiting day more at each place of a programme."""
    most = scenario.visits[programme].maximum_visits + 1
    is_home = scenario.visits[programme].kind == "home_visit"
    return Item("team_day", programme, {"visits": {programme: {"maximum_visits": most}}}, keeps_visits=is_home)


def days_more(scenario: Scenario, days: int = 1) -> Item:
    """So many days more for the campaign, and to finish by."""
    return Item("campaign_day", "", with_days_more(scenario, days), keeps_visits=False)


def told(scenario: Scenario, item: Item) -> Said:
    """What there is more of, and where."""
    what, subject = texts.KINDS[item.kind], item.subject
    match item.kind:
        case "officer":
            return texts.ITEM_AT(what=what, where=scenario.units[subject].name)
        case "invitations":
            return texts.ITEM_AT(what=what, where=scenario.organisations[subject].name)
        case "evening" | "lane" | "helper":
            return texts.ITEM_AT(what=what, where=scenario.places[scenario.posts[subject].place].name)
        case "team_day":
            programme = scenario.visits[subject]
            return texts.ITEM_AT(what=texts.KINDS[programme.kind], where=scenario.teams[programme.team].name)
        case _:
            return what


def candidates(
    scenario: Scenario, short: Sequence[PoolKey], gains: Mapping[Limit, Mapping[PoolKey, float]], most: int
) -> tuple[Item, ...]:
    """What is worth pricing, the most promising of each kind by turns.

    Parameters
    ----------
    scenario
        The campaign.
    short
        Places and streams whose targets or chances are missed.
    gains
        What each limit costs each place; more of what does not bind there is priced last.
    most
        How many at the most.
    """

    def gained(limit: Limit, key: PoolKey) -> float:
        return max(0.0, gains.get(limit, {}).get(key, 0.0))

    streams = {stream for _, stream in short}

    def posts_by(limit: Limit) -> list[str]:
        found = {
            name: gained(limit, (PlaceId(post.place), StreamId(post.stream)))
            for name, post in scenario.posts.items()
            if post.stream in streams
        }
        return sorted(found, key=lambda name: -found[name])

    by_hours, by_lanes = posts_by("hours"), posts_by("lanes")
    units = dict.fromkeys([scenario.posts[name].unit for name in by_hours] + list(scenario.units))
    organisations = sorted(
        (name for name, each in scenario.organisations.items() if each.stream in streams),
        key=lambda name: -_promise(scenario, name, lambda key: gained("quotas", key)),
    )
    programmes = [name for name, each in scenario.visits.items() if scenario.teams[each.team].stream in streams]
    officers = [officer_more(scenario, unit) for unit in units]
    kinds: list[Iterable[Item | None]] = [
        officers[::2],
        officers[1::2],
        [days_more(scenario)],
        (team_day_more(scenario, programme) for programme in programmes),
        (evening_more(scenario, post) for post in by_hours),
        (lane_more(scenario, post) for post in by_lanes),
        (helper_more(scenario, post) for post in by_hours),
        (invitations_more(scenario, organisation) for organisation in organisations),
    ]
    turns = [[item for item in items if item is not None] for items in kinds]
    return tuple(_by_turns(turns, most))


def _promise(scenario: Scenario, organisation: str, gained: Callable[[PoolKey], float]) -> float:
    each = scenario.organisations[organisation]
    return each.show_up_rate * max(gained((PlaceId(place), StreamId(each.stream))) for place in each.places)


def _by_turns(kinds: Sequence[Sequence[Item]], most: int) -> Iterator[Item]:
    longest = max(map(len, kinds), default=0)
    items = [kind[turn] for turn in range(longest) for kind in kinds if turn < len(kind)]
    yield from items[:most]


def _hours(start: time, end: time) -> float:
    minutes = (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
    return (minutes if minutes > 0 else minutes + 24 * 60) / 60


def _as_written(officer: Officer, more: float) -> float:
    hours = officer.hours_per_week + more
    return int(hours) if hours == int(hours) else hours


def _free(name: str, taken: Mapping[str, object]) -> str:
    while name in taken:
        name += "_"
    return name
