"""Writes the parts of the documents that follow from the code: verbs, options, sections of a scenario, kinds of rules.

A part stands between two comments, ``<!-- generated: NAME -->`` and ``<!-- end -->``; whatever else a document says is
written by hand. A document whose name ends in ``.vi.md`` gets the Vietnamese. ``make documents`` brings all of them up
to date, and a test holds them to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import getdoc
from pathlib import Path
from typing import Final, TypeGuard, get_args

import click
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML

from optimizer.commandline import main
from optimizer.commandline.language import speak
from optimizer.commandline.verb import Verb
from optimizer.fields import Section
from optimizer.rules.catalogue import KINDS
from optimizer.rules.describe import describe
from optimizer.scenario.schema import Scenario
from optimizer.texts.messages import Language

ROOT: Final = Path(__file__).parents[1]
PART: Final = re.compile(r"(<!-- generated: ([a-z-]+)(?: ([\w-]+))? -->\n).*?(<!-- end -->)", re.DOTALL)
OF_EVERY_VERB: Final = frozenset({"language", "as_json", "debug", "help"})
OF_EVERY_RULE: Final = frozenset({"enforcement", "scope", "source"})

Heads = Mapping[Language, tuple[str, ...]]
VERBS_HEAD: Final[Heads] = {"en": ("verb", "what it does", "example"), "vi": ("lệnh", "việc làm", "ví dụ")}
OPTIONS_HEAD: Final[Heads] = {"en": ("option", "meaning"), "vi": ("tùy chọn", "ý nghĩa")}
SECTIONS_HEAD: Final[Heads] = {"en": ("section", "meaning"), "vi": ("mục", "ý nghĩa")}
RULES_HEAD: Final[Heads] = {
    "en": ("kind", "what it says", "a breach counts", "tier if soft", "parameters"),
    "vi": ("loại", "nội dung", "tính vi phạm", "mục tiêu nếu mềm", "thông số"),
}
WHAT_IFS_HEAD: Final[Heads] = {"en": ("overlay", "question"), "vi": ("lớp phủ", "câu hỏi")}


def documents() -> list[Path]:
    """Return the documents that have generated parts."""
    return [path for path in sorted((ROOT / "docs").glob("*.md")) if PART.search(path.read_text(encoding="utf-8"))]


def up_to_date(path: Path) -> str:
    """Return the text of a document with its parts generated anew.

    Raises
    ------
    KeyError
        If it asks for a part that there is not.
    """
    language: Language = "vi" if path.name.endswith(".vi.md") else "en"

    def part(found: re.Match[str]) -> str:
        head, name, of, end = found.groups()
        return "\n".join([head.rstrip(), *PARTS[name](language, of), end])

    return PART.sub(part, path.read_text(encoding="utf-8"))


def _table(heads: Heads, rows: Iterable[Iterable[str]], language: Language) -> Iterator[str]:
    """Lines of a Markdown table."""
    yield _row(heads[language])
    yield "|" + "---|" * len(heads[language])
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", r"\|").replace(" <", r" \<") for cell in cells) + " |"


def _verbs(language: Language, _of: str | None) -> Iterator[str]:
    """Every verb with what it does and an example."""
    rows = (
        (f"`{name}`", verb.about.in_language(language).partition("\n")[0], f"`{verb.example}`")
        for name, verb in main.commands.items()
        if isinstance(verb, Verb)
    )
    yield from _table(VERBS_HEAD, rows, language)


def _options(language: Language, of: str | None) -> Iterator[str]:
    """The options of one verb, or those that every verb has."""
    name = of or next(iter(main.commands))
    context = click.Context(main.commands[name], info_name=f"catruc {name}", **main.context_settings)
    speak(context, language)
    options = (each for each in context.command.get_params(context) if isinstance(each, click.Option))
    asked = (option for option in options if (option.name in OF_EVERY_VERB) == (of is None))
    records = (record for option in asked if (record := option.get_help_record(context)) is not None)
    yield from _table(OPTIONS_HEAD, ((f"`{written}`", meaning) for written, meaning in records), language)


def _sections(language: Language, _of: str | None) -> Iterator[str]:
    """The sections of a scenario file."""
    rows = ((f"`{name}`", _meaning(name, field, language)) for name, field in Scenario.model_fields.items())
    yield from _table(SECTIONS_HEAD, rows, language)


def _meaning(name: str, field: FieldInfo, language: Language) -> str:
    """What a section is: what its entries say of themselves, then what its field says."""
    model = next(filter(_is_section, (field.annotation, *get_args(field.annotation))), None)
    of_entries = (getdoc(model) if language == "en" else model.vietnamese.get("")) if model else ""
    of_field = field.description if language == "en" else Scenario.vietnamese.get(name)
    return " ".join(text.split("\n\n")[0] for text in (of_entries, of_field) if text)


def _is_section(annotation: object) -> TypeGuard[type[Section]]:
    return isinstance(annotation, type) and issubclass(annotation, Section)


def _rules(language: Language, _of: str | None) -> Iterator[str]:
    """What each kind of rule says, what a breach counts, and its own parameters."""
    rows = []
    for told in (describe(kind, language) for kind in KINDS):
        own = ", ".join(f"`{each.name}`" for each in told.parameters if each.name not in OF_EVERY_RULE)
        rows.append((f"`{told.kind}`", told.rule, told.amount, f"`{told.tier}`", own or "–"))
    yield from _table(RULES_HEAD, rows, language)


def _what_ifs(language: Language, _of: str | None) -> Iterator[str]:
    """The overlays of the reference case, with what each asks in the words of its file."""
    files = sorted((ROOT / "scenarios" / "what_if").glob("*.yaml"))
    rows = ((f"`{path.stem}`", YAML(typ="safe", pure=True).load(path)["purpose"]) for path in files)
    yield from _table(WHAT_IFS_HEAD, rows, language)


PARTS: Final[Mapping[str, Callable[[Language, str | None], Iterator[str]]]] = {
    "verbs": _verbs,
    "options": _options,
    "sections": _sections,
    "rules": _rules,
    "what-ifs": _what_ifs,
}


if __name__ == "__main__":
    for document in documents():
        document.write_text(up_to_date(document), encoding="utf-8", newline="\n")
