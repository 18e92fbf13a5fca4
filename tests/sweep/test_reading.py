"""A sweep file that is not right is refused as a whole, before anything is planned: where, what, remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import ScenarioError, UnconfirmedError
from optimizer.stopping import StopRequest
from optimizer.sweep.bisection import LeastAgenda
from optimizer.sweep.grid import GridAgenda
from optimizer.sweep.reading import SweepFile, read_sweep
from optimizer.sweep.sweeping import RunningSweep, SweepRequest, run_sweep
from tests.steps import allocating, counting_steps
from tests.worlds.small import small_world, write_world

GOOD = """\
purpose: How many come?
base: ../world.yaml
parameters:
  invited: {kind: scale, path: organisations.*.weekly_capacity}
  staff: {kind: officers, units: [tan_phu]}
  evening: {kind: overlays, choices: {long: [], short: [short_evening.yaml]}}
grid:
  invited: [0.7, 1.0]
  staff: [3, 4, 5]
  evening: [long, short]
seeds: [1, 2]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of sweep files, with an overlay in it."""
    sweeps = write_world(tmp_path, small_world()).parent / "sweeps"
    sweeps.mkdir()
    (sweeps / "short_evening.yaml").write_text('shifts: {evening: {end: "20:00"}}\n', encoding="utf-8")
    return sweeps


def read(folder: Path, text: str) -> SweepFile:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return read_sweep(path)


def test_every_combination_is_a_case(folder: Path) -> None:
    file = read(folder, GOOD)
    agenda = GridAgenda(file.sweep, file.bases)
    cases = []
    while case := agenda.take():
        cases.append(case)
    assert len(cases) == agenda.total == 24
    assert [case.number for case in cases] == list(range(1, 25))
    assert [(dict(case.values), case.seed) for case in cases[:3]] == [
        ({"invited": 0.7, "staff": 3, "evening": "long"}, 1),
        ({"invited": 0.7, "staff": 3, "evening": "long"}, 2),
        ({"invited": 0.7, "staff": 3, "evening": "short"}, 1),
    ]
    assert len({(case.seed, *map(str, case.values.values())) for case in cases}) == 24


def test_a_choice_lays_its_files_over_the_scenario(folder: Path) -> None:
    file = read(folder, GOOD)
    assert file.overlays_of({"evening": "long"}) == ()
    assert file.overlays_of({"evening": "short"}) == (folder / "short_evening.yaml",)


BAD = [
    ("base: ../world.yaml", "bas: ../world.yaml", 2, "bas", "unknown key 'bas'", "did you mean 'base'?"),
    ("../world.yaml", "../wrld.yaml", 2, "base", "there is no file '../wrld.yaml'", "did you mean 'world.yaml'?"),
    ("kind: scale", "kind: scal", 4, "parameters.invited", "unknown kind 'scal'", "did you mean 'scale'?"),
    (
        "organisations.*.weekly_capacity",
        "organisations.*.weekly_capacty",
        4,
        "parameters.invited.path",
        "unknown key 'weekly_capacty' in organisations.*.weekly_capacty",
        "did you mean 'weekly_capacity'?",
    ),
    ("[tan_phu]", "[tan_pho]", 5, "parameters.staff.units", "unknown unit 'tan_pho'", "did you mean 'tan_phu'?"),
    ("  invited: [", "  invites: [", 8, "grid.invites[0]", "unknown parameter 'invites'", "did you mean 'invited'?"),
    (
        "[0.7, 1.0]",
        "[0.7, much]",
        8,
        "grid.invited[1]",
        "the factor is 'much'",
        "write a number of at least 0, e.g. 0.7",
    ),
    (
        "[3, 4, 5]",
        "[3, 4.5]",
        9,
        "grid.staff[1]",
        "the number of officers is 4.5",
        "write a whole number of at least 1",
    ),
    ("[0.7, 1.0]", "[0.7, 1.0, 0.7]", 8, "grid.invited[2]", "0.7 stands 2 times", "write it once"),
    ("[1, 2]", "[1, 2, 2]", 11, "seeds[2]", "2 stands 2 times", "write it once"),
    (
        "[0.7, 1.0]",
        "[0,7, 1,3]",
        8,
        "grid.invited",
        "in brackets 0,7 is two values, 0 and 7",
        "a decimal point? write 0.7; for two values add a blank: 0, 7",
    ),
    ("[long, short]", "[long, shrt]", 10, "grid.evening[1]", "unknown choice 'shrt'", "did you mean 'short'?"),
    (
        "  evening: [long, short]\n",
        "",
        6,
        "parameters.evening",
        "'evening' has no values",
        "list them in grid or cases, or remove it",
    ),
    ("seeds: [1, 2]", "seeds: []", 11, "seeds", "seeds is empty", "give at least 1"),
    (
        "seeds: [1, 2]",
        "cases: [{invited: 0.5}]",
        11,
        "cases",
        "grid and cases are both given",
        "keep one of them",
    ),
    (
        "seeds: [1, 2]",
        "limits: {time: 0}",
        11,
        "limits.time",
        "time is 0",
        "write a number above 0",
    ),
    (
        "seeds: [1, 2]",
        "least: {parameter: staff, low: 2, high: 5}",
        11,
        "least.parameter",
        "'staff' has values in the grid too",
        "remove them there: the search chooses the values",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "line", "path", "what", "remedy"), BAD)
def test_what_is_wrong_is_told_with_its_place(
    folder: Path, right: str, wrong: str, line: int, path: str, what: str, remedy: str
) -> None:
    assert right in GOOD
    with pytest.raises(ScenarioError) as error:
        read(folder, GOOD.replace(right, wrong))
    found = {(problem.where, str(problem.what), str(problem.remedy)) for problem in error.value.diagnostics}
    assert (f"scenarios/sweeps/case.yaml:{line}  {path}", what, remedy) in found


def test_an_overlay_that_does_not_exist_is_refused_at_once(folder: Path) -> None:
    with pytest.raises(ScenarioError, match="short_evning"):
        read(folder, GOOD.replace("short_evening.yaml", "short_evning.yaml"))


LEAST = """\
purpose: How few are enough?
base: ../world.yaml
parameters:
  staff: {kind: officers, units: [tan_phu]}
least: {parameter: staff, low: 2, high: 6}
"""


def test_a_search_needs_rules_that_a_value_can_be_enough_for(folder: Path) -> None:
    with pytest.raises(ScenarioError, match="no acceptance rules"):
        read(folder, LEAST)
    assert read(folder, LEAST.replace("high: 6", "high: 6, acceptance: [commune share >= 0.1]")).sweep.least
    with (folder.parent / "world.yaml").open("a", encoding="utf-8") as stream:
        stream.write("acceptance: [commune share >= 0.1]\n")
    assert read(folder, LEAST).sweep.least is not None


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("high: 6", "high: 1", "high is 1, not above low, 2"),
        ("high: 6", "high: 6, step: 0.5", "the step is 0.5 officers"),
        ("parameter: staff", "parameter: stuff", "unknown parameter 'stuff'"),
        ("low: 2", "low: 0", "the number of officers is 0"),
        ("high: 6", "high: 6, acceptance: [expected shares >= 1]", "unknown measure 'expected shares'"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(folder: Path, right: str, wrong: str, what: str) -> None:
    with pytest.raises(ScenarioError) as error:
        read(folder, LEAST.replace(right, wrong))
    assert what in {str(problem.what) for problem in error.value.diagnostics}


def test_a_grid_of_a_million_is_asked_for_twice_before_anything_is_made(folder: Path, tmp_path: Path) -> None:
    hundred = str([round(0.01 * number, 2) for number in range(1, 101)])
    text = f"""\
purpose: Too much?
base: ../world.yaml
parameters:
  invited: {{kind: scale, path: organisations.*.weekly_capacity}}
  come: {{kind: scale, path: organisations.*.show_up_rate}}
  hours: {{kind: scale, path: officers.*.hours_per_week}}
grid: {{invited: {hundred}, come: {hundred}, hours: {hundred}}}
"""
    path = folder / "million.yaml"
    path.write_text(text, encoding="utf-8")
    target = tmp_path / "million"
    # A million cases would need more than a hundred megabytes, and more than a step each.
    with allocating(at_most=50e6), counting_steps(at_most=500_000), pytest.raises(UnconfirmedError) as error:
        run_sweep(SweepRequest(path, target), lambda _: None, StopRequest())
    assert str(error.value.diagnostics[0].what) == "1,000,000 plans of up to 60 s each: 694 days, one after another"
    assert "--yes" in str(error.value.diagnostics[0].remedy)
    assert error.value.exit_code == 2
    assert not target.exists()
    file = read_sweep(path)
    first = GridAgenda(file.sweep, file.bases).take()
    assert first is not None
    assert first.values == {"invited": 0.01, "come": 0.01, "hours": 0.01}


SHIPPED = sorted((Path(__file__).parents[2] / "scenarios" / "sweeps").glob("*.yaml"))


def test_sweeps_are_shipped() -> None:
    assert len(SHIPPED) >= 4


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_sweep_fits_its_scenario_and_makes_one_in_every_case(path: Path) -> None:
    study = RunningSweep(read_sweep(path), "en")
    sweep, bases = study.file.sweep, study.file.bases
    agenda = LeastAgenda(sweep, bases) if sweep.least else GridAgenda(sweep, bases)
    keys = set()
    while case := agenda.take():
        keys.add(study.job_of(case).key)
    assert len(keys) == (2 if sweep.least else agenda.total)
    if path.stem == "what_if":
        library = {overlay.stem for overlay in (path.parents[1] / "what_if").glob("*.yaml")}
        assert {*map(str, sweep.grid["what_if"])} == library | {"as_planned"}
