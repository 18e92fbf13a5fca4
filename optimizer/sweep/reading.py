"""Read a sweep file, and hold it against the scenarios it varies, before anything is planned."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from optimizer.errors import ScenarioError
from optimizer.scenario.acceptance import MalformedRuleError, acceptance_rule
from optimizer.scenario.changing import written_out
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.checks.validation import schema_diagnostics
from optimizer.scenario.loading import LoadedScenario, load_scenario
from optimizer.scenario.reading.files import Root, require_file
from optimizer.scenario.reading.tree import Node, Plain
from optimizer.scenario.reading.yaml_files import read_yaml_file
from optimizer.sweep.parameters import parameter_diagnostic, value_diagnostic
from optimizer.sweep.results import RESULT_COLUMNS
from optimizer.sweep.schema import OverlaysParameter, Sweep


@dataclass(frozen=True, slots=True)
class SweepFile:
    """A valid sweep file, with the scenario files it names."""

    path: Path
    sweep: Sweep
    written: Node
    """The file as it is written, with lines."""
    bases: tuple[Path, ...]
    root: Root
    loaded: dict[tuple[Path, ...], LoadedScenario] = field(default_factory=dict, compare=False)
    """Per scenario file and overlays on it, read once."""

    @property
    def language(self) -> str:
        """The first scenario's."""
        return self.scenario(self.bases[0], {}).scenario.campaign.language

    def scenario(self, base: Path, values: Mapping[str, Plain]) -> LoadedScenario:
        """A scenario with the files that these values lay over it, and none of their other changes.

        Raises
        ------
        ScenarioError
            If they make no valid scenario.
        """
        files = (base, *self.overlays_of(values))
        if files not in self.loaded:
            self.loaded[files] = load_scenario(base, overlays=files[1:])
        return self.loaded[files]

    def origin_of(self, parameter: str) -> str:
        """Where a parameter's values are written, or else the parameter."""
        node = self.written.at(("grid", parameter)) or self.written.nearest(("parameters", parameter))
        return f"{node.origin}  {parameter}"

    def overlays_of(self, values: Mapping[str, Plain]) -> tuple[Path, ...]:
        """Files that lie over the scenario for these values."""
        names = list(self.sweep.overlays)
        for parameter, value in values.items():
            declared = self.sweep.parameters[parameter]
            if isinstance(declared, OverlaysParameter):
                names += declared.choices[str(value)]
        return tuple(self._located(name) for name in dict.fromkeys(names))

    def _located(self, name: str) -> Path:
        """A path relative to the sweep file; a bare name is left to the library of overlays."""
        is_bare = Path(name).name == name and not Path(name).suffix
        return Path(name) if is_bare else self.root.locate(name, self.path, f"{self.root.display(self.path)}")


def read_sweep(path: Path) -> SweepFile:
    """Read a sweep file and check it.

    Raises
    ------
    ScenarioError
        With everything that is wrong, in the file itself or between it and its scenarios.
    """
    require_file(path, str(path), str(path))
    root, path = Root.of(path), Path(os.path.abspath(path))
    written = read_yaml_file(path, root.display(path))
    try:
        sweep = Sweep.model_validate(written.plain())
    except ValidationError as error:
        raise ScenarioError(schema_diagnostics(error, written, Sweep)) from None
    findings = Findings(written)
    _check_values(sweep, findings)
    _refuse(findings)
    names = (sweep.base,) if isinstance(sweep.base, str) else sweep.base
    where = f"{written.nearest(('base',)).origin}  base"
    file = SweepFile(path, sweep, written, tuple(root.locate(name, path, where) for name in names), root)
    _check_scenarios(file, findings)
    _refuse(findings)
    return file


def _refuse(findings: Findings) -> None:
    if findings.diagnostics:
        raise ScenarioError(findings.diagnostics)


def _check_values(sweep: Sweep, findings: Findings) -> None:
    """Values against parameters, without regard to any scenario."""
    if sweep.grid and sweep.cases:
        findings.add(("cases",), "grid and cases are both given", "keep one of them")
    used = set()
    for path, parameter, value in _values(sweep):
        used.add(parameter)
        if findings.require_known(parameter, sweep.parameters, "parameter", "parameters", path) and (
            diagnostic := value_diagnostic(sweep.parameters[parameter], value)
        ):
            findings.add(path, *diagnostic)
    for name in sweep.parameters:
        if name not in used:
            findings.add(("parameters", name), f"{name!r} has no values", "list them in grid or cases, or remove it")
        if name in RESULT_COLUMNS:
            what = f"{name!r} is a column of the results"
            findings.add(("parameters", name), what, f"choose another name, e.g. {name}_varied")
    _check_least(sweep, findings)


def _values(sweep: Sweep) -> Iterator[tuple[tuple[str | int, ...], str, Plain]]:
    """Every value written, with its place and its parameter."""
    for name, values in sweep.grid.items():
        for number, value in enumerate(values):
            yield ("grid", name, number), name, value
    for number, case in enumerate(sweep.cases):
        for name, value in case.items():
            yield ("cases", number, name), name, value
    if sweep.least is not None:
        yield ("least", "parameter"), sweep.least.parameter, sweep.least.low
        yield ("least", "parameter"), sweep.least.parameter, sweep.least.high


def _check_least(sweep: Sweep, findings: Findings) -> None:
    least = sweep.least
    if least is None:
        return
    if least.high <= least.low:
        findings.add(("least", "high"), f"high is {least.high}, not above low, {least.low}", "swap them, or widen them")
    if least.parameter in sweep.grid or any(least.parameter in case for case in sweep.cases):
        what = f"{least.parameter!r} has values in the grid too"
        findings.add(("least", "parameter"), what, "remove them there: the search chooses the values")
    for number, text in enumerate(least.acceptance):
        try:
            acceptance_rule(text)
        except MalformedRuleError as error:
            findings.add(("least", "acceptance", number), error.what, error.remedy)
    declared = sweep.parameters.get(least.parameter)
    if declared is not None and declared.kind.startswith("officers") and least.step != int(least.step):
        findings.add(("least", "step"), f"the step is {least.step:g} officers", "write a whole number")


def _check_scenarios(file: SweepFile, findings: Findings) -> None:
    """Each scenario with what lies over it in all cases; each parameter against it; the files that values name."""
    loaded = [file.scenario(base, {}) for base in file.bases]
    least = file.sweep.least
    if least is not None and not (least.acceptance or all(found.scenario.acceptance for found in loaded)):
        remedy = "add them here or in the scenario, e.g. acceptance: [expected share >= 1.0]"
        findings.add(("least",), "there are no acceptance rules that a value could be enough for", remedy)
    trees = [written_out(found) for found in loaded]
    for name, parameter in file.sweep.parameters.items():
        diagnostic = next(filter(None, (parameter_diagnostic(parameter, tree) for tree in trees)), None)
        if diagnostic is not None:
            field_name = "path" if hasattr(parameter, "path") else "units"
            findings.add(("parameters", name, field_name), *diagnostic)
        for choice in parameter.choices if isinstance(parameter, OverlaysParameter) else ():
            try:
                file.scenario(file.bases[0], {name: choice})
            except ScenarioError as error:
                findings.diagnostics.extend(error.diagnostics)
