"""One district, drawn: its communes, where they lie, and who works in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, hypot, pi, radians, sin
from random import Random

from optimizer.province import distributions as given
from optimizer.province.names import as_id

KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something lies (degrees north and east)."""

    latitude: float
    longitude: float

    def moved(self, kilometres: float, angle: float) -> Spot:
        """As far away as given, in the direction of the angle (radians from east)."""
        north, east = kilometres * sin(angle), kilometres * cos(angle)
        per_degree = KM_PER_DEGREE * cos(radians(self.latitude))
        return Spot(round(self.latitude + north / KM_PER_DEGREE, 4), round(self.longitude + east / per_degree, 4))

    def distance(self, other: Spot) -> float:
        """Kilometres to another spot, on a plane."""
        east = (other.longitude - self.longitude) * cos(radians(self.latitude))
        return KM_PER_DEGREE * hypot(other.latitude - self.latitude, east)


@dataclass(frozen=True, slots=True)
class DrawnLeave:
    """A leave."""

    first_day: date
    last_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for one day."""

    day: date
    shift: str
    want: str
    weight: int


@dataclass(frozen=True, slots=True)
class DrawnOfficer:
    """An officer."""

    id: str
    rank: str
    position: str
    skills: tuple[str, ...]
    hours: int
    lent_to: tuple[str, ...]
    past_burden: float
    past: tuple[tuple[date, str], ...]
    leave: DrawnLeave | None
    wish: Wish | None


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune, or the district's town."""

    id: str
    name: str
    is_town: bool
    population: int
    spot: Spot
    births: tuple[date, ...]
    """Birthday of each pupil of its school."""
    officers: tuple[DrawnOfficer, ...]

    @property
    def title(self) -> str:
        """Its name with what it is."""
        return f"{'Thị trấn' if self.is_town else 'Xã'} {self.name}"

    @property
    def target(self) -> int:
        """Accounts to be activated."""
        return round(self.population * given.TARGET_PER_HEAD)


@dataclass(frozen=True, slots=True)
class District:
    """A district: an office with its teams, and communes of which the first is the town."""

    id: str
    name: str
    office: Spot
    communes: tuple[Commune, ...]
    officers: tuple[DrawnOfficer, ...]
    """Those of the district's office."""
    union_places: tuple[tuple[str, tuple[str, ...]], ...]
    """Union to the communes it invites to."""

    @property
    def population(self) -> int:
        """People of all communes."""
        return sum(commune.population for commune in self.communes)

    @property
    def target(self) -> int:
        """Accounts to be activated in all communes."""
        return sum(commune.target for commune in self.communes)


def draw_district(number: int, office: Spot, names: Iterator[str], dice: Random, campaign: Sequence[date]) -> District:
    """A district of its number in the province.

    Parameters
    ----------
    number, office
        Which one, and where its office lies.
    names
        Names of places not yet taken.
    dice
        What everything is drawn with.
    campaign
        Days of the campaign, for leave and wishes.
    """
    key = f"d{number:02}"
    size = dice.randint(*given.COMMUNES)
    places = [_draw_place(key, each, size, office, next(names), dice) for each in range(size)]
    communes = []
    for each, (name, population, spot) in enumerate(places):
        others = sorted((other for other in places if other[0] != name), key=lambda other: spot.distance(other[2]))
        nearest = tuple(f"{key}_{as_id(other)}" for other, _, _ in others[:2])
        people = _draw_commune_officers(f"{key.upper()}-X{each + 1:02}", each == 0, population, nearest, dice, campaign)
        births = tuple(sorted(_draw_births(population, dice)))
        communes.append(Commune(f"{key}_{as_id(name)}", name, each == 0, population, spot, births, people))
    officers = _draw_officers(f"{key.upper()}-QL", given.OFFICE_POSITIONS, (), dice, campaign)
    ids = [commune.id for commune in communes]
    unions = tuple(
        (union, tuple(sorted(dice.sample(ids, max(1, round(share * size))), key=ids.index)))
        for union, (_, _, share) in given.UNIONS.items()
    )
    return District(key, f"Huyện {next(names)}", office, tuple(communes), officers, unions)


def _draw_place(key: str, number: int, size: int, office: Spot, name: str, dice: Random) -> tuple[str, int, Spot]:
    """Name, population and place; the town is where the office is, the others lie all around."""
    drawn = given.TOWN_POPULATION if number == 0 else dice.choice(given.RURAL_POPULATIONS)
    population = round(drawn * (1 + given.SPREAD * (2 * dice.random() - 1)), -1)
    angle = 2 * pi * (number + dice.random()) / size
    road = 0.5 if number == 0 else dice.choice(given.ROAD_KM)
    return name, int(population), office.moved(road / given.DETOUR_FACTOR, angle)


def _draw_births(population: int, dice: Random) -> Iterator[date]:
    first, last = given.BIRTHS
    for _ in range(round(population * given.PUPILS_PER_HEAD)):
        yield first + timedelta(days=dice.randint(0, (last - first).days))


def _draw_commune_officers(
    code: str, is_town: bool, population: int, nearest: tuple[str, ...], dice: Random, campaign: Sequence[date]
) -> tuple[DrawnOfficer, ...]:
    number = 6 if population >= given.MANY_PEOPLE else 5
    positions = given.TOWN_POSITIONS if is_town else given.COMMUNE_POSITIONS[:number]
    return _draw_officers(code, positions, nearest, dice, campaign)


def _draw_officers(
    code: str,
    positions: Sequence[tuple[str, str]],
    nearest: tuple[str, ...],
    dice: Random,
    campaign: Sequence[date],
) -> tuple[DrawnOfficer, ...]:
    """The officers of a unit."""
    is_office = positions is given.OFFICE_POSITIONS
    leaves = _draw_leaves(len(positions), dice)
    return tuple(
        DrawnOfficer(
            id=f"{code}-{number + 1:02}",
            rank=rank,
            position=position,
            skills=("activation", "id_card") if is_office and number in given.ID_CARD_OFFICERS else ("activation",),
            hours=given.OFFICE_HOURS if is_office else given.COMMUNE_HOURS,
            lent_to=nearest if number >= given.LENDING_FROM else (),
            past_burden=dice.choice(given.PAST_BURDENS),
            past=tuple(_past(number, len(positions), is_office)),
            leave=leaves.get(number),
            wish=_draw_wish(dice, campaign, leaves.get(number)),
        )
        for number, (rank, position) in enumerate(positions)
    )


def _past(number: int, size: int, is_office: bool) -> Iterator[tuple[date, str]]:
    """What an officer did in the days before: other work and rest, some a duty."""
    first, last = given.HISTORY
    regular, sixth = given.PAST_EVENING
    worked_evening = not is_office and (number == regular or (number == sixth and size > sixth + 1))
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        entry = "rest" if day.weekday() >= 5 else "other_duty"
        if day == last and worked_evening:
            entry = "evening"
        if day.weekday() == 5 and number == given.PAST_SATURDAY:
            entry = "morning"
        yield day, entry


def _draw_leaves(size: int, dice: Random) -> dict[int, DrawnLeave]:
    """Leaves of a unit by officer; no two meet, for each lies in a week of its own."""
    number = {len(given.TOWN_POSITIONS): given.TOWN_LEAVES, len(given.OFFICE_POSITIONS): given.OFFICE_LEAVES}
    weeks = dice.sample(given.LEAVE_WEEKS, number.get(size, given.COMMUNE_LEAVES))
    leaves = {}
    for officer, monday in zip(dice.sample(range(1, size), len(weeks)), weeks, strict=True):
        days = dice.choice(given.LEAVE_DAYS)
        first = monday + timedelta(days=dice.randint(0, 5 - days))
        leaves[officer] = DrawnLeave(first, first + timedelta(days=days - 1), dice.choice(given.LEAVE_REASONS))
    return leaves


def _draw_wish(dice: Random, campaign: Sequence[date], leave: DrawnLeave | None) -> Wish | None:
    if dice.random() >= given.REQUEST_SHARE:
        return None
    day = dice.choice(campaign)
    shift, want, weight = dice.choice(given.REQUESTS)
    if leave is not None and leave.first_day <= day <= leave.last_day:
        return None
    return Wish(day, shift, want, weight)
