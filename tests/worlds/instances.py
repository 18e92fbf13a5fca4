"""Instances in the public format, drawn from a seed: like the published ones in kind, and our own in every figure."""

from __future__ import annotations

from random import Random

SHIFTS = (("E", 480, ""), ("D", 480, "E"), ("L", 480, "E|D"), ("N", 600, "E|D|L"))


def drawn_instance(seed: int, *, employees: int, weeks: int, shifts: int = 2) -> str:
    """The text of an instance.

    Everybody can keep all limits whatever the others do, so a roster exists; cover asks for about as much as there is.
    """
    dice = Random(seed)
    days = 7 * weeks
    names = [f"P{number}" for number in range(employees)]
    kinds = SHIFTS[:shifts]
    lines = ["SECTION_HORIZON", str(days), "", "SECTION_SHIFTS"]
    lines += [f"{name},{minutes},{after}" for name, minutes, after in kinds]
    lines += ["", "SECTION_STAFF", *(_staff(dice, name, weeks, kinds) for name in names)]
    lines += ["", "SECTION_DAYS_OFF", *(f"{name},{dice.randrange(days)}" for name in names)]
    cells = [(name, day) for name in names for day in range(days)]
    dice.shuffle(cells)
    wishes = [f"{who},{day},{dice.choice(kinds)[0]},{dice.randint(1, 3)}" for who, day in cells[: len(cells) // 4]]
    half = len(wishes) // 2
    lines += ["", "SECTION_SHIFT_ON_REQUESTS", *wishes[:half], "", "SECTION_SHIFT_OFF_REQUESTS", *wishes[half:]]
    lines += ["", "SECTION_COVER"]
    lines += [
        f"{day},{name},{max(0, round(employees * 0.6 / shifts) + dice.randint(-1, 1))},100,1"
        for day in range(days)
        for name, *_ in kinds
    ]
    return "\n".join(lines) + "\n"


def _staff(dice: Random, name: str, weeks: int, kinds: tuple[tuple[str, int, str], ...]) -> str:
    first = kinds[0][0]
    most = "|".join(
        f"{kind}={7 * weeks if kind == first else dice.choice((0, 2 * weeks, 7 * weeks))}" for kind, *_ in kinds
    )
    longest, shortest, rest = dice.choice((4, 5)), dice.choice((1, 2)), dice.choice((2, 3))
    return f"{name},{most},{2400 * weeks},{1200 * weeks},{longest},{shortest},{rest},{max(1, weeks // 2)}"
