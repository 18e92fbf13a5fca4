"""The resolved scenario: everything explicit in one file, with the origin of what differs from the base."""

from __future__ import annotations

from optimizer.scenario.loading import LoadedScenario
from optimizer.scenario.reading.tree import Plain
from optimizer.scenario.schema import Scenario
from optimizer.scenario.writing.yaml_text import yaml_lines


def resolved_text(loaded: LoadedScenario) -> str:
    """YAML of the whole scenario as it is used: defaults, tables and the country's calendar written out.

    It loads again to an equal scenario. What the files laid over the base are for, and where each leaf they or an
    override changed was set, stand in it as comments.
    """
    lines = [
        "# The whole scenario as it was used. It can be loaded again as it is.",
        *(f"#   {file}: {' '.join(purpose.split())}" for file, purpose in loaded.purposes.items()),
        *yaml_lines(scenario_data(loaded.scenario)),
    ]
    if loaded.changes:
        lines += ["", "# Where the values that differ from the base were set:"]
        lines += [f"#   {change.path}: {change.origin}" for change in loaded.changes]
    return "\n".join(lines) + "\n"


def scenario_data(scenario: Scenario) -> dict[str, Plain]:
    """The scenario as plain data that validates to an equal scenario."""
    data: dict[str, Plain] = scenario.model_dump(mode="json", exclude_none=True)
    return data
