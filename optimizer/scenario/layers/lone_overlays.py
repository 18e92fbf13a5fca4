"""An overlay given where a scenario is wanted: told as such, with the command that lays it over its base."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.layers.layering import Layer, read_layers
from optimizer.scenario.reading.files import LIBRARY, Root, read_text
from optimizer.texts.diagnostics import layers as texts
from optimizer.texts.messages import Said

_CAMPAIGN = re.compile(r"^(campaign|extends)\s*:", re.MULTILINE)
_SWEEP_KEYS = ("base", "parameters")
"""What a file of many plans has, and no scenario."""
_DEFAULT = "default.yaml"
"""Documents the schema; a scenario of one's own is what an overlay is meant for."""


def refuse_lone_overlay(path: Path, files: Sequence[Layer], root: Root) -> None:
    """Refuse a file that says something of a campaign, but neither has nor extends one.

    Raises
    ------
    ScenarioError
        With the command that lays the file over the first scenario of its root.
    """
    if (told := _lone_overlay(path, files, root)) is not None:
        raise ScenarioError(told)


def scenario_instead(path: Path, wanted: Said) -> Diagnostic | None:
    """What to say of a scenario or an overlay that is given where something else is wanted; nothing of other files."""
    root, display = Root.of(path), str(path)
    try:
        own = root.locate(path.name, beside=Path(os.path.abspath(path)), where=display)
        files = read_layers(own, root)
    except ScenarioError:
        return None
    if any(layer.patch.at(("campaign",)) is not None for layer in files):
        return Diagnostic(display, texts.SCENARIO_INSTEAD(wanted=wanted), texts.PLAN_IT(scenario=display))
    return _lone_overlay(path, files, root)


def _lone_overlay(path: Path, files: Sequence[Layer], root: Root) -> Diagnostic | None:
    says_something = any(layer.patch.value or layer.selections for layer in files)
    if not says_something or any(layer.patch.at(("campaign",)) is not None for layer in files):
        return None
    absolute = Path(os.path.abspath(path))
    if any(layer.patch.at((key,)) is not None for layer in files for key in _SWEEP_KEYS):
        return Diagnostic(root.display(absolute), texts.SWEEP_INSTEAD, texts.RUN_SWEEP(sweep=path.as_posix()))
    is_in_library = absolute.parent == root.folder / LIBRARY
    overlay = absolute.stem if is_in_library else path.as_posix()
    base = next(_scenarios(root, absolute), None)
    shown = os.path.relpath(base) if base is not None else texts.SCENARIO_FILE
    what = texts.LONE_OVERLAY(file=root.display(absolute))
    return Diagnostic(root.display(absolute), what, texts.LAY_OVER(base=shown, overlay=overlay))


def _scenarios(root: Root, but: Path) -> Iterator[Path]:
    for path in sorted(root.folder.glob("*.yaml"), key=lambda found: (found.name == _DEFAULT, found.name)):
        try:
            if path != but and _CAMPAIGN.search(read_text(path, root.display(path))):
                yield path
        except ScenarioError:
            continue
