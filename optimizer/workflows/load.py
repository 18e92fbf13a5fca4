"""A scenario with everything that is laid over it, as every verb that reads one takes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.texts.messages import Language

if TYPE_CHECKING:
    from optimizer.scenario.loading import LoadedScenario


def load_with_baseline(
    path: Path,
    overlays: tuple[Path, ...] = (),
    overrides: tuple[str, ...] = (),
    language: Language | None = None,
    text: str | None = None,
) -> LoadedScenario:
    """Load a scenario with overlays and overrides, its baseline measured; a language given goes over all of them.

    A text given is the scenario whole, and no file is read.
    """
    from optimizer.scenario.loading import load_scenario, load_text

    loaded = load_scenario(path, overrides, overlays, language) if text is None else load_text(text, path)
    if loaded.scenario.baseline is None:
        return loaded
    from optimizer.acceptance.baseline import with_baseline

    return replace(loaded, scenario=with_baseline(loaded.scenario, f"{path}  baseline.run"))
