"""The cheapest conflict by implicit hitting sets (Ignatiev et al. 2015; Gamba, Bogaerts, Guns 2021).

Every conflict has a statement in common with every correction set, the statements that some solution breaks. The
cheapest set that hits all correction sets found so far is therefore no dearer than any conflict; once it is a conflict
itself, it is the cheapest. Each correction set comes from a solution, so what is proved of the price rests on solutions
alone, and on two solves for the conflict (:meth:`GuardedModel.contradict`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from optimizer.explain.conflicts.guarded import GuardedModel, Keys, weight_of
from optimizer.rostering.result import Status
from optimizer.rules.facts import Key

COUNT_SCALE = 1000
"""Parts of a unit of weight: fewer statements are better among conflicts that weigh the same."""
SHARE_FOR_KNOWN = 0.3
"""Share of the time for some conflict: the answer should time run out, and the end of the search if none is cheaper."""
SHRINKING_SHARE = 0.3
"""Share of the time for further conflicts, of which the cheapest is the answer should time run out."""
Left = Callable[[], float]
"""Seconds left."""
CORE_SECONDS, DELETION_SECONDS = 0.2, 1.0
"""Solving of solves that try a conflict without one of its statements: without presolve, and with it."""


@dataclass(slots=True)
class HittingSets:
    """Correction sets found so far, and the cheapest sets that hit them all."""

    weights: Mapping[Key, int]
    corrections: list[Keys] = field(default_factory=list)
    excluded: list[Keys] = field(default_factory=list)
    """Conflicts known; no hitting set contains one of them whole."""
    seed: int = 1

    def price(self, keys: Keys) -> tuple[int, int]:
        """What statements weigh together, and how many they are."""
        return weight_of(keys, self.weights), len(keys)

    def cheapest(self) -> Keys | None:
        """The cheapest set, the fewest statements among equals; ``None`` if none avoids the conflicts known."""
        model = cp_model.CpModel()
        chosen = {key: model.new_bool_var("") for key in sorted(frozenset().union(*self.corrections))}
        for correction in self.corrections:
            model.add_bool_or([chosen[key] for key in sorted(correction)])
        for conflict in self.excluded:
            if all(key in chosen for key in conflict):
                model.add_bool_or([~chosen[key] for key in sorted(conflict)])
        model.minimize(
            cp_model.LinearExpr.weighted_sum(
                list(chosen.values()), [COUNT_SCALE * self.weights[key] + 1 for key in chosen]
            )
        )
        solver = cp_model.CpSolver()
        solver.parameters.random_seed = self.seed
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        return frozenset(key for key, literal in chosen.items() if solver.boolean_value(literal))


@dataclass(frozen=True, slots=True)
class Clash:
    """A set of statements that cannot hold together by one solver's word."""

    keys: Keys
    is_cheapest: bool
    """Whether no other, of those looked for, is cheaper."""


def cheapest_conflict(
    model: GuardedModel, sets: HittingSets, seconds: float, known: Keys | None = None
) -> Clash | None:
    """The cheapest conflict, other than those excluded.

    Parameters
    ----------
    model
        The statements.
    sets
        Correction sets found before; those found now are added.
    seconds
        Limit of the whole.
    known
        A conflict found otherwise; it is the answer if nothing cheaper is found in time.

    Returns
    -------
    Clash or None
        ``None`` if there is no further conflict, or none was found in time.
    """
    left = time_left(model, seconds)
    begin, shrinking = model.budget.spent, 0.0
    best = known
    while left() > 0:
        hitting = sets.cheapest()
        if hitting is None or (best is not None and sets.price(hitting) >= sets.price(best)):
            return None if best is None else Clash(best, is_cheapest=True)
        held = _held_without_solution(model, sets, hitting, left)
        if held == hitting:
            return Clash(hitting, is_cheapest=True)
        since = model.budget.spent
        if held is not None and (best is None or shrinking <= SHRINKING_SHARE * (since - begin)):
            other = _shrunk(model, sets, held, SHARE_FOR_KNOWN * left())
            if other is not None and (best is None or sets.price(other) < sets.price(best)):
                best = other
            shrinking += model.budget.spent - since
    return None if best is None else Clash(best, is_cheapest=False)


def _shrunk(model: GuardedModel, sets: HittingSets, held: Keys, seconds: float) -> Keys | None:
    """A conflict among statements that cannot hold together; nothing if it contains one that is known."""
    order = sorted(held, key=lambda key: (-model.weights[key], key))
    conflict = deleted_down(model.reduced_to(held), held, order, seconds)
    return None if any(known <= conflict for known in sets.excluded) else conflict


def _held_without_solution(model: GuardedModel, sets: HittingSets, hitting: Keys, left: Left) -> Keys | None:
    """Add disjoint correction sets that a hitting set misses, until it cannot hold together with all of them.

    Returns
    -------
    frozenset of Key or None
        What cannot hold together then: the hitting set alone if it is a conflict. ``None`` if time ran out. Where all
        statements hold together, the last correction set is empty, and nothing hits that.
    """
    held = hitting
    while left() > 0:
        kept = model.grown(held, left())
        if isinstance(kept, Status):
            return held if kept is Status.INFEASIBLE else None
        sets.corrections.append(model.keys - kept)
        if kept == model.keys:
            return None
        held |= sets.corrections[-1]
    return None


def deleted_down(model: GuardedModel, keys: Collection[Key], order: Sequence[Key], seconds: float) -> Keys:
    """A conflict of which nothing can be left out, by deletion with reuse of cores; the dearest go first.

    Parameters
    ----------
    model, keys
        Statements that cannot hold together.
    order
        In which they are tried, those that should go first.
    seconds
        Limit; what is not tried in time stays.
    """
    left = time_left(model, seconds)
    kept = frozenset(keys)
    for key in order:
        if left() <= 0:
            break
        if key not in kept:
            continue
        core = model.core(kept - {key}, min(CORE_SECONDS, left()))
        if core is not None:
            kept = core
        elif model.grown(kept - {key}, min(DELETION_SECONDS, left())) is Status.INFEASIBLE:
            kept -= {key}
    return kept


def narrowed(model: GuardedModel, left: Left) -> GuardedModel:
    """The model with fewer statements that cannot hold together either: whole rules go, then officers, then days.

    Where hundreds of statements clash, few solves leave some dozens: half of the rules or officers are tried together,
    then parts of what cannot go as a whole. The dearest go before the cheaper ones.
    """
    for part in (_rule_of, _entity_of, _day_of):
        dearest: dict[str, int] = {}
        for key in model.keys:
            dearest[part(key)] = max(dearest.get(part(key), 0), model.weights[key])
        kept = sorted(dearest, key=lambda name: (-dearest[name], name))
        size = (len(kept) + 1) // 2
        while size and len(kept) > 1:
            for chunk in [kept[start : start + size] for start in range(0, len(kept), size)]:
                rest = [key for key in model.keys if part(key) not in chunk]
                if left() <= 0:
                    return model
                # Cutting a model down takes longer than a solver, so that only what is refuted is worth it.
                if rest and model.quickly_answered(rest, min(DELETION_SECONDS, left())) is Status.INFEASIBLE:
                    model = model.reduced_to(rest)
                    kept = [name for name in kept if name not in chunk]
            size = min(size // 2, len(kept) // 2)
    return model


def _rule_of(key: Key) -> str:
    return key.rule


def _entity_of(key: Key) -> str:
    return key.entity


def _day_of(key: Key) -> str:
    return key.when.partition("/")[0]


def time_left(model: GuardedModel, seconds: float) -> Left:
    """Seconds left of so many from now on."""
    end = model.budget.spent + seconds
    return lambda: 0.0 if model.budget.is_stopped else max(0.0, end - model.budget.spent)
