"""The package of an XLSX workbook: its parts, its sheets, its shared strings and which number formats are dates.

Read here and not by a library, because an input may be damaged in any way: sizes are bounded before anything is
unpacked, cells far away cost nothing, and whatever is wrong comes out as one error. Transitional and Strict Open XML
differ in their namespaces alone, so elements are known by their local names.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

MAXIMUM_UNPACKED_BYTES = 30_000_000
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
    RecursionError,
)
"""What the libraries of archives, of XML and of encodings raise at damaged bytes."""
_NAMESPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Built-in number formats that are dates or times of day (ECMA-376 part 1, 18.8.30)."""
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
"""Parts of a number format that are shown as they are: quoted text, escaped characters, colours and conditions."""


class DamagedWorkbookError(Exception):
    """The bytes are no workbook that can be read."""


class LargeWorkbookError(Exception):
    """The workbook unpacks to more than is read."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """A link from one part of the package to another."""

    kind: str
    target: str


class Workbook:
    """A workbook whose parts are unpacked as they are asked for.

    Raises
    ------
    DamagedWorkbookError
        Also by its methods, at the part that is damaged.
    LargeWorkbookError
        If it unpacks to more than is read.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
            members = self._archive.infolist()
        except DAMAGE as error:
            raise DamagedWorkbookError from error
        if len({member.filename for member in members}) < len(members):
            raise DamagedWorkbookError
        if sum(member.file_size for member in members) > MAXIMUM_UNPACKED_BYTES:
            raise LargeWorkbookError
        roots = self._relations("")
        self._main = next((link.target for link in roots.values() if link.kind == "officeDocument"), "xl/workbook.xml")
        self._links = self._relations(self._main)

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """The part of each sheet of cells, by the sheet's name, in the order of the workbook."""
        found = {}
        for element in self.elements(self._main, "sheet"):
            reference = next((value for key, value in element.items() if key.endswith("}id")), "")
            link = self._links.get(reference)
            if link is not None and link.kind == "worksheet":
                found[element.get("name", "")] = link.target
        return found

    @cached_property
    def counts_from_1904(self) -> bool:
        """Whether days are counted from 1904, as in workbooks of old Macintoshes."""
        properties = next(self.elements(self._main, "workbookPr"), None)
        return properties is not None and is_true(properties.get("date1904"))

    @cached_property
    def strings(self) -> list[str]:
        """Texts that cells refer to by their number."""
        return [text_of(element) for element in self.elements(self._linked("sharedStrings"), "si")]

    @cached_property
    def date_styles(self) -> list[bool]:
        """Of each cell style whether it shows a number as a date or a time of day."""
        part = self._linked("styles")
        own = {
            element.get("numFmtId"): _shows_date(element.get("formatCode", ""))
            for element in self.elements(part, "numFmt")
        }
        styles: list[bool] = []
        for formats in self.elements(part, "cellXfs"):
            for style in formats:
                number = style.get("numFmtId", "0")
                styles.append(own[number] if number in own else number.isdecimal() and int(number) in _DATES)
        return styles

    def elements(self, part: str, *names: str) -> Iterator[ElementTree.Element]:
        """The elements of a part with one of these local names, each once it has been read whole."""
        if not part:
            return
        data = self._bytes_of(part)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise DamagedWorkbookError
        try:
            for _, element in ElementTree.iterparse(io.BytesIO(data)):
                space, _, name = element.tag.rpartition("}")
                if name in names:
                    if space[1:] not in _NAMESPACES and not part.endswith(".rels"):
                        raise DamagedWorkbookError
                    yield element
                if name in ("row", "si", *names):
                    element.clear()
        except DAMAGE as error:
            raise DamagedWorkbookError from error

    def _relations(self, part: str) -> dict[str, _Relation]:
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if links not in self._archive.NameToInfo:
            if part:
                raise DamagedWorkbookError
            return {}
        return {
            element.get("Id", ""): _Relation(
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:],
            )
            for element in self.elements(links, "Relationship")
        }

    def _linked(self, kind: str) -> str:
        return next((link.target for link in self._links.values() if link.kind == kind), "")

    def _bytes_of(self, part: str) -> bytes:
        try:
            return self._archive.read(part)
        except DAMAGE as error:
            raise DamagedWorkbookError from error


def text_of(element: ElementTree.Element) -> str:
    """The text of a string, plain or of several runs, without the reading aids that East Asian texts may have."""
    runs = [child for child in element if _local(child) in ("t", "r")]
    texts = [part.text or "" for run in runs for part in run.iter() if _local(part) == "t"]
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(texts))


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true", "on")


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _shows_date(code: str) -> bool:
    return bool(re.search("[dmyhs]", _LITERALS.sub("", code.partition(";")[0]).replace("General", ""), re.IGNORECASE))
