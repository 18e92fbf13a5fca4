"""Instance files are read as they are meant, or refused with line, reason and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import ScenarioError
from optimizer.public_instances.reading import COLUMNS, load_instance, read_instance
from tests.worlds.instances import drawn_instance

WARD = (Path(__file__).parents[1] / "instances" / "ward.txt").read_text(encoding="utf-8")


def problems_of(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        read_instance(text, "ward.txt")
    assert error.value.exit_code == 3
    assert all(problem.remedy for problem in error.value.diagnostics)
    return [f"{problem.where}: {problem.what}" for problem in error.value.diagnostics]


def line_of(row: str) -> int:
    return WARD.splitlines().index(row) + 1


def test_everything_in_the_file_is_read() -> None:
    ward = read_instance(WARD, "ward.txt")
    assert ward.days == 14
    assert [(shift.id, shift.minutes, shift.not_followed_by) for shift in ward.shifts] == [
        ("D", 480, ()),
        ("L", 480, ("D",)),
        ("N", 600, ("D", "L")),
    ]
    em = ward.employees[4]
    assert (em.id, em.most_shifts, em.most_minutes, em.least_minutes) == ("Em", {"D": 6, "L": 14, "N": 4}, 4800, 3360)
    assert (em.longest_work, em.shortest_work, em.shortest_rest, em.most_weekends) == (5, 2, 3, 1)
    assert ward.days_off == {"An": {0}, "Binh": {5, 6}, "Chi": {8}, "Em": {11}}
    assert [(w.employee, w.day, w.shift, w.weight) for w in ward.requests if w.wants_work][-1] == ("Giang", 12, "L", 1)
    assert [w.employee for w in ward.requests if not w.wants_work] == ["Binh", "Dung", "Em", "Em"]
    assert len(ward.cover) == 42
    last = ward.cover[-1]
    assert (last.day, last.shift, last.requirement, last.weight_under, last.weight_over) == (13, "N", 0, 100, 1)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(ending: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "ward.txt"
    path.write_bytes((mark + WARD.replace("\n", ending)).encode("utf-8"))
    assert load_instance(path)[0] == read_instance(WARD, "ward.txt")


def test_an_id_may_name_an_employee_and_a_shift() -> None:
    text = WARD.replace("Dung", "D")
    assert {"D"} == {e.id for e in read_instance(text, "x").employees} & {s.id for s in read_instance(text, "x").shifts}


def test_drawn_instances_are_accepted() -> None:
    for seed in range(20):
        drawn = read_instance(drawn_instance(seed, employees=5, weeks=4, shifts=4), "drawn")
        assert (drawn.days, len(drawn.employees), len(drawn.shifts)) == (28, 5, 4)


CHANGES = {
    "no horizon": ("14\n\nSECTION_SHIFTS", "\nSECTION_SHIFTS", 1, "the horizon is one number"),
    "two horizons": ("14\n\n", "14\n21\n", 4, "the horizon is one number"),
    "horizon of a word": ("14\n\n", "two weeks\n\n", 3, "days is 'two weeks', no whole number"),
    "horizon of nothing": ("14\n\n", "0\n\n", 3, "days is 0"),
    "horizon without end": ("14\n\n", "99999999\n\n", 3, "days is 99999999"),
    "horizon of no whole weeks": ("14\n\n", "15\n\n", 3, "15 days are not whole weeks"),
    "negative length": ("D,480,\n", "D,-480,\n", 7, "minutes is -480"),
    "length of a fraction": ("D,480,\n", "D,480.5,\n", 7, "minutes is '480.5', no whole number"),
    "shift with a field too few": ("D,480,\n", "D,480\n", 7, "2 fields where there are 3"),
    "shift twice": ("L,480,D\n", "D,480,L\n", 8, "a second row for D"),
    "unknown follower": ("N,600,D|L", "N,600,D|X", 9, "'X' is none of the shifts"),
    "no id": ("D,480,\n", "D+,480,\n", 7, "'D+' is no id"),
    "staff with a field too few": ("3360,4,2,2,1", "3360,4,2,2", 15, "7 fields where there are 8"),
    "staff twice": ("Dung,D=", "Chi,D=", 16, "a second row for Chi"),
    "maximum without number": ("L=0|N=14", "L|N=14", 15, "MaxShifts has 'L'"),
    "maximum of an unknown shift": ("L=0|N=14", "L=0|N=14|Q=1", 15, "'Q' is none of the shifts"),
    "maximum left out": ("L=0|N=14", "N=14", 15, "MaxShifts does not name 'L'"),
    "maximum twice": ("L=0|N=14", "L=0|N=14|L=3", 15, "MaxShifts names 'L' twice"),
    "maximum of a word": ("L=0|N=14", "L=no|N=14", 15, "MaxShifts is 'no', no whole number"),
    "minutes that contradict": ("2880,1920", "1920,2880", 18, "MinTotalMinutes (2880) is above MaxTotalMinutes (1920)"),
    "runs that contradict": ("1920,3,1,2", "1920,3,4,2", 18, "MinConsecutiveShifts (4) is above"),
    "no work at all": ("1920,3,1,2", "1920,0,0,2", 18, "MaxConsecutiveShifts is 0"),
    "day off of a stranger": ("An,0\n", "Anh,0\n", 22, "'Anh' is none of the employees"),
    "day off outside": ("Em,11\n", "Em,14\n", 25, "day is 14"),
    "day off before": ("Em,11\n", "Em,-1\n", 25, "day is -1"),
    "day off of a word": ("Em,11\n", "Em,x\n", 25, "day is 'x', no whole number"),
    "day off left open": ("Em,11\n", "Em,\n", 25, "day is '', no whole number"),
    "no day off": ("Em,11\n", "Em\n", 25, "no day stands after 'Em'"),
    "days off in two rows": ("Em,11\n", "Em,11\nEm,12\n", 26, "a second row for Em"),
    "day off twice": ("Binh,5,6\n", "Binh,5,5\n", 23, "a day stands there twice"),
    "wish of a stranger": ("An,2,D,2", "Zu,2,D,2", 29, "'Zu' is none of the employees"),
    "wish for an unknown shift": ("An,2,D,2", "An,2,d,2", 29, "'d' is none of the shifts"),
    "wish outside": ("An,2,D,2", "An,20,D,2", 29, "day is 20"),
    "wish that weighs less than nothing": ("An,2,D,2", "An,2,D,-2", 29, "weight is -2"),
    "wish with a field too many": ("An,2,D,2", "An,2,D,2,2", 29, "5 fields where there are 4"),
    "wish twice": ("An,3,D,2", "An,2,D,1", 30, "a second row for An, 2, D"),
    "cover of an unknown shift": ("\n0,L,1,100,1", "\n0,M,1,100,1", 44, "'M' is none of the shifts"),
    "cover outside": ("13,N,0,100,1", "14,N,0,100,1", 84, "day is 14"),
    "cover that is no number": ("13,N,0,100,1", "13,N,none,100,1", 84, "requirement is 'none', no whole number"),
    "cover of too many": ("13,N,0,100,1", "13,N,0,9999999999,1", 84, "weight under is 9999999999"),
    "cover twice": ("13,N,0,100,1", "13,D,0,100,1", 84, "a second row for 13, D"),
    "cover with a field too few": ("13,N,0,100,1", "13,N,0,100", 84, "4 fields where there are 5"),
    "unknown section": ("SECTION_STAFF", "SECTION_STAF", 11, "there is no section 'SECTION_STAF'"),
    "section twice": ("SECTION_DAYS_OFF", "SECTION_STAFF", 20, "SECTION_STAFF begins a second time"),
    "row before any section": (
        "SECTION_HORIZON\n",
        "horizon\nSECTION_HORIZON\n",
        2,
        "'horizon' stands before any section",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_cannot_be_meant_is_refused_with_line_and_reason(name: str) -> None:
    old, new, line, reason = CHANGES[name]
    assert WARD.count(old) >= 1
    told = problems_of(WARD.replace(old, new, 1))
    expected = [said for said in told if said.startswith((f"ward.txt:{line}: ", f"ward.txt:{line}  SECTION"))]
    assert any(reason in said for said in expected), told


@pytest.mark.parametrize("section", COLUMNS)
def test_a_section_that_is_missing_is_named(section: str) -> None:
    before, _, after = WARD.partition(f"{section}\n")
    rest = after.partition("SECTION")
    assert problems_of(before + "".join(rest[1:])) == [f"ward.txt: {section} is missing"]


@pytest.mark.parametrize("section", ["SECTION_SHIFTS", "SECTION_STAFF"])
def test_an_instance_of_nobody_or_nothing_is_refused(section: str) -> None:
    before, _, after = WARD.partition(f"{section}\n")
    rest = after.partition("SECTION")
    assert problems_of(f"{before}{section}\n{''.join(rest[1:])}") == [f"ward.txt: {section} has no rows"]


def test_all_problems_are_told_in_the_order_of_the_file() -> None:
    text = WARD.replace("An,2,D,2", "An,2,D,x").replace("D,480,\n", "D,0,\n").replace("13,N,0,100,1", "13,N,0,100,-1")
    told = problems_of(text)
    assert [said.split("  ")[0] for said in told] == ["ward.txt:7", "ward.txt:29", "ward.txt:84"]


def test_near_misses_are_suggested() -> None:
    with pytest.raises(ScenarioError) as error:
        read_instance(WARD.replace("Giang,12,L", "Gianh,12,L"), "ward.txt")
    assert error.value.diagnostics[0].remedy.in_language("en") == "did you mean 'Giang'?"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ward.txt"
    path.write_bytes(b"SECTION_HORIZON\n\xff\xfe\x80\n")
    with pytest.raises(ScenarioError, match="is not UTF-8"):
        load_instance(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"there is no file 'ward\.txt'"):
        load_instance(tmp_path / "ward.txt")
