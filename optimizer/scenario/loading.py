"""Load a scenario: read its layers, merge them, validate the result, and remember where each value came from."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.garbage import uncollected
from optimizer.scenario.checks.equal_names import equal_name_warnings, equal_names, with_distinct_names
from optimizer.scenario.checks.mended_names import unknown_names_in_mended
from optimizer.scenario.checks.references import reference_diagnostics
from optimizer.scenario.checks.said_twice import said_twice_warnings
from optimizer.scenario.checks.unneeded_skills import unneeded_skill_warnings
from optimizer.scenario.checks.unpublished import unpublished_warnings
from optimizer.scenario.checks.validation import validate
from optimizer.scenario.layers.calendar_layer import calendar_layer, without_country
from optimizer.scenario.layers.changes import Change, changes
from optimizer.scenario.layers.layering import Layer, merge_layers, override_layers, read_layers, settled, text_layer
from optimizer.scenario.layers.lone_overlays import refuse_lone_overlay
from optimizer.scenario.layers.overlays import idle_overlay_warnings, override_warnings, read_overlays
from optimizer.scenario.layers.removals import IdleRemovals
from optimizer.scenario.layers.unread_sheets import unread_sheets
from optimizer.scenario.reading.files import Root, read_text, require_file
from optimizer.scenario.reading.tree import WITHHELD, Node, from_plain, mapping
from optimizer.scenario.schema import Scenario
from optimizer.texts.messages import Language


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A valid scenario and how it came about."""

    scenario: Scenario
    path: Path
    changes: tuple[Change, ...] = ()
    """What differs from the base, the file at the end of ``extends``."""
    purposes: Mapping[str, str] = field(default_factory=dict)
    """What each file laid over the base is for, as far as it says so."""
    warnings: tuple[Diagnostic, ...] = ()


@uncollected()
def load_scenario(
    path: Path,
    overrides: Sequence[str] = (),
    overlays: Sequence[Path] = (),
    language: Language | None = None,
) -> LoadedScenario:
    """Load the scenario at ``path``, with the files ``overlays`` and then ``path=value`` overrides laid over it.

    A language given goes over that of the campaign. Nothing is read outside of the nearest folder ``scenarios`` above
    the file, else the file's own.

    Raises
    ------
    ScenarioError
        With everything that is wrong, each problem with its place and remedy.
    """
    require_file(path, str(path), str(path))
    root = Root.of(path)
    own = root.locate(path.name, beside=Path(os.path.abspath(path)), where=str(path))
    written = read_layers(own, root)
    refuse_lone_overlay(path, written, root)
    files = settled(written)
    laid_over = read_overlays([(overlay, root) for overlay in overlays], files)
    return _loaded(path, files, laid_over, override_layers(overrides), language)


@uncollected()
def load_text(text: str, path: Path, overlays: Sequence[Path] = ()) -> LoadedScenario:
    """Load a scenario from its text, whole, as a run folder has it; no file is read but overlays.

    Parameters
    ----------
    text
        The scenario.
    path
        What it is called.
    overlays
        Files laid over it. Each is read below the nearest folder ``scenarios`` above it, else its own folder; a bare
        name is looked for in the folder ``scenarios`` here.

    Raises
    ------
    ScenarioError
        With everything that is wrong.
    """
    files = [text_layer(text, path.name)]
    return _loaded(path, files, read_overlays(_with_roots(overlays), files), (), None)


def _with_roots(overlays: Sequence[Path]) -> list[tuple[Path, Root]]:
    """Overlays with the folders below which each may read; in messages files of several have different names."""
    folders = []
    for overlay in overlays:
        is_bare = overlay.name == str(overlay) and not overlay.suffix
        folders.append(Root.of(Path("scenarios", "x") if is_bare else overlay).folder)
    above = None
    if len(set(folders)) > 1:
        with suppress(ValueError):  # where they lie on different drives
            above = Path(os.path.commonpath(folders))
    return [(overlay, Root(folder, above)) for overlay, folder in zip(overlays, folders, strict=True)]


def _loaded(
    path: Path,
    files: Sequence[Layer],
    overlays: Sequence[Layer],
    overrides: Sequence[Layer],
    language: Language | None,
) -> LoadedScenario:
    layers = [*files, *overlays, *overrides]
    campaign = merge_layers(layers, ["campaign"]).at(("campaign",))
    if language is not None and campaign is not None and isinstance(campaign.value, dict):
        layers.append(_language_layer(language))
    calendar = calendar_layer(merge_layers(layers, ["campaign", "calendar"]))
    of_base = [layer for layer in files if layer.file == files[0].file]
    removals = IdleRemovals(files[0].file)
    base = removals.merged(mapping("scenario"), [*([calendar] if calendar is not None else []), *of_base])
    merged = without_country(removals.merged(base, layers[len(of_base) :]))
    of_tables = [warning for layer in layers for warning in layer.warnings]
    warnings = [*removals.warnings, *of_tables, *unread_sheets(layers, Root.of(path))]
    warnings += [*idle_overlay_warnings(files, overlays), *override_warnings(overrides)]
    scenario = accepted(merged, layers, removals.refused)
    warnings += unneeded_skill_warnings(scenario, merged)
    warnings += unpublished_warnings(scenario, merged)
    warnings += said_twice_warnings(scenario, merged)
    namesakes = equal_names(scenario)
    warnings += equal_name_warnings(scenario, namesakes, merged)
    scenario = with_distinct_names(scenario, namesakes)
    purposes = {layer.file: layer.purpose for layer in layers if layer.purpose and layer.file != files[0].file}
    changed = tuple(changes(merged, without_country(base), layers))
    return LoadedScenario(scenario, path, changed, purposes, tuple(warnings))


def load_resolved(path: Path) -> LoadedScenario:
    """Load the scenario of a run folder, which needs nothing outside of it and reads nothing there.

    Raises
    ------
    ScenarioError
        With everything that is wrong.
    """
    require_file(path, str(path), str(path))
    return load_text(read_text(path, path.name), path)


def _language_layer(language: Language) -> Layer:
    origin = f"--lang {language}"
    return Layer(origin, from_plain({"campaign": {"language": language}}, origin))


def accepted(merged: Node, layers: Sequence[Layer], refused_removals: Sequence[Diagnostic] = ()) -> Scenario:
    """The scenario, or all problems of rows left out, of removals, of its parts and of the whole."""
    of_rows = [diagnostic for layer in layers for diagnostic in layer.diagnostics]
    validated = validate(merged)
    diagnostics = [*of_rows, *refused_removals, *validated.diagnostics]
    if validated.scenario is not None:
        # Rows without a usable id are left out like entries with mistakes of their own: counts would mislead.
        refused = validated.refused | {"", WITHHELD} if of_rows else validated.refused
        diagnostics += reference_diagnostics(validated.scenario, merged, refused)
    if validated.mended is not None:
        diagnostics += unknown_names_in_mended(*validated.mended, merged)
    if diagnostics or validated.scenario is None:
        raise ScenarioError(_once_a_group(diagnostics, layers))
    return validated.scenario


def _once_a_group(diagnostics: Sequence[Diagnostic], layers: Sequence[Layer]) -> list[Diagnostic]:
    """The problems, less those that one line of a selection makes again and again in the entities of its group."""
    lines = {node.origin for layer in layers if layer.is_of_group for _, node in layer.patch.leaves()}
    told: set[tuple[str, ...]] = set()
    kept = []
    for diagnostic in diagnostics:
        mistake = (str(diagnostic.where).partition("  ")[0], str(diagnostic.what), str(diagnostic.remedy))
        if mistake not in told:
            kept.append(diagnostic)
        if mistake[0] in lines:
            told.add(mistake)
    return kept
