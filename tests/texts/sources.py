"""What the sources of the program say of its texts, read without running it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import optimizer
from optimizer.texts.messages import Noun, Template

ROOT = Path(optimizer.__file__).parent
PAGES = {path: path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.html"))}


@cache
def trees() -> dict[str, ast.Module]:
    """Every module by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(ROOT.rglob("*.py"))
    }


def places(text: str) -> set[str]:
    """Names of the places of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def templates_written() -> Iterator[tuple[str, ast.Call]]:
    """Every template that is written out, with where it stands."""
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Template":
                yield f"{module}:{node.lineno}", node


@cache
def constants() -> dict[str, object]:
    """Templates, nouns and mappings of templates by the dotted name of the constant that holds them."""
    found: dict[str, object] = {}
    for module, tree in trees().items():
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            for target in targets:
                if isinstance(target, ast.Name) and "Template" in ast.dump(node):
                    value = getattr(import_module(module), target.id)
                    if isinstance(value, Template | Noun) or _is_family(value):
                        found[f"{module}.{target.id}"] = value
    return found


def _is_family(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(isinstance(text, Template) for text in value.values())


def names_used() -> set[str]:
    """Dotted names of the constants that some module or page looks up."""
    used = set()
    for module, tree in trees().items():
        names = names_in(module)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)):
                used.add(dotted_name(node, names))
    for page in PAGES.values():
        used |= {f"optimizer.texts.{module}.{name}" for module, name in re.findall(r"\b([a-z]+)\.([A-Z_]+)\b", page)}
    return used


def names_in(module: str) -> dict[str, str]:
    """The dotted names that a module's own names stand for: of modules, and of constants of the catalogue."""
    known = {name.rpartition(".")[2]: name for name in constants() if name.rpartition(".")[0] == module}
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.ImportFrom) and node.module:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def dotted_name(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name of what an expression names; empty if it is not that simple."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{names.get(node.value.id, '')}.{node.attr}"
    return ""


def template_at(node: ast.expr, names: dict[str, str]) -> Template | None:
    """The template that an expression names."""
    value = constants().get(dotted_name(node, names))
    return value if isinstance(value, Template) else None


def words_of(text: str) -> list[str]:
    """Words of a sentence: what stands beside other words with a blank between, and is no option, path or key."""
    return re.findall(r"(?<![\w./:#-])[^\W\d_]{2,}(?= [^\W\d_]{2,})", text)
