"""Read one YAML file into nodes with their lines.

YAML 1.2 without its surprises: ``22:00`` and ``off`` are text, keys are text, duplicate keys are errors, tags and
merge keys are refused. The tree is built from the parser's events, so that nesting and size are bounded before
anything large exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from optimizer.errors import Diagnostic, ScenarioError
from optimizer.scenario.reading.files import read_text
from optimizer.scenario.reading.tree import Node, Scalar, typed_scalar
from optimizer.texts.diagnostics import files as texts
from optimizer.texts.libraries import YAML_CONTEXT, YAML_PROBLEM, recognised
from optimizer.texts.messages import Message, Said

MAXIMUM_DEPTH = 30
MAXIMUM_VALUES = 100_000


def read_yaml_file(path: Path, display: str) -> Node:
    """The mapping a YAML file holds.

    Raises
    ------
    ScenarioError
        With every duplicate key and refused construct, or the first syntax error.
    """
    node = read_yaml(read_text(path, display), display)
    if node.value is None:
        raise ScenarioError(Diagnostic(f"{display}:1", texts.EMPTY_FILE, texts.BEGIN_OR_EXTEND))
    if not isinstance(node.value, dict):
        raise ScenarioError(Diagnostic(f"{display}:1", texts.NO_SECTIONS, texts.BEGIN))
    return node


def read_yaml(text: str, display: str) -> Node:
    """The single document of a YAML text; an empty text is ``None``."""
    builder = _Builder(display)
    try:
        for event in events(text):
            builder.take(event)
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1 if isinstance(error.position, int) else 1
        raise ScenarioError(Diagnostic(f"{display}:{line}", texts.CONTROL_CHARACTER, texts.DELETE_IT)) from None
    except MarkedYAMLError as error:
        raise ScenarioError(_syntax_diagnostic(error, display)) from None
    except YAMLError as error:
        raise ScenarioError(Diagnostic(f"{display}:1", texts.NOT_YAML(reason=error), texts.CORRECT_FILE)) from None
    if builder.diagnostics:
        raise ScenarioError(builder.diagnostics)
    return builder.root or Node(f"{display}:1", None)


def events(text: str) -> Iterator[Any]:
    """The parser's events, as far as the text is YAML."""
    return iter(YAML(typ="safe", pure=True).parse(text))


def _syntax_diagnostic(error: MarkedYAMLError, display: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    what = texts.NOT_VALID_YAML(reason=_reason_of(error))
    return Diagnostic(f"{display}:{line}", what, texts.CHECK_INDENTATION)


def _reason_of(error: MarkedYAMLError) -> Message:
    problem = recognised(str(error.problem or ""), YAML_PROBLEM)
    if not error.context:
        return problem
    context = recognised(str(error.context), YAML_CONTEXT)
    return texts.IN_CONTEXT(context=context, problem=problem) if error.problem else context


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    origin: str
    line: int
    entries: dict[str, Node] | None
    """Of a mapping; ``None`` for a sequence."""
    items: list[Node] = field(default_factory=list)
    key: str | None = None
    key_line: int = 0
    anchor: str | None = None

    def finished(self) -> Node:
        return Node(self.origin, tuple(self.items) if self.entries is None else self.entries)


class _Builder:
    """Builds nodes from parser events."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        """Per anchor the node, how many values it holds and how deep it is."""
        self._values = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._fail(line, texts.SECOND_DOCUMENT, texts.ONE_DOCUMENT)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._open(event, line)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            closed = self._stack.pop()
            self._put(closed.finished(), closed.line, closed.anchor)
        elif isinstance(event, ScalarEvent):
            self._take_scalar(event, line)
        elif isinstance(event, AliasEvent):
            self._take_alias(event.anchor, line)

    def _fail(self, line: int, what: Said, remedy: Said) -> None:
        raise ScenarioError([*self.diagnostics, Diagnostic(f"{self.display}:{line}", what, remedy)])

    def _refuse(self, line: int, what: Said, remedy: Said) -> None:
        self.diagnostics.append(Diagnostic(f"{self.display}:{line}", what, remedy))

    def _open(self, event: Any, line: int) -> None:
        if len(self._stack) >= MAXIMUM_DEPTH:
            self._fail(line, texts.TOO_DEEP(levels=MAXIMUM_DEPTH), texts.FEWER_LEVELS)
        if event.tag is not None:
            self._refuse(line, texts.TAG(tag=event.tag), texts.REMOVE_TAG)
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.entries is not None and parent.key is None:
            self._fail(line, texts.LIST_AS_KEY, texts.PLAIN_KEYS)
        key_line = parent.key_line if parent is not None and parent.entries is not None else line
        entries: dict[str, Node] | None = {} if isinstance(event, MappingStartEvent) else None
        self._stack.append(_Open(f"{self.display}:{key_line}", line, entries, anchor=event.anchor))

    def _take_scalar(self, event: Any, line: int) -> None:
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.entries is not None and parent.key is None:
            self._take_key(parent, str(event.value), line)
            return
        if event.tag is not None:
            self._refuse(line, texts.TAG(tag=event.tag), texts.REMOVE_TAG_OR_QUOTE)
        value: Scalar = typed_scalar(event.value) if event.implicit[0] else event.value
        origin_line = parent.key_line if parent is not None and parent.entries is not None else line
        self._put(Node(f"{self.display}:{origin_line}", value), line, event.anchor)

    def _take_key(self, parent: _Open, key: str, line: int) -> None:
        if key == "<<":
            self._refuse(line, texts.MERGE_KEY, texts.WRITE_OUT)
        assert parent.entries is not None
        if key in parent.entries:
            first = parent.entries[key].origin.rpartition(":")[2]
            self._refuse(line, texts.KEY_TWICE(key=key, line=first), texts.KEEP_ONE)
        parent.key, parent.key_line = key, line

    def _take_alias(self, anchor: str, line: int) -> None:
        if anchor not in self._anchors:
            self._fail(line, texts.UNKNOWN_ANCHOR(anchor=anchor), texts.DEFINE_ANCHOR(anchor=anchor))
        node, size, depth = self._anchors[anchor]
        self._values += size
        if len(self._stack) + depth > MAXIMUM_DEPTH:
            self._fail(line, texts.TOO_DEEP(levels=MAXIMUM_DEPTH), texts.FEWER_LEVELS)
        self._put(node, line, None)

    def _put(self, node: Node, line: int, anchor: str | None) -> None:
        self._values += 1
        if self._values > MAXIMUM_VALUES:
            self._fail(line, texts.TOO_MANY_VALUES(limit=MAXIMUM_VALUES), texts.USE_TABLES)
        if anchor is not None:
            self._anchors[anchor] = (node, *_extent(node))
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.entries is None:
            parent.items.append(node)
        else:
            assert parent.key is not None
            parent.entries[parent.key] = node
            parent.key = None


def _extent(node: Node) -> tuple[int, int]:
    """Number of values and levels of a node."""
    if not isinstance(node.value, (dict, tuple)):
        return 1, 1
    children = node.value.values() if isinstance(node.value, dict) else node.value
    extents = [_extent(child) for child in children]
    return 1 + sum(size for size, _ in extents), 1 + max((depth for _, depth in extents), default=0)
