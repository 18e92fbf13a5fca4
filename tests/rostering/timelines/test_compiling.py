"""People who differ in their caps alone share what their rules make of a day, so that many shift types stay cheap."""

from __future__ import annotations

from benchmarks.drawn_instances import draw_instance
from optimizer.public_instances.importer import ImportedInstance, import_instance
from optimizer.public_instances.reading import read_instance
from optimizer.rostering.timelines.problem import compile_timelines
from tests.steps import counting_steps


def imported(people: int, weeks: int, shift_types: int) -> ImportedInstance:
    return import_instance(read_instance(draw_instance(people, weeks, shift_types, seed=1), "drawn.txt"))


def test_people_with_other_caps_share_their_transitions() -> None:
    drawn = imported(12, 4, 8)
    compiled = compile_timelines(drawn.problem, drawn.rules)
    assert len({id(automaton) for automaton in compiled.automata}) > 4
    assert len({id(automaton.transitions.next_state) for automaton in compiled.automata}) <= 4


def test_caps_of_people_who_share_transitions_are_their_own() -> None:
    drawn = imported(12, 4, 8)
    compiled = compile_timelines(drawn.problem, drawn.rules)
    for person, automaton in zip(compiled.persons, compiled.automata, strict=True):
        caps = [
            r.at_most or 0
            for r in drawn.rules.values()
            if r.kind == "duties_in_period" and r.period == "horizon" and r.scope.selects(person, "all")
        ]
        assert sorted(c.at_most or 0 for c in automaton.counters if c.at_least is None) == sorted(caps)


def test_four_times_the_shift_types_take_no_more_than_eight_times_the_steps() -> None:
    steps = []
    for shift_types in (6, 24):
        drawn = imported(12, 4, shift_types)
        with counting_steps() as counted:
            compile_timelines(drawn.problem, drawn.rules)
        steps.append(counted.taken)
    assert steps[1] < 8 * steps[0]
