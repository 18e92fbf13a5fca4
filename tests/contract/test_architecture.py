"""Imports point one way, solvers stay where the models are, and nobody but the command line looks at the clock."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from optimizer.rules.catalogue import KINDS

ROOT = Path(__file__).parents[2]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_text("utf-8"))
    for path in (ROOT / "cli.py", *sorted((ROOT / "optimizer").rglob("*.py")))
}
RANKS = {
    **dict.fromkeys(("texts",), -2),
    **dict.fromkeys(("errors",), -1),
    **dict.fromkeys(("fields", "events", "garbage", "native_output", "stopping", "compiled"), 0),
    **dict.fromkeys(("world",), 1),
    **dict.fromkeys(("rules",), 2),
    **dict.fromkeys(("scenario",), 3),
    **dict.fromkeys(("run", "rostering", "campaign"), 4),
    **dict.fromkeys(("verify",), 5),
    **dict.fromkeys(("planning", "acceptance", "public_instances"), 6),
    **dict.fromkeys(("explain", "simulate", "projection", "publish"), 7),
    **dict.fromkeys(("compare", "track"), 8),
    **dict.fromkeys(("province",), 9),
    **dict.fromkeys(("workflows",), 10),
    **dict.fromkeys(("sweep",), 11),
    **dict.fromkeys(("commandline",), 12),
    **dict.fromkeys(("cli", "__main__"), 13),
}
"""A part may import itself and parts of lower rank."""
CAMPAIGN_ROOMS = ("service", "decisions", "allocation", "visits", "labelling")
"""Rooms of the campaign level from the lowest up; above them its head, the modules that are in none."""
USERS = {
    "ortools": r"optimizer\.(rules\.(\w+\.encoding|post\w+|variables|expressions)|(rostering|campaign|explain)\b"
    r"|planning\.(feasibility|openings_model)$)",
    "numba": r"optimizer\.compiled$",
    "click": r"optimizer\.commandline\b",
    "distributed": r"optimizer\.sweep\b",
    "dask": r"optimizer\.sweep\b",
    "pandas": r"optimizer\.(publish|compare|sweep|track|scenario\.reading\.tables)\b",
    "xlsxwriter": r"optimizer\.(publish\.xlsx|scenario\.writing\.starter)\b",
    "jinja2": r"optimizer\.publish\.html\b",
    "icalendar": r"optimizer\.publish\.ics\b",
}
"""Packages, and the modules that may import them."""
CLOCKS_AND_DICE = re.compile(
    r"(time\.(time|monotonic|perf_counter|process_time)(_ns)?|(datetime|date)\.(now|today|utcnow)|(np\.|numpy\.)?random)\b"
)


def part_of(module: str) -> str:
    return module.removeprefix("optimizer.").split(".")[0]


def rank_of(module: str) -> int:
    return RANKS[part_of(module)]


@cache
def imports_of(module: str) -> frozenset[str]:
    """Everything a module imports, at its top or inside functions; submodules by their own names."""
    found = set()
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            origin = node.module or ""
            found |= {f"{origin}.{a.name}" if f"{origin}.{a.name}" in MODULES else origin for a in node.names}
    return frozenset(found)


def reachable(module: str) -> Iterator[str]:
    """The module and all that is loaded with it, as far as import statements tell."""
    seen, waiting = set(), [module]
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            yield here
            waiting += imports_of(here) if here in MODULES else ()


def modules_of(*parts: str) -> list[str]:
    return [module for module in MODULES if part_of(module) in parts]


def test_imports_point_one_way() -> None:
    pairs = [(module, other) for module in MODULES for other in imports_of(module) - {"optimizer"} if other in MODULES]
    assert len(pairs) > 200
    assert [(m, o) for m, o in pairs if part_of(m) != part_of(o) and rank_of(o) >= rank_of(m)] == []


def test_packages_are_imported_where_they_belong() -> None:
    for package, users in USERS.items():
        importing = [m for m in MODULES if any(other.split(".")[0] == package for other in imports_of(m))]
        assert [module for module in importing if not re.match(users, module)] == [], package


def test_the_world_needs_the_standard_library_only() -> None:
    packages = {other.split(".")[0] for module in modules_of("world") for other in imports_of(module)}
    assert packages - sys.stdlib_module_names == {"optimizer"}


def test_the_verifier_shares_nothing_with_the_models() -> None:
    loaded = {other for module in modules_of("verify") for other in reachable(module)}
    assert "optimizer.scenario.loading" in loaded
    forbidden = r"ortools|optimizer\.(campaign|rostering|planning|scenario\.compiling|rules\.(\w+\.encoding|post\w+))\b"
    assert sorted(other for other in loaded if re.match(forbidden, other)) == []
    reading = {other for module in modules_of("verify") for other in imports_of(module)}
    assert "optimizer.scenario.calendar_view" not in reading


def test_the_simulator_shares_nothing_with_the_forecasts_it_is_held_against() -> None:
    modules = modules_of("simulate")
    assert "optimizer.simulate.campaigns" in modules
    loaded = {other for module in modules for other in reachable(module)}
    assert (
        sorted(m for m in loaded if part_of(m) in ("campaign", "rostering", "planning", "verify", "acceptance")) == []
    )


def test_the_models_know_nothing_of_how_a_scenario_is_written() -> None:
    levels = modules_of("campaign", "rostering", "planning")
    assert [(m, o) for m in levels for o in imports_of(m) if part_of(o) in ("scenario", "verify", "publish")] == []


def test_only_planning_joins_the_two_levels() -> None:
    joining = {m for m in MODULES if {"campaign", "rostering"} <= {part_of(other) for other in imports_of(m)}}
    assert "optimizer.planning.staffer" in joining
    assert {part_of(module) for module in joining} == {"planning"}


def test_what_is_told_knows_nothing_of_how_it_is_shown() -> None:
    content = [module for module in MODULES if module.startswith("optimizer.publish.content")]
    assert len(content) > 10
    shown = r"xlsxwriter|jinja2|icalendar|optimizer\.publish\.(?!content\b)"
    assert [(m, other) for m in content for other in imports_of(m) if re.match(shown, other)] == []


def test_each_document_shows_what_is_told_and_nothing_of_its_own() -> None:
    for renderer in ("xlsx", "html", "ics"):
        modules = [module for module in MODULES if module.startswith(f"optimizer.publish.{renderer}")]
        assert modules
        allowed = rf"optimizer\.(publish\.(content|{renderer})|texts|run\.csv_files)\b"
        imported = {(m, other) for m in modules for other in imports_of(m) if other.startswith("optimizer")}
        assert sorted((m, other) for m, other in imported if not re.match(allowed, other)) == []


def test_no_room_imports_itself_in_a_circle() -> None:
    arrows = {module: {other for other in imports_of(module) if other in MODULES} for module in MODULES}
    while leaves := [module for module, others in arrows.items() if not others & arrows.keys()]:
        for module in leaves:
            del arrows[module]
    assert sorted(arrows) == []


def test_the_rooms_of_the_campaign_import_downwards() -> None:
    def height(module: str) -> int:
        room = module.removeprefix("optimizer.campaign.").split(".")[0]
        return CAMPAIGN_ROOMS.index(room) if room in CAMPAIGN_ROOMS else len(CAMPAIGN_ROOMS)

    modules = modules_of("campaign")
    assert {height(module) for module in modules} == set(range(len(CAMPAIGN_ROOMS) + 1))
    pairs = [(module, other) for module in modules for other in imports_of(module) if part_of(other) == "campaign"]
    assert [(module, other) for module, other in pairs if height(other) > height(module)] == []


def test_time_and_chance_are_arguments() -> None:
    found = [
        (module, ast.unparse(node.func))
        for module in MODULES
        if part_of(module) not in ("commandline", "workflows")
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Call) and CLOCKS_AND_DICE.match(ast.unparse(node.func))
    ]
    assert found == []


def test_a_kind_of_rule_is_known_to_its_folder_and_the_catalogue_alone() -> None:
    kinds = "|".join(KINDS)
    may_name_them = r"optimizer\.(rules\.|public_instances\.importer$)"
    outside = [module for module in MODULES if not re.match(may_name_them, module)]
    importing = [(m, o) for m in outside for o in imports_of(m) if re.match(rf"optimizer\.rules\.({kinds})\b", o)]
    assert importing == []
    naming = [
        (module, node.value)
        for module in outside
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Constant) and node.value in KINDS
    ]
    assert naming == []
    for kind in KINDS:
        folder = [module for module in MODULES if module.startswith(f"optimizer.rules.{kind}.")]
        others = {other for module in folder for other in imports_of(module)}
        assert [other for other in others if re.match(rf"optimizer\.rules\.(?!{kind}\b)({kinds})\b", other)] == []
    heads = {module for module in modules_of("rules") if module.count(".") == 2}
    knowing = {m for m in heads for o in imports_of(m) if re.match(rf"optimizer\.rules\.({kinds})\.", o)}
    assert knowing == {"optimizer.rules.catalogue"}


def test_one_name_is_one_thing() -> None:
    """What is written and what it means share their names: sections of a scenario with classes of the world.

    The verifier and the simulator share theirs with what they recompute, since they are written from the same text.
    """
    rooms: dict[str, list[str]] = {}
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                rooms.setdefault(node.name, []).append("schema" if ".scenario.schema." in module else part_of(module))
    several = {name: sorted(found) for name, found in rooms.items() if len(found) > 1}
    apart = {"verify", "simulate"}
    assert {
        name: found for name, found in several.items() if found != ["schema", "world"] and not apart & set(found)
    } == {}
