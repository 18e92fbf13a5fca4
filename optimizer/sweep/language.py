"""The language of a sweep: that of the first scenario it names, read before anything is checked."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml.error import YAMLError

from optimizer.errors import ScenarioError
from optimizer.scenario.reading.files import Root, read_text, require_file
from optimizer.scenario.reading.language import campaign_language, values_until
from optimizer.texts.messages import Language


def sweep_language(path: Path) -> Language | None:
    """The language of a sweep file; ``None`` if the files cannot be read so far."""
    try:
        require_file(path, str(path), str(path))
        root = Root.of(path)
        said = values_until(read_text(path, root.display(path)), ("base",))
        base = said.get(("base",)) or said.get(("base", "0"), "")
        return campaign_language(root.locate(base, path.absolute(), "base"))
    except (ScenarioError, YAMLError, OSError):
        return None
