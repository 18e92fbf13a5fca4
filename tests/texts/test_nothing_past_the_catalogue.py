"""Texts that go to people are templates: no sentence stands where only one language would have it.

That what is wrong and its remedy are templates, the type checker sees. Here is what it cannot see.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.commandline import main
from optimizer.commandline.verb import Option, Verb, Verbs
from tests.texts.sources import PAGES, trees, words_of

TELLING = ("optimizer.commandline", "optimizer.publish", "optimizer.compare", "optimizer.sweep")
"""Packages that write what people read."""
FOR_DEVELOPERS = {("optimizer.scenario.writing.schema_text", "ValueError")}
"""Errors that no user brings about."""


def literals(node: ast.AST) -> Iterator[str]:
    """Pieces of text written out in an expression."""
    for below in ast.walk(node):
        if isinstance(below, ast.Constant) and isinstance(below.value, str):
            yield below.value


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in names:
                    yield module, node


@pytest.mark.parametrize("text", ["unknown key", "officers of ", ": không có tệp", "give more time with --time"])
def test_sentences_are_told_from_names(text: str) -> None:
    assert words_of(text)
    assert not any(words_of(name) for name in ("scenarios/case.yaml:3  officers.an", "--set a=b", "tiers[0]", " · "))


def test_a_place_has_no_words_of_one_language() -> None:
    found = list(calls("Diagnostic"))
    assert len(found) > 60
    wordy = [(module, text) for module, call in found for text in literals(call.args[0]) if words_of(text)]
    # Command lines are the same in every language.
    assert [(module, text) for module, text in wordy if not text.startswith(("catruc ", "--"))] == []


@pytest.mark.parametrize("names", [("Diagnostic", "_diagnostic"), ("add", "_refuse", "_fail"), ("MalformedRuleError",)])
def test_what_is_wrong_is_no_plain_text(names: tuple[str, ...]) -> None:
    found = [(module, call) for module, call in calls(*names) if len(call.args) >= 2]
    assert found
    wordy = [
        (module, text)
        for module, call in found
        for argument in call.args[1:]
        if not isinstance(argument, ast.Call)
        for text in literals(argument)
        if words_of(text)
    ]
    assert wordy == []


def test_checks_of_the_schema_raise_messages() -> None:
    raised = {
        (module, ast.unparse(node.exc.func))
        for module, tree in trees().items()
        if module.startswith(("optimizer.fields", "optimizer.rules", "optimizer.scenario", "optimizer.sweep"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    }
    assert {name for _, name in raised} >= {"RefusedValueError", "MalformedRuleError", "ScenarioError"}
    assert {(module, name) for module, name in raised if name == "ValueError"} <= FOR_DEVELOPERS


def test_help_and_usage_are_templates() -> None:
    assert isinstance(main, Verbs)
    for verb in main.commands.values():
        assert isinstance(verb, Verb)
        options = [parameter for parameter in verb.params if parameter.param_type_name == "option"]
        assert [option.name for option in options if not isinstance(option, Option)] == []
    for module, call in calls("UsageError", "BadParameter", "ClickException", "Abort"):
        assert list(literals(call)) == [], module
    for module, call in calls("option", "command", "group", "argument", "version_option"):
        assert [keyword.arg for keyword in call.keywords if keyword.arg in ("help", "short_help", "epilog")] == [], (
            module
        )


def test_what_is_printed_is_not_written_where_it_is_printed() -> None:
    """Lines and progress: strings with words stand in templates alone, beside documentation and names of the schema."""
    wordy = []
    for module, tree in trees().items():
        if not module.startswith(TELLING):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("echo", "say", "print_lines", "write", "print", "phrase", "Notice", "Reason", "Event"):
                    wordy += [(module, text) for text in literals(node) if words_of(text)]
            elif isinstance(node, ast.Yield) and node.value is not None:
                wordy += [(module, text) for text in literals(node.value) if words_of(text)]
    assert [(module, text) for module, text in wordy if "catruc " not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=[path.name for path in PAGES])
def test_pages_have_no_words_of_their_own(page: Path) -> None:
    text = re.sub(r"(?s)<style>.*?</style>|\{%.*?%\}|\{\{.*?\}\}", "", PAGES[page])
    told = [*re.findall(r"(?:title|aria-label|alt)=\"([^\"]*)\"", text), re.sub(r"(?s)<[^>]*>", "", text)]
    assert [word for part in told for word in re.findall(r"[^\W\d_]{2,}", part)] == []
