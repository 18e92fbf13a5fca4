"""What is told of contradictory scenarios, and what is not believed."""

from __future__ import annotations

from math import inf
from threading import Event
from typing import Any

import pytest

from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.explain import contradictions
from optimizer.explain.conflicts import loans
from optimizer.explain.conflicts.finding import Conflict, ConflictSearch
from optimizer.explain.conflicts.guarded import Solving, usual_solver
from optimizer.explain.conflicts.inquiry import Answer
from optimizer.explain.conflicts.mends import Mend
from optimizer.explain.conflicts.repairs import MendSearch
from optimizer.explain.contradictions import answers
from optimizer.explain.wording import StatementWords, conflict_diagnostics
from optimizer.rostering.budget import Budget
from optimizer.rostering.result import Status
from optimizer.rules.facts import Key
from optimizer.scenario.compiling import compile_world
from optimizer.scenario.schema import Scenario
from optimizer.stopping import StopRequest
from tests.worlds.small import lawful_rules, small_world

MONDAY = "2024-04-01"


def world_without_roster() -> dict[str, Any]:
    """One officer, on duty on Tuesday by a hard wish and on leave on that day."""
    data = small_world(1, 3, 1, first_day=MONDAY)
    data["rules"] = lawful_rules()
    data["rules"]["requests"]["enforcement"] = "hard"
    data["officers"]["tan_phu_1"] |= {
        "requests": {"wish": {"date": "2024-04-02", "want": "on"}},
        "leave": {"away": {"first_day": "2024-04-02", "last_day": "2024-04-02"}},
    }
    return data


def found(data: dict[str, Any], stop: StopRequest | None = None) -> tuple[StatementWords, list[Answer]]:
    scenario = Scenario.model_validate(data)
    world = compile_world(scenario)
    solving = Solving(Budget(inf, None, stop or StopRequest()))
    return StatementWords(scenario), list(answers(scenario, world, solving))


def test_leave_and_a_wish_for_duty_are_told_by_name_and_day() -> None:
    words, (answer,) = found(world_without_roster())
    assert answer.has_plan is False
    (told,) = conflict_diagnostics(words, answer, 1)
    assert told.in_language("vi").splitlines()[:4] == [
        "mâu thuẫn 1, cán bộ của Công an xã 1",
        "  2 điều sau không thể cùng giữ (đã chứng minh hai lần; không có mâu thuẫn nào nhẹ hơn):",
        "  - Nghỉ phép của Nguyễn Văn 01 ngày 02/04/2024",
        "  - nguyện vọng trực của Nguyễn Văn 01 ngày 02/04/2024",
    ]
    english = str(told).splitlines()
    assert "  - Leave of Nguyễn Văn 01 on 02 Apr 2024" in english
    assert "  - the wish of Nguyễn Văn 01 to be on duty, on 02 Apr 2024" in english
    # The wish gives way before leave granted by law.
    assert english[4].startswith("  mend 1: give up the wish of Nguyễn Văn 01")
    assert "[price 1, giving up no other rules is cheaper" in english[4]


def test_a_scenario_with_a_roster_has_no_conflict() -> None:
    data = world_without_roster()
    del data["officers"]["tan_phu_1"]["leave"]
    _, (answer,) = found(data)
    assert answer.has_plan is True
    assert not answer.conflicts


def test_a_solver_that_wrongly_answers_infeasible_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first solve of a model that has a roster says that it has none; no conflict is told, and nothing proved."""
    data = world_without_roster()
    del data["officers"]["tan_phu_1"]["leave"]
    true_solve, answered = Budget.solve, []

    def lying(self: Budget, *arguments: Any, **more: Any) -> Status:
        answered.append(true_solve(self, *arguments, **more))
        return Status.INFEASIBLE if len(answered) == 1 else answered[-1]

    monkeypatch.setattr(Budget, "solve", lying)
    _, (answer,) = found(data)
    assert answered[0].has_roster
    assert answer.has_plan is None
    assert not answer.conflicts


def test_a_conflict_that_the_second_solve_does_not_confirm_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from optimizer.explain.conflicts.guarded import GuardedModel

    monkeypatch.setattr(GuardedModel, "core", lambda *_: None)
    _, (answer,) = found(world_without_roster())
    assert answer.has_plan is None
    assert not answer.conflicts


def world_of_two_communes(leave: str = "2024-04-02") -> dict[str, Any]:
    """The only officer of one commune is on leave when its desk stands; the other has two."""
    data = small_world(2, 3, 2, first_day=MONDAY, mobile_team=False)
    del data["officers"]["tan_phu_2"]
    data["rules"] = lawful_rules()
    data["rules"]["coverage"]["enforcement"] = "hard"
    data["officers"]["tan_phu_1"]["leave"] = {"away": {"first_day": leave, "last_day": leave}}
    return data


def test_an_officer_lent_by_the_other_commune_mends_and_the_plan_with_the_loan_keeps_every_rule() -> None:
    data = world_of_two_communes()
    words, told = found(data)
    answer = next(each for each in told if each.has_plan is False)
    assert answer.units == ("tan_phu",)
    mend = next(each for each in answer.repairs if each.loans)
    assert not mend.amounts
    assert mend.standing == 0.0
    (loan,) = mend.loans
    assert "2024-04-02" in {day.isoformat() for day in loan.days}
    assert mend.price == 10 * loan.weeks
    assert (
        words.lent(loan)
        .in_language("en")
        .startswith(f"lend {data['officers'][loan.officer]['name']} of Công an xã 2 to Công an xã 1 ")
    )
    # With the loan agreed on in the scenario, and nothing else changed, there is a plan.
    data["officers"][loan.officer]["lent_to"] = [loan.to]
    _, again = found(data)
    assert all(each.has_plan for each in again)


@pytest.mark.parametrize("is_found", [True, False])
def test_a_shortfall_of_the_first_plan_found_with_a_loan_is_not_told_as_that_of_the_loan(
    is_found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if nothing were found that opens nearer to what is wanted than the plan by which a loan is proved."""
    true_solve = Budget.solve
    used: list[object] = []

    def usual(solving: Solving) -> Any:
        used.append(usual_solver(solving))
        return used[-1]

    def hurried(self: Budget, solver: Any, *arguments: Any, **more: Any) -> Status:
        is_late = any(solver is each for each in used[1::2])
        return Status.UNKNOWN if is_late and not is_found else true_solve(self, solver, *arguments, **more)

    monkeypatch.setattr(loans, "usual_solver", usual)
    monkeypatch.setattr(Budget, "solve", hurried)
    words, told = found(world_of_two_communes())
    answer = next(each for each in told if each.has_plan is False)
    number, mend = next((place, each) for place, each in enumerate(answer.repairs, start=1) if each.loans)
    assert mend.is_first_found is not is_found
    (diagnostic,) = conflict_diagnostics(words, answer, 1)
    (line,) = (each for each in str(diagnostic).splitlines() if each.lstrip().startswith(f"mend {number}:"))
    assert ("could open was not found in time" in line) is not is_found


def test_nobody_is_lent_who_is_needed_at_home() -> None:
    data = world_of_two_communes()
    del data["officers"]["thuan_phu_2"]
    _, told = found(data)
    answer = next(each for each in told if each.has_plan is False)
    assert answer.repairs
    assert not any(mend.loans for mend in answer.repairs)


def test_nobody_is_asked_of_a_commune_that_has_no_plan_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are contradictory, in little time: one conflict of each is told, and no loan is looked for."""
    data = world_of_two_communes()
    data["officers"]["thuan_phu_1"]["leave"] = {"away": {"first_day": "2024-04-01", "last_day": "2024-04-03"}}
    data["officers"]["thuan_phu_2"]["leave"] = {"away": {"first_day": "2024-04-01", "last_day": "2024-04-03"}}

    def asked(*_: object) -> None:
        raise AssertionError("a commune without a plan was asked to lend")

    monkeypatch.setattr(loans, "_LoanSearch", asked)
    monkeypatch.setattr(contradictions, "MOST_SECONDS", 1.0)
    _, told = found(data)
    assert [each.has_plan for each in told] == [False, False]
    assert all(len(each.conflicts) == 1 and each.repairs for each in told)


def world_of_two_that_clash() -> dict[str, Any]:
    """Two communes, each of whose officers are on leave when the desk stands."""
    data = world_of_two_communes()
    for officer in ("thuan_phu_1", "thuan_phu_2"):
        data["officers"][officer]["leave"] = {"away": {"first_day": "2024-04-01", "last_day": "2024-04-03"}}
    return data


def test_every_group_has_a_mend_before_any_has_its_second(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    true_repairs = MendSearch.repairs

    def repairs(self: MendSearch, seconds: float, most: int = 3) -> list[Mend]:
        asked.append(most)
        return true_repairs(self, seconds, most)

    monkeypatch.setattr(MendSearch, "repairs", repairs)
    _, told = found(world_of_two_that_clash())
    assert asked == [1, 1, 3, 3]
    assert all(len(each.repairs) > 1 for each in told)


def test_conflicts_are_found_beside_the_plan_that_mends_are_held_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan takes until both groups have a conflict, which are looked at one after the other."""
    seen: list[Conflict | None] = []
    are_seen, waited = Event(), []
    true_first, true_plan = ConflictSearch.first, CampaignPlanner.plan

    def first(self: ConflictSearch, seconds: float) -> Conflict | None:
        seen.append(true_first(self, seconds))
        if len(seen) == 2:
            are_seen.set()
        return seen[-1]

    def plan(self: CampaignPlanner) -> CampaignPlan:
        waited.append(are_seen.wait(60.0))
        return true_plan(self)

    monkeypatch.setattr(contradictions, "LANES", 1)
    monkeypatch.setattr(ConflictSearch, "first", first)
    monkeypatch.setattr(CampaignPlanner, "plan", plan)
    _, told = found(world_of_two_that_clash())
    assert all(waited)
    assert all(each.conflicts and each.repairs for each in told)


def test_a_stop_waits_for_no_plan_and_what_is_found_by_then_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked to stop while a mend waits for the plan, which hears nothing of it."""
    stop, is_over, waited = StopRequest(), Event(), []
    true_plan = CampaignPlanner.plan

    def plan(self: CampaignPlanner) -> CampaignPlan:
        waited.append(is_over.wait(60.0))
        return true_plan(self)

    monkeypatch.setattr(contradictions, "wait", lambda *_: stop.request())
    monkeypatch.setattr(CampaignPlanner, "plan", plan)
    _, (answer,) = found(world_without_roster(), stop)
    assert not waited
    is_over.set()
    assert answer.has_plan is False
    assert len(answer.conflicts) == 1
    assert [repair.is_first_found for repair in answer.repairs] == [True]


def test_where_steps_are_counted_groups_side_by_side_are_told_the_same_each_time() -> None:
    (_, once), (_, again) = found(world_of_two_that_clash()), found(world_of_two_that_clash())
    assert once == again


def test_a_rule_that_asks_for_duty_is_kept_by_voluntary_duties() -> None:
    """Nobody is off for longer than a day, though no desk has to open: there is a plan, with openings."""
    data = small_world(1, 3, 1, first_day=MONDAY, mobile_team=False)
    data["rules"] = {**lawful_rules(), "off": {"kind": "consecutive_days", "of": "off", "at_most": 1}}
    (post,) = data["posts"].values()
    del post["standing"]
    _, (answer,) = found(data)
    assert answer.has_plan is True


def test_what_gives_way_by_the_same_is_told_in_one_sentence_and_days_running_by_how_many_there_are() -> None:
    """Two rests of nine hours; a run of nine days and one of seven, where six are allowed."""
    data = small_world(1, 14, 1, first_day=MONDAY, mobile_team=False)
    data["rules"] = lawful_rules()
    rest = next(name for name, rule in data["rules"].items() if rule["kind"] == "rest_between_duties")
    runs = next(name for name, rule in data["rules"].items() if rule["kind"] == "consecutive_days")
    assert (data["rules"][rest]["hours"], data["rules"][runs]["at_most"]) == (12, 6)
    given = {Key(rest, "tan_phu_1", day): 3.0 for day in ("2024-04-02", "2024-04-04")}
    given |= {Key(runs, "tan_phu_1", f"2024-04-{day:02}"): 1.0 for day in (3, 4, 5, 14)}
    words = StatementWords(Scenario.model_validate(data))
    told = sorted(said.in_language("en") for said in words.given_together(given))
    assert told == [
        "Days running (at most 6) of Nguyễn Văn 01 from 03 Apr 2024 to 05 Apr 2024: 9 instead of 6",
        "Days running (at most 6) of Nguyễn Văn 01 on 14 Apr 2024: 7 instead of 6",
        "Rest between duties (at least 12) of Nguyễn Văn 01 on 02 Apr 2024, on 04 Apr 2024: 9 instead of 12",
    ]
