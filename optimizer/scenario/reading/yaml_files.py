"""Read one YAML file into nodes with their lines.

YAML 1.2 without its surprises: ``22:00`` and ``off`` are text, keys are text, duplicate keys are errors, tags and
merge keys are refused. So is what YAML reads otherwise than it was meant: a key without a value, such as the one that
a decimal comma makes of ``{day: 0,02}``, and numbers that it cuts in a list. The tree is built from the parser's
events, so that nesting and size are bounded before anything large exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

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
from optimizer.scenario.reading.characters import escaped, refused_character
from optimizer.scenario.reading.files import read_text
from optimizer.scenario.reading.numbers import PlainScalar, cut_number, meant_number, number_with_commas
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.scenario.reading.tree import Node, Scalar, dotted, typed_scalar
from optimizer.scenario.reading.tree import Path as Keys
from optimizer.texts.diagnostics import files as texts
from optimizer.texts.diagnostics import nouns, numbers
from optimizer.texts.diagnostics.names import UNKNOWN
from optimizer.texts.libraries import YAML_CONTEXT, YAML_PROBLEM, recognised
from optimizer.texts.messages import Message, Said

MAXIMUM_DEPTH = 30
MAXIMUM_VALUES = 100_000

KnownKeys: TypeAlias = Callable[[Keys], Iterable[str]]
"""The keys that a section at a path may have, as far as there is a closed list of them."""


def read_yaml_file(path: Path, display: str, known: KnownKeys | None = None) -> Node:
    """The mapping a YAML file holds; ``known`` are the keys to choose from where one has no value.

    Raises
    ------
    ScenarioError
        With every duplicate key and refused construct, or the first syntax error.
    """
    return read_yaml_text(read_text(path, display), display, known)


def read_yaml_text(text: str, display: str, known: KnownKeys | None = None) -> Node:
    """The mapping a YAML text holds, as :func:`read_yaml_file` reads it."""
    return _mapping(read_yaml(text, display, known), display)


def read_written(text: str, display: str, known: KnownKeys | None = None) -> Node:
    """The mapping of a YAML text that this program wrote, in a twentieth of the time of :func:`read_yaml_text`.

    libyaml reads it, of which YAML 1.1 and other words for what is wrong do not matter here: texts are quoted where
    the two could differ, and what it refuses is read again by the other, for its reason.
    """
    try:
        return _mapping(_built(YAML(typ="safe").parse(text), text, display, known), display)
    except YAMLError:
        return read_yaml_text(text, display, known)


def _mapping(node: Node, display: str) -> Node:
    if node.value is None:
        raise ScenarioError(Diagnostic(f"{display}:1", texts.EMPTY_FILE, texts.BEGIN_OR_EXTEND))
    if not isinstance(node.value, dict):
        raise ScenarioError(Diagnostic(f"{display}:1", texts.NO_SECTIONS, texts.BEGIN))
    return node


def read_yaml(text: str, display: str, known: KnownKeys | None = None) -> Node:
    """The single document of a YAML text; an empty text is ``None``."""
    try:
        return _built(events(text), text, display, known)
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1 if isinstance(error.position, int) else 1
        raise ScenarioError(Diagnostic(f"{display}:{line}", texts.CONTROL_CHARACTER, texts.DELETE_IT)) from None
    except MarkedYAMLError as error:
        raise ScenarioError(_syntax_diagnostic(error, display)) from None
    except YAMLError as error:
        raise ScenarioError(Diagnostic(f"{display}:1", texts.NOT_YAML(reason=error), texts.CORRECT_FILE)) from None


def _built(parsed: Iterable[Any], text: str, display: str, known: KnownKeys | None) -> Node:
    builder = _TreeBuilder(display, text, known)
    for event in parsed:
        builder.take(event)
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
    size: int = 1
    """Values in it so far, itself included."""
    depth: int = 1
    plain: list[PlainScalar] = field(default_factory=list)
    """Its scalars without quotes so far."""

    def finished(self) -> Node:
        return Node(self.origin, tuple(self.items) if self.entries is None else self.entries)


class _TreeBuilder:
    """Builds nodes from parser events."""

    def __init__(self, display: str, text: str, known: KnownKeys | None) -> None:
        self.display = display
        self._text = text
        self._known = known
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
            self._check_items(closed)
            self._count(1, line)
            self._put(closed.finished(), closed.line, closed.anchor, closed.size, closed.depth)
        elif isinstance(event, ScalarEvent):
            self._take_scalar(event, line)
        elif isinstance(event, AliasEvent):
            self._take_alias(event.anchor, line)

    def _fail(self, line: int, what: Said, remedy: Said) -> None:
        raise ScenarioError([*self.diagnostics, Diagnostic(f"{self.display}:{line}", what, remedy)])

    def _refuse(self, line: int, what: Said, remedy: Said, path: Keys = ()) -> None:
        where = f"{self.display}:{line}  {escaped(dotted(path))}".rstrip()
        self.diagnostics.append(Diagnostic(where, what, remedy))

    def _path(self) -> Keys:
        """The keys of the collections that are open, and of the entry that is read in the last."""
        steps = (len(level.items) if level.entries is None else level.key for level in self._stack)
        return tuple(step for step in steps if step is not None)

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
        if (character := refused_character(event.value)) is not None:
            self._refuse(line, texts.CHARACTER(character=character), texts.DELETE_IT, self._path())
        if parent is not None and parent.entries is not None and parent.key is None:
            self._take_key(parent, event, line)
            return
        self._count(1, line)
        if event.tag is not None:
            self._refuse(line, texts.TAG(tag=event.tag), texts.REMOVE_TAG_OR_QUOTE)
        value: Scalar = typed_scalar(event.value) if event.implicit[0] else event.value
        origin_line = parent.key_line if parent is not None and parent.entries is not None else line
        if parent is not None and event.implicit[0] and event.value:
            parent.plain.append(PlainScalar(event.value, event.start_mark.index, event.end_mark.index, line))
        elif parent is not None and event.implicit[0]:
            self._refuse_empty(parent, event.start_mark.index, origin_line)
        self._put(Node(f"{self.display}:{origin_line}", value), line, event.anchor)

    def _refuse_empty(self, parent: _Open, position: int, line: int) -> None:
        """Refuse a key or item without a value; in braces it may be what a decimal comma has cut off."""
        if parent.key is None:
            self._refuse(line, texts.EMPTY_ITEM, texts.REMOVE_ITEM, self._path())
            return
        # In braces, "key:}" has the colon for a part of the key.
        path = (*self._path()[:-1], key := parent.key.removesuffix(":"))
        if (number := self._number_cut(parent, position)) is not None:
            cut = parent.plain[-1]
            if position == cut.end + 1 + len(key):
                whole = next(reversed(parent.entries or {}), key)
                what = numbers.COMMA_IN_BRACES(number=number, read=cut.text)
                self._refuse(line, what, meant_number(number) or numbers.BLANK_OR_QUOTES, (*path[:-1], whole))
            return
        known = list(self._known(path[:-1])) if self._known is not None else []
        remedy: Said
        if ":" in key:
            name, _, value = key.partition(":")
            what, remedy = texts.NO_VALUE(key=key), texts.BLANK_AFTER_COLON(key=name, value=value)
        elif parent.plain and key not in known and self._text[parent.plain[-1].end : position] == f", {key}":
            read = parent.plain[-1].text
            what, remedy = texts.COMMA_IN_BRACES(text=f"{read}, {key}", read=read), texts.QUOTE_TEXT
        elif known and key not in known:
            what, remedy = UNKNOWN(what=nouns.KEY.one, name=key), did_you_mean(key, known, nouns.KEY.many)
        else:
            what, remedy = texts.NO_VALUE(key=key), texts.WRITE_VALUE_OR_NULL
        self._refuse(line, what, remedy, path)

    def _number_cut(self, parent: _Open, position: int) -> str | None:
        """The number with a comma, if one stands where the last value does and goes on to this position."""
        if not parent.plain:
            return None
        number = number_with_commas(self._text, parent.plain[-1].start, parent.plain[-1].end)
        return number if number is not None and position <= parent.plain[-1].start + len(number) else None

    def _check_items(self, closed: _Open) -> None:
        """Refuse a list in brackets in which a decimal comma seems to have cut a number in two."""
        if closed.entries is None and (number := cut_number(closed.plain, self._text)) is not None:
            left, right = closed.plain[number].text, closed.plain[number + 1].text
            what = numbers.COMMA_IN_BRACKETS(number=f"{left},{right}", left=left, right=right)
            remedy = numbers.POINT_OR_BLANK(number=f"{left}.{right}", left=left, right=right)
            self._refuse(closed.plain[number].line, what, remedy, self._path())

    def _take_key(self, parent: _Open, event: Any, line: int) -> None:
        key = str(event.value)
        if key == "<<":
            self._refuse(line, texts.MERGE_KEY, texts.WRITE_OUT)
        assert parent.entries is not None
        if key in parent.entries and self._number_cut(parent, event.start_mark.index) is None:
            first = parent.entries[key].origin.rpartition(":")[2]
            self._refuse(line, texts.KEY_TWICE(key=key, line=first), texts.KEEP_ONE)
        parent.key, parent.key_line = key, line

    def _take_alias(self, anchor: str, line: int) -> None:
        if anchor not in self._anchors:
            self._fail(line, texts.UNKNOWN_ANCHOR(anchor=anchor), texts.DEFINE_ANCHOR(anchor=anchor))
        node, size, depth = self._anchors[anchor]
        if len(self._stack) + depth > MAXIMUM_DEPTH:
            self._fail(line, texts.TOO_DEEP(levels=MAXIMUM_DEPTH), texts.FEWER_LEVELS)
        self._count(size, line)
        self._put(node, line, None, size, depth)

    def _count(self, values: int, line: int) -> None:
        self._values += values
        if self._values > MAXIMUM_VALUES:
            self._fail(line, texts.TOO_MANY_VALUES(limit=MAXIMUM_VALUES), texts.USE_TABLES)

    def _put(self, node: Node, line: int, anchor: str | None, size: int = 1, depth: int = 1) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size, depth)
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.size += size
        parent.depth = max(parent.depth, depth + 1)
        if parent.entries is None:
            parent.items.append(node)
        else:
            assert parent.key is not None
            parent.entries[parent.key] = node
            parent.key = None
