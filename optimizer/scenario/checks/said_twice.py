"""What stands twice under two names: rules that say the same, and desks at which the same people would come twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from optimizer.errors import Diagnostic
from optimizer.rules.statement import Statement
from optimizer.scenario.reading.tree import Node, dotted
from optimizer.scenario.schema import Scenario
from optimizer.scenario.schema.work import Post
from optimizer.texts.diagnostics import references as texts
from optimizer.texts.messages import Said


def said_twice_warnings(scenario: Scenario, merged: Node) -> Iterator[Diagnostic]:
    """A warning for each rule that says what an earlier one says, and for each desk beside one for the same people."""
    for (first, one), (second, other) in combinations(scenario.rules.items(), 2):
        if "off" not in (one.enforcement, other.enforcement) and _statement(one) == _statement(other):
            yield _warning(merged, ("rules", second), texts.SAYS_THE_SAME(other=first), texts.KEEP_ONE_RULE)
    for (first, post), (second, beside) in combinations(scenario.posts.items(), 2):
        if (post.place, post.stream) == (beside.place, beside.stream) and _may_both_open(post, beside):
            what = texts.SAME_PEOPLE(other=first, place=post.place, stream=post.stream)
            yield _warning(merged, ("posts", second), what, texts.ONE_DESK_WITH_LANES)


def _statement(rule: Statement) -> object:
    return rule.model_dump(exclude={"enforcement", "source"})


def _may_both_open(post: Post, other: Post) -> bool:
    if post.kit is not None and post.kit == other.kit:
        return False
    shifts = post.shifts is None or other.shifts is None or bool({*post.shifts} & {*other.shifts})
    return shifts and (
        post.day_types is None or other.day_types is None or bool({*post.day_types} & {*other.day_types})
    )


def _warning(merged: Node, path: tuple[str, ...], what: Said, remedy: Said) -> Diagnostic:
    return Diagnostic(f"{merged.nearest(path).origin}  {dotted(path)}", what, remedy)
