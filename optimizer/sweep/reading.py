"""Read a sweep file, and hold it against the scenarios it varies, before anything is planned."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from optimizer.errors import ScenarioError
from optimizer.scenario.acceptance import MalformedRuleError, acceptance_rule
from optimizer.scenario.changing import written_out
from optimizer.scenario.checks.findings import Findings
from optimizer.scenario.checks.validation import schema_diagnostics
from optimizer.scenario.layers.lone_overlays import scenario_instead
from optimizer.scenario.loading import LoadedScenario, load_scenario
from optimizer.scenario.reading.files import Root, require_file
from optimizer.scenario.reading.schema_walk import place_at
from optimizer.scenario.reading.tree import Node, Plain
from optimizer.scenario.reading.yaml_files import read_yaml_file
from optimizer.sweep.parameters import parameter_diagnostic, value_diagnostic
from optimizer.sweep.results import RESULT_COLUMNS
from optimizer.sweep.schema import OverlaysParameter, Sweep
from optimizer.texts.diagnostics import nouns
from optimizer.texts.diagnostics import sweeps as texts
from optimizer.texts.diagnostics.names import STANDS_TIMES, WRITE_ONCE
from optimizer.texts.messages import Language


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
    def language(self) -> Language:
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
    given, root, path = path, Root.of(path), Path(os.path.abspath(path))
    written = read_yaml_file(path, root.display(path), lambda keys: place_at(keys, Sweep).field_names())
    _refuse_scenario(given, written)
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


def _refuse_scenario(given: Path, written: Node) -> None:
    """Refuse a file that has nothing of a sweep but is a scenario or an overlay."""
    own = Sweep.model_fields.keys() - {"purpose"}
    if isinstance(written.value, dict) and own.isdisjoint(written.value):
        told = scenario_instead(given, texts.SWEEP_FILE)
        if told is not None:
            raise ScenarioError(told)


def _refuse(findings: Findings) -> None:
    if findings.diagnostics:
        raise ScenarioError(findings.diagnostics)


def _check_values(sweep: Sweep, findings: Findings) -> None:
    """Values against parameters, without regard to any scenario."""
    if sweep.grid and sweep.cases:
        findings.add(("cases",), texts.GRID_AND_CASES, texts.KEEP_ONE)
    used = set()
    for path, parameter, value in _values(sweep):
        used.add(parameter)
        if findings.require_known(parameter, sweep.parameters, nouns.PARAMETER, path) and (
            diagnostic := value_diagnostic(sweep.parameters[parameter], value)
        ):
            findings.add(path, *diagnostic)
    for name in sweep.parameters:
        if name not in used:
            findings.add(("parameters", name), texts.NO_VALUES(name=name), texts.LIST_VALUES)
        if name in RESULT_COLUMNS:
            findings.add(("parameters", name), texts.RESULT_COLUMN(name=name), texts.OTHER_NAME(name=name))
    _check_repeated(sweep, findings)
    _check_least(sweep, findings)


def _check_repeated(sweep: Sweep, findings: Findings) -> None:
    """What stands twice in a list would be planned twice; often it is the half of a number with a decimal comma."""
    lists: dict[tuple[str, ...], Sequence[Plain]] = {("grid", name): values for name, values in sweep.grid.items()}
    lists |= {("cases",): sweep.cases, ("seeds",): sweep.seeds}
    lists |= {("base",): () if isinstance(sweep.base, str) else sweep.base}
    for path, values in lists.items():
        written = [repr(value) for value in values]
        for number, value in enumerate(written):
            if value in written[:number] and value not in written[number + 1 :]:
                what = STANDS_TIMES(name=values[number], count=written.count(value))
                findings.add((*path, number), what, WRITE_ONCE)


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
        what = texts.HIGH_NOT_ABOVE_LOW(high=least.high, low=least.low)
        findings.add(("least", "high"), what, texts.SWAP_OR_WIDEN)
    if least.parameter in sweep.grid or any(least.parameter in case for case in sweep.cases):
        findings.add(("least", "parameter"), texts.LEAST_IN_GRID(name=least.parameter), texts.REMOVE_THERE)
    for number, text in enumerate(least.acceptance):
        try:
            acceptance_rule(text)
        except MalformedRuleError as error:
            findings.add(("least", "acceptance", number), error.what, error.remedy)
    declared = sweep.parameters.get(least.parameter)
    if declared is not None and declared.kind.startswith("officers") and least.step != int(least.step):
        findings.add(("least", "step"), texts.STEP_OF_OFFICERS(step=least.step), texts.WRITE_WHOLE)


def _check_scenarios(file: SweepFile, findings: Findings) -> None:
    """Each scenario with what lies over it in all cases; each parameter against it; the files that values name."""
    loaded = [file.scenario(base, {}) for base in file.bases]
    least = file.sweep.least
    if least is not None and not (least.acceptance or all(found.scenario.acceptance for found in loaded)):
        findings.add(("least",), texts.NO_ACCEPTANCE, texts.ADD_ACCEPTANCE)
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
