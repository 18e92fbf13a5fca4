"""Which files a scenario may read, how they are named in messages, and how their bytes become text."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.characters import escaped
from optimizer.scenario.reading.suggestions import nearest_name
from optimizer.texts.diagnostics import files as texts
from optimizer.texts.diagnostics.names import DID_YOU_MEAN
from optimizer.texts.libraries import reason_of
from optimizer.texts.messages import Said

MAXIMUM_BYTES = 5_000_000
"""Largest file that is read; a district with all its tables has well under a tenth of that."""


_LONGEST_NAME = 120
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How workbooks and other packed files, documents of old office programs, and PDFs begin."""

LIBRARY = "what_if"
"""Folder, below the root of the scenario, of the overlays that may be given by name."""


@dataclass(frozen=True, slots=True)
class Root:
    """The folder below which a scenario may read: the nearest ``scenarios`` folder above it, else its own."""

    folder: Path
    shown_from: Path | None = None
    """The folder from which files are named in messages; the one that this lies in, or this one, if left out."""

    @classmethod
    def of(cls, scenario: Path) -> Root:
        """The root of the scenario at this path."""
        absolute = Path(os.path.abspath(scenario))
        named = (folder for folder in absolute.parents if folder.name == "scenarios")
        return cls(next(named, absolute.parent))

    def display(self, path: Path) -> str:
        """The name of a file in messages, the same on every machine."""
        start = self.shown_from or (self.folder.parent if self.folder.name == "scenarios" else self.folder)
        return Path(os.path.relpath(path, start)).as_posix()

    def locate(self, reference: str, beside: Path, where: str) -> Path:
        """The file that a reference written in the file ``beside`` means.

        Raises
        ------
        ScenarioError
            If it lies outside the root, by its path or through a symbolic link, or is no readable file.
        """
        path = Path(os.path.normpath(beside.parent / reference.replace("\0", "")))
        if not path.is_relative_to(self.folder) or not real_path(path).is_relative_to(real_path(self.folder)):
            raise ScenarioError(
                Diagnostic(
                    where,
                    texts.OUTSIDE_ROOT(file=reference, folder=self.folder.name),
                    texts.MOVE_BELOW_ROOT,
                )
            )
        require_file(path, reference, where)
        return path

    def locate_overlay(self, path: Path, where: str) -> Path:
        """The file of an overlay: a path, or a bare name without folder and ending, which lies in the library.

        Raises
        ------
        ScenarioError
            As :meth:`locate` does.
        """
        if path.name == str(path) and not path.suffix:
            return self.locate(f"{LIBRARY}/{path}.yaml", self.folder / "scenario", where)
        return self.locate(str(path), Path.cwd() / "scenario", where)


def real_path(path: Path) -> Path:
    """The path with symbolic links followed, without complaint about links that go in circles."""
    return Path(os.path.realpath(path))


def require_file(path: Path, name: str, where: str) -> None:
    """Refuse what does not exist, is no regular file, or is too large to be meant.

    Raises
    ------
    ScenarioError
        Saying which of these it is.
    """
    where, name = escaped(where), escaped(name)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        if not isinstance(error, OSError) or error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            raise ScenarioError(Diagnostic(where, texts.NO_FILE(file=name), _nearby(path))) from None
        # A name that is too long, a folder that may not be entered.
        what = texts.CANNOT_BE_REACHED(file=_shortened(name), reason=reason_of(error))
        raise ScenarioError(Diagnostic(_shortened(where), what, texts.CHECK_PATH)) from None
    if not stat.S_ISREG(status.st_mode):
        raise ScenarioError(Diagnostic(where, texts.NOT_A_FILE(file=name), texts.NAME_A_FILE))
    if (size := status.st_size) > MAXIMUM_BYTES:
        what = texts.TOO_LARGE(file=name, size=size / 1e6, limit=MAXIMUM_BYTES / 1e6)
        raise ScenarioError(Diagnostic(where, what, texts.CHECK_FILE_OR_SPLIT))


def _shortened(name: str) -> str:
    """A name that may be of any length, fit for a message."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _nearby(path: Path) -> Said:
    """The remedy for a file that does not exist: the nearest one of its folder, or the first few."""
    beside = [other for other in path.parent.iterdir() if other.suffix == path.suffix] if path.parent.is_dir() else []
    by_stem = {other.stem: other.name for other in sorted(beside)}
    if nearest := nearest_name(path.stem, by_stem):
        return DID_YOU_MEAN(name=by_stem[nearest])
    return texts.FILES_IN_FOLDER(files=", ".join([*by_stem.values()][:6])) if by_stem else texts.CHECK_PATH


def read_text(path: Path, display: str) -> str:
    """Text of a file in UTF-8 or UTF-16, in NFC, with plain line feeds.

    Raises
    ------
    ScenarioError
        If the bytes are neither; other encodings are never guessed, since a guess would change names silently.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what = texts.UNREADABLE(reason=reason_of(error))
        raise ScenarioError(Diagnostic(display, what, texts.CHECK_PERMISSIONS)) from None
    if data.startswith(_NO_TEXT):
        raise ScenarioError(Diagnostic(display, texts.NOT_TEXT, texts.SAVE_AS_TEXT))
    encoding = _encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = texts.NOT_UTF8(byte=data[error.start])
        raise ScenarioError(Diagnostic(f"{display}:{line}", what, texts.SAVE_AS_UTF8)) from None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _encoding_of(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark, UTF-16 shows by the zero bytes of its first ASCII characters.
    if data[1:2] == b"\0":
        return "utf-16-le"
    if data[:1] == b"\0":
        return "utf-16-be"
    return "utf-8"
