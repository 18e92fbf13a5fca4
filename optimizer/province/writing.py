"""A province, or a country of provinces, as files: written province by province, never held as a whole."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from importlib.resources import files
from itertools import chain
from pathlib import Path
from random import Random

from optimizer.errors import Diagnostic, ExistingFileError
from optimizer.province.district import District, Spot, draw_district
from optimizer.province.geography import office_spots
from optimizer.province.names import place_names
from optimizer.province.tables import TABLES, Row
from optimizer.texts.diagnostics.files import EXISTS, OTHER_FOLDER_OR_MOVE

MOST_DISTRICTS = 11
"""Districts of one scenario; more make a country of several."""
COMMON = "common.yaml"
FIRST_DAY, LAST_DAY = date(2024, 4, 4), date(2024, 7, 3)
"""Days of the campaign in ``common.yaml``."""

Dice = Callable[[str], Random]
"""Makes a random generator of its own for each name, so that a province does not depend on those before it."""

_HEAD = """\
# {name}: {districts} huyện, {officers} cán bộ. Tỉnh, huyện, xã và mọi số liệu đều là giả định, tạo bằng:
#   catruc new … --districts {total} --seed {seed}
# Các số rút ngẫu nhiên từ phân bố của kịch bản chuẩn Đồng Phú: dân số xã, quãng đường, cán bộ mỗi đơn vị, học sinh,
# tổ chức vận động, ngày nghỉ, nguyện vọng; mức đến của người dân và quy định là của kịch bản chuẩn (common.yaml).
# Made up: no such place exists. Drawn from the distributions of the reference case Đồng Phú, as described in
# docs/scale.md; a team may be lent to the two nearest districts (lent_teams in visits.csv).

extends: {common}

tables:
{tables}

campaign:
  name: Cao điểm 90 ngày đêm thực hiện mục tiêu "4 phủ", {name}
  agency:
    superior: BỘ CÔNG AN
    name: CÔNG AN {capitals}
    place: {place}
    signatory: GIÁM ĐỐC
    prepared_by: NGƯỜI LẬP BIỂU
"""

_COUNTRY = """\
# Cả nước: mỗi tỉnh là một kịch bản độc lập, lập kế hoạch song song, trên một hay nhiều máy (--cluster).
# A country: each province is a scenario of its own, planned beside the others, on one machine or many (--cluster).
purpose: Cả nước có đạt chỉ tiêu đúng hạn không, tỉnh nào còn thiếu?
base:
{provinces}

limits: {{time: 600.0}}
"""


def write_provinces(directory: Path, districts: int, seed: int, dice: Dice) -> Iterator[Path]:
    """Write provinces of as many districts in all below ``directory/scenarios``; yields the files as they are done.

    Parameters
    ----------
    directory
        Where to; one province of at most eleven districts is ``province.yaml``, several are numbered.
    districts, seed
        How many, and what the files say they were made with.
    dice
        Makes the random generators.

    Raises
    ------
    ExistingFileError
        If one of the scenario files exists already; nothing is written then.
    """
    folder = directory / "scenarios"
    provinces = province_sizes(districts)
    names = [folder / f"{name}.yaml" for name in provinces]
    if existing := [path for path in (folder / COMMON, *names) if path.exists()]:
        raise ExistingFileError(Diagnostic(str(path), EXISTS, OTHER_FOLDER_OR_MOVE) for path in existing)
    folder.mkdir(parents=True, exist_ok=True)
    common = files("optimizer.province").joinpath(COMMON).read_text(encoding="utf-8")
    (folder / COMMON).write_text(common, encoding="utf-8", newline="\n")
    yield folder / COMMON
    for number, (name, size) in enumerate(provinces.items()):
        title, drawn = draw_province(number, size, dice(f"{seed}/{name}"))
        _write_tables(folder / "data" / name, drawn)
        text = _scenario_text(name, title, drawn, districts, seed)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
        yield folder / f"{name}.yaml"
    if len(provinces) > 1:
        yield _write_sweep(folder / "sweeps", provinces)


def province_sizes(districts: int) -> Mapping[str, int]:
    """Provinces to their numbers of districts, as even as can be and no more than eleven each."""
    provinces = -(-districts // MOST_DISTRICTS)
    if provinces == 1:
        return {"province": districts}
    width = len(str(provinces))
    each, more = divmod(districts, provinces)
    return {f"province_{number + 1:0{width}}": each + (number < more) for number in range(provinces)}


def draw_province(number: int, districts: int, dice: Random) -> tuple[str, tuple[District, ...]]:
    """Name and districts of a province.

    Parameters
    ----------
    number
        Which one of the country, from 0; says where it lies.
    districts
        How many it has.
    dice
        What everything is drawn with.
    """
    names = place_names(dice)
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    spots: Sequence[Spot] = office_spots(number, districts)
    drawn = tuple(draw_district(each + 1, spot, names, dice, days) for each, spot in enumerate(spots))
    return f"Tỉnh {next(names)}", drawn


def _write_sweep(folder: Path, provinces: Iterable[str]) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "country.yaml"
    lines = "\n".join(f"  - ../{name}.yaml" for name in provinces)
    path.write_text(_COUNTRY.format(provinces=lines), encoding="utf-8", newline="\n")
    return path


def _write_tables(folder: Path, districts: Sequence[District]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows_of in TABLES.items():
        rows = list(rows_of(districts))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _columns(rows), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(rows)))


def _scenario_text(name: str, title: str, districts: Sequence[District], total: int, seed: int) -> str:
    officers = sum(len(d.officers) + sum(len(c.officers) for c in d.communes) for d in districts)
    return _HEAD.format(
        name=title,
        districts=len(districts),
        officers=officers,
        total=total,
        seed=seed,
        common=COMMON,
        tables="\n".join(f"  {table}: data/{name}/{table}.csv" for table in TABLES),
        capitals=title.upper(),
        place=title.removeprefix("Tỉnh "),
    )
