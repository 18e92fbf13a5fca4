"""The tables of a drawn province: one mapping of column to cell for each row, as the reference case has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from optimizer.province import distributions as given
from optimizer.province.district import Commune, District, DrawnOfficer

Row = Mapping[str, object]


def unit_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Units of officers."""
    for district in districts:
        for commune in district.communes:
            yield {"id": commune.id, "name": _unit_name(commune), "place": commune.id}
        name = f"Đội CSQLHC về TTXH Công an {district.name}"
        yield {"id": _office_unit(district), "name": name, "place": _office(district)}


def place_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Communes, offices and schools."""
    for district in districts:
        for commune in district.communes:
            yield _commune_row(commune)
        yield {
            "id": _office(district),
            "name": f"Công an {district.name} - Đội QLHC về TTXH",
            "kind": "office",
            "commune": district.communes[0].id,
            "latitude": district.office.latitude,
            "longitude": district.office.longitude,
            "pools.id_card.target": round(district.population * given.OFFICE_POOL_PER_HEAD * given.OFFICE_TARGET),
            "pools.id_card.people": round(district.population * given.OFFICE_POOL_PER_HEAD),
        }
        for commune in district.communes:
            yield {
                "id": _school(commune),
                "name": f"THCS {commune.name}",
                "kind": "school",
                "commune": commune.id,
                "latitude": commune.spot.latitude,
                "longitude": commune.spot.longitude,
            }


def _commune_row(commune: Commune) -> Row:
    pool = round(commune.population * given.ID_CARD_PER_HEAD)
    return {
        "id": commune.id,
        "name": commune.title,
        "kind": "commune",
        "population": commune.population,
        "latitude": commune.spot.latitude,
        "longitude": commune.spot.longitude,
        "pools.activation.target": commune.target,
        "pools.activation.people": round(commune.target * given.POOL_PER_TARGET),
        "pools.id_card.target": round(pool * given.ID_CARD_TARGET),
        "pools.id_card.people": pool,
    }


def pupil_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Pupils per school and date of birth."""
    for commune in _communes(districts):
        for born, count in Counter(commune.births).items():
            yield {"school": _school(commune), "birth_date": born, "count": count}


def post_rows(districts: Sequence[District]) -> Iterator[Row]:
    """A desk in every commune, and the id-card desk of every district."""
    for district in districts:
        for commune in district.communes:
            yield {
                "id": _desk(commune),
                "name": f"Bàn kích hoạt, bộ phận một cửa {_lower(commune)}",
                "place": commune.id,
                "unit": commune.id,
                "stream": "activation",
                "lanes": 2 if commune.population >= given.QUEUES else 1,
                "crew.size": 2,
                "crew.officers": 1,
                "crew.skill": "activation",
                **_STANDING,
            }
        yield {
            "id": f"{district.id}_cccd",
            "name": f"Tổ cấp CCCD, bộ phận một cửa Công an {district.name}",
            "place": _office(district),
            "unit": _office_unit(district),
            "stream": "id_card",
            "lanes": 1,
            "crew.size": 2,
            "crew.officers": 2,
            "crew.skill": "id_card",
            "kit": f"{district.id}_kit_office",
            **_STANDING,
        }


_STANDING: Row = {"standing.shifts": "morning|afternoon", "standing.day_types": "weekday"}


def team_rows(districts: Sequence[District]) -> Iterator[Row]:
    """A mobile id-card team and a team for home visits in every district."""
    for district in districts:
        yield {
            "id": _mobile(district),
            "name": f"Tổ cấp CCCD lưu động {district.name}",
            "unit": _office_unit(district),
            "base": _office(district),
            "stream": "id_card",
            "crew.size": 3,
            "crew.officers": 3,
            "crew.skill": "id_card",
            "local_officers": 1,
            "kit": f"{district.id}_kit_mobile",
            "setup_minutes": 40,
        }
        yield {
            "id": _home_team(district),
            "name": f"Tổ kích hoạt tại nhà {district.name}",
            "unit": _office_unit(district),
            "base": _office(district),
            "stream": "activation",
            "crew.size": 2,
            "crew.officers": 2,
            "crew.skill": "activation",
        }


def visit_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Programmes of visits, and the nearest teams that may be lent to them."""
    for district in districts:
        others = sorted((d for d in districts if d is not district), key=lambda d: district.office.distance(d.office))
        lenders = _joined(_mobile(other) for other in others[: given.LENDERS])
        yield {
            "id": f"{district.id}_schools",
            "kind": "school",
            "team": _mobile(district),
            "lent_teams": lenders,
            "places": _joined(map(_school, district.communes)),
            "maximum_visits": 3,
            "shifts": "morning|afternoon",
            "day_types": "weekday",
            "windows.term.first_day": "2024-04-15",
            "windows.term.last_day": "2024-05-24",
            "windows.called_in_june.first_day": "2024-05-27",
            "windows.called_in_june.last_day": "2024-06-24",
            "windows.called_in_july.first_day": "2024-07-01",
            "windows.called_in_july.last_day": "2024-07-03",
            "eligible_age_years": 14,
            "attendance_in_term": 0.95,
            "attendance_after_term": 0.6,
            "minutes_per_person": 2.0,
        }
        yield {
            "id": f"{district.id}_communes",
            "kind": "commune",
            "team": _mobile(district),
            "lent_teams": lenders,
            "places": _joined(commune.id for commune in district.communes),
            "maximum_visits": 3,
            "shifts": "morning|afternoon",
            "day_types": "weekday|weekend",
            "windows.spring.first_day": "2024-04-08",
            "windows.spring.last_day": "2024-06-24",
            "arrival.easy": 0.22,
            "arrival.medium": 0.14,
            "minutes_per_person": 3.0,
        }
        yield {
            "id": f"{district.id}_homes",
            "kind": "home_visit",
            "team": _home_team(district),
            "places": _joined(commune.id for commune in district.communes),
            "maximum_visits": 3,
            "shifts": "morning|afternoon",
            "day_types": "weekday",
            "windows.lists_ready.first_day": "2024-04-15",
            "windows.lists_ready.last_day": "2024-06-26",
            "segment": "hard",
            "people_per_shift": 6.0,
        }


def officer_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Officers; codes stand for names."""
    for unit, officer in _officers(districts):
        yield {
            "id": officer.id,
            "name": f"Cán bộ {officer.id}",
            "unit": unit,
            "rank": officer.rank,
            "position": officer.position,
            "skills": _joined(officer.skills),
            "hours_per_week": officer.hours,
            "lent_to": _joined(officer.lent_to),
            "history.burden": officer.past_burden,
            "history.available_days": given.PAST_DAYS,
        }


def leave_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Leave granted."""
    for _, officer in _officers(districts):
        if (leave := officer.leave) is not None:
            days = {"first_day": leave.first_day, "last_day": leave.last_day}
            yield {"officer": officer.id, "id": "leave_1", **days, "reason": leave.reason}


def request_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Wishes."""
    for _, officer in _officers(districts):
        if (wish := officer.wish) is not None:
            what = {"date": wish.day, "shift": wish.shift, "want": wish.want, "weight": wish.weight}
            yield {"officer": officer.id, "id": "r1", **what}


def history_rows(districts: Sequence[District]) -> Iterator[Row]:
    """What officers did in the days before."""
    for _, officer in _officers(districts):
        for day, entry in officer.past:
            yield {"officer": officer.id, "date": day, "entries": entry}


def helper_rows(districts: Sequence[District]) -> Iterator[Row]:
    """One helper a commune."""
    for commune in _communes(districts):
        name = f"Cộng tác viên {_lower(commune)}"
        yield {"id": f"HT-{commune.id}", "name": name, "posts": _desk(commune), "shifts_per_week": given.HELPER_SHIFTS}


def organisation_rows(districts: Sequence[District]) -> Iterator[Row]:
    """Three organisations a commune, three unions a district."""
    for district in districts:
        for commune in district.communes:
            for key, (kind, name, usual, more, show_up) in given.INVITATIONS.items():
                per_head = more if len(commune.officers) == 5 else usual
                yield {
                    "id": f"{key}_{commune.id}",
                    "name": f"{name} {_lower(commune)}",
                    "kind": kind,
                    "places": commune.id,
                    "stream": "activation",
                    "weekly_capacity": round(per_head * commune.target),
                    "show_up_rate": show_up,
                    **_INVITED,
                }
        for key, places in district.union_places:
            name, per_head, _ = given.UNIONS[key]
            yield {
                "id": f"{key}_{district.id}",
                "name": f"{name} {district.name}",
                "kind": "union",
                "places": _joined(places),
                "stream": "activation",
                "weekly_capacity": round(per_head * district.target),
                "show_up_rate": given.UNION_SHOW_UP,
                **_INVITED,
            }


_INVITED: Row = {f"segments.{name}": share for name, share in given.INVITED.items()}

TABLES: Mapping[str, Callable[[Sequence[District]], Iterator[Row]]] = {
    "units": unit_rows,
    "places": place_rows,
    "pupils": pupil_rows,
    "posts": post_rows,
    "teams": team_rows,
    "visits": visit_rows,
    "officers": officer_rows,
    "leave": leave_rows,
    "requests": request_rows,
    "history": history_rows,
    "helpers": helper_rows,
    "organisations": organisation_rows,
}
"""Table to what makes its rows."""


def _communes(districts: Iterable[District]) -> Iterator[Commune]:
    for district in districts:
        yield from district.communes


def _officers(districts: Iterable[District]) -> Iterator[tuple[str, DrawnOfficer]]:
    """All officers with their units."""
    for district in districts:
        for commune in district.communes:
            yield from ((commune.id, officer) for officer in commune.officers)
        yield from ((_office_unit(district), officer) for officer in district.officers)


def _unit_name(commune: Commune) -> str:
    return f"Công an {_lower(commune)}"


def _lower(commune: Commune) -> str:
    """“xã Tân Lợi”, within a longer name."""
    return commune.title[0].lower() + commune.title[1:]


def _office(district: District) -> str:
    return f"{district.id}_office"


def _office_unit(district: District) -> str:
    return f"{district.id}_district"


def _school(commune: Commune) -> str:
    return f"{commune.id}_thcs"


def _desk(commune: Commune) -> str:
    return f"{commune.id}_desk"


def _mobile(district: District) -> str:
    return f"{district.id}_mobile"


def _home_team(district: District) -> str:
    return f"{district.id}_home_visit"


def _joined(values: Iterable[str]) -> str:
    return "|".join(values)
