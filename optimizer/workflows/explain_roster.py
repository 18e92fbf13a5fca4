"""``catruc explain RUN --officer … --date …``: why this officer, why not another, which duties somebody could take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.errors import Diagnostic, RequestError
from optimizer.events import Clock, Event, Report
from optimizer.stopping import StopRequest
from optimizer.texts import roster_reasons as texts

if TYPE_CHECKING:
    from optimizer.planning.recovery import Staff
    from optimizer.rostering.budget import Budget
    from optimizer.scenario.schema import Scenario
    from optimizer.track.asking import Lookup
    from optimizer.track.mending import DutyOf, RosterDifference
    from optimizer.track.standing_in import Candidate
    from optimizer.verify.report import RuleResult
    from optimizer.verify.verified_run import VerifiedRun
    from optimizer.world.plan import Plan

SECONDS, AROUND_SECONDS = 30.0, 2.0
"""Limit of all solves together, and of one that moves other duties around a duty."""
NEARBY = 5
"""Days that are told where a post is not open."""


@dataclass(frozen=True, slots=True)
class RosterQuestion:
    """What is asked of a run's roster."""

    run: Path
    officer: str | None = None
    day: str | None = None
    shift: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class WhyHere:
    """A duty, whose it is, and everybody else who is able to take it."""

    duty: DutyOf
    share: float | None
    """Burden per available day of whoever has it."""
    others: Sequence[Candidate]
    """The best first."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Somebody else's duty, and what it would come to if an officer took it."""

    duty: DutyOf
    """With its holder."""
    candidate: Candidate | None
    """``None`` if the officer is not able to take it at all."""
    changes: RosterDifference | None = None
    """What else would have to change hands so that no hard rule is broken, if that was found."""
    is_never: bool = False
    """Whether it is proved that nothing of that kind helps."""
    rules: tuple[str, ...] = ()
    """Rules (ids) that stand against it then."""
    was_tried: bool = False
    """Whether other duties were moved around it."""


@dataclass(frozen=True, slots=True)
class RosterReasons:
    """Answers on one day."""

    scenario: Scenario
    directory: Path
    day: date
    officer: str | None
    absence: str
    """What the day is for the officer without a duty on it."""
    here: tuple[WhyHere, ...] = ()
    elsewhere: tuple[WhyNot, ...] = ()
    other_duties: tuple[DutyOf, ...] = ()
    """The officer's on that day, where none of those asked about is."""


def explain_roster(question: RosterQuestion, report: Report, stop: StopRequest, clock: Clock) -> RosterReasons:
    """Say why duties of a day are whose they are.

    Raises
    ------
    RequestError
        If officer, day, shift or post are not there, or nobody has such a duty.
    RunFolderError, ScenarioError, VerificationError
        If the run cannot be read, or was changed and does not verify.
    """
    from optimizer.rostering.budget import Budget
    from optimizer.track.asking import Lookup
    from optimizer.workflows.revising import staff_of
    from optimizer.workflows.sealed import read_sealed_run

    _require_day(question)
    report(Event("scenario"))
    run = read_sealed_run(question.run)
    lookup = Lookup(run.scenario, run.plan)
    day = lookup.day(question.day or "", "--date")
    officer = None if question.officer is None else lookup.officer(question.officer, "--officer")
    shift = None if question.shift is None else lookup.shift(question.shift, "--shift")
    post = None if question.post is None else lookup.post(question.post, "--post")
    that_day = [duty for duty in lookup.duties if duty.date == day]
    duties = [duty for duty in that_day if shift in (None, duty.shift) and post in (None, duty.post)]
    order = list(run.scenario.shifts)
    duties.sort(key=lambda duty: (order.index(duty.shift), duty))
    own = [duty for duty in duties if officer in (None, duty.officer)]
    if post is not None and not duties:
        raise RequestError(_nobody_on(lookup, question, post, day))
    report(Event("stand_in"))
    asking = _Asking(run.scenario, staff_of(run.scenario), run.plan, Budget(SECONDS, clock, stop))
    absences = {(row.officer, row.date): row.kind for row in run.plan.absences}
    here = tuple(asking.why_here(duty) for duty in own)
    elsewhere: tuple[WhyNot, ...] = ()
    if officer is not None and not own:
        elsewhere = tuple(asking.why_not(officer, duties, is_about_one=post is not None))
    kind = "" if officer is None else absences.get((officer, day), "")
    others = () if own else tuple(sorted(duty for duty in that_day if duty.officer == officer))
    return RosterReasons(run.scenario, question.run, day, officer, kind, here, elsewhere, others)


def _require_day(question: RosterQuestion) -> None:
    if question.day is None:
        raise RequestError(Diagnostic("catruc explain", texts.DATE_MISSING, texts.NAME_DATE))
    if question.officer is None and question.post is None:
        raise RequestError(Diagnostic("--date", texts.WHOM_MISSING, texts.NAME_WHOM))


def _nobody_on(lookup: Lookup, question: RosterQuestion, post: str, day: date) -> Diagnostic:
    days = sorted({duty.date for duty in lookup.duties if duty.post == post}, key=lambda each: abs((each - day).days))
    posts, teams = lookup.scenario.posts, lookup.scenario.teams
    name = posts[post].name if post in posts else teams[post].name
    nearby = tuple(texts.ON_DAY(day=each) for each in sorted(days[:NEARBY]))
    where = f"--post {question.post} --date {question.day}"
    remedy = texts.OPEN_THEN(post=name, days=nearby) if nearby else texts.NEVER_OPEN(post=name)
    return Diagnostic(where, texts.NOBODY_ON(post=name, day=day), remedy)


class _Asking:
    """One plan, asked about one duty after another."""

    def __init__(self, scenario: Scenario, staff: Staff, plan: Plan, budget: Budget) -> None:
        from optimizer.track.mending import duty_of
        from optimizer.track.standing_in import OfficerParts

        self.scenario, self.staff, self.plan, self.budget = scenario, staff, plan, budget
        self._duties = frozenset(map(duty_of, plan.roster))
        self._known = OfficerParts()
        self._loads = {row.officer: row.burden / max(1, row.available_days) for row in plan.burden}

    def why_here(self, duty: DutyOf) -> WhyHere:
        """Who else is able to take a duty, and at what price."""
        from optimizer.track.standing_in import candidates

        there = {other.officer for other in self._duties if other[1:] == duty[1:]}
        found = candidates(self.scenario, self.staff, self.plan, [duty], self.budget, self._known)
        others = tuple(candidate for candidate in found if candidate.officer not in there)
        return WhyHere(duty, self._loads.get(duty.officer), others)

    def why_not(self, officer: str, duties: Sequence[DutyOf], *, is_about_one: bool) -> Iterator[WhyNot]:
        """What it would come to if an officer took one of some duties, one of each crew."""
        from optimizer.track.standing_in import able_to_take, candidates

        crews: dict[tuple[str, str], list[DutyOf]] = {}
        for duty in duties:
            if officer in able_to_take(self.scenario, [duty]):
                crews.setdefault((duty.shift, duty.post), []).append(duty)
        if not crews and is_about_one:
            yield WhyNot(duties[0], None)
        for crew in crews.values():
            tried = [
                (candidate, duty)
                for duty in crew
                for candidate in candidates(self.scenario, self.staff, self.plan, [duty], self.budget, self._known)
                if candidate.officer == officer
            ]
            candidate, duty = min(tried, key=lambda each: (not each[0].is_lawful, len(each[0].breaches), each[1]))
            units = self.scenario.officers
            of_unit = [each for each in tried if units[each[1].officer].unit == units[officer].unit]
            if candidate.is_lawful or not is_about_one or not of_unit:
                yield WhyNot(duty, candidate)
            else:
                # Duties change hands within a unit; a place that another unit lends to is not moved.
                candidate, duty = of_unit[0]
                yield self._around(officer, duty, candidate)

    def _around(self, officer: str, duty: DutyOf, candidate: Candidate) -> WhyNot:
        """Whether it fits if other duties change hands, as few as can be."""
        from optimizer.track.mending import MendedPlan, Mending, duty_of, mend, roster_difference

        first = self.scenario.campaign.first_day
        pins = {duty._replace(officer=officer): True, duty: False}
        asked = Mending(frozenset({officer, duty.officer}), first, first, pins=pins)
        found = mend(self.staff, self.plan, asked, self.budget, AROUND_SECONDS)
        if isinstance(found, MendedPlan):
            if found.closed or duty._replace(officer=officer) not in map(duty_of, found.plan.roster):
                return WhyNot(duty, candidate, was_tried=True)
            changes = roster_difference(self.plan.roster, found.plan.roster)
            return WhyNot(duty, candidate, changes, was_tried=True)
        rules = tuple(dict.fromkeys(key.rule for key in sorted(found.conflict)))
        return WhyNot(duty, candidate, is_never=found.is_proved, rules=rules, was_tried=True)


@dataclass(frozen=True, slots=True)
class RefusedWish:
    """A wish that was not met, and what stands against it."""

    officer: str
    day: date
    wants_work: bool
    reasons: tuple[WhyHere | WhyNot, ...]
    """Of a wish to be off, who could take the duties; of one for duty, the duties that could be had."""


@dataclass(frozen=True, slots=True)
class ScoreExplained:
    """What the score of a roster consists of."""

    scenario: Scenario
    directory: Path
    rules: Sequence[RuleResult]
    """Those with breaches."""
    wishes: Sequence[RefusedWish]


def explain_score(directory: Path, report: Report, stop: StopRequest, clock: Clock) -> ScoreExplained:
    """Break the score of a roster down, rule by rule, also of one made by hand; and say why wishes are refused.

    Raises
    ------
    RunFolderError, DamagedRunError, ScenarioError
        If the run cannot be read.
    """
    from optimizer.verify.verified_run import read_run

    report(Event("verify"))
    return score_of(read_run(directory, must_verify=False), report, stop, clock)


def score_of(run: VerifiedRun, report: Report, stop: StopRequest, clock: Clock) -> ScoreExplained:
    """The same of a run that is read already."""
    from optimizer.rostering.budget import Budget
    from optimizer.track.asking import Lookup
    from optimizer.workflows.revising import staff_of

    broken = [rule for rule in run.verification.rules if rule.breaches]
    asking = _Asking(run.scenario, staff_of(run.scenario), run.plan, Budget(SECONDS, clock, stop))
    report(Event("stand_in"))
    lookup = Lookup(run.scenario, run.plan)
    return ScoreExplained(run.scenario, run.directory, broken, tuple(_wishes(run.scenario, lookup, asking, broken)))


def _wishes(scenario: Scenario, lookup: Lookup, asking: _Asking, broken: Sequence[RuleResult]) -> Iterator[RefusedWish]:
    """Every wish refused, each once."""
    seen = set()
    for result in broken:
        if result.kind == "structure" or not scenario.rules[result.rule].grants_wishes:
            continue
        for breach in result.breaches:
            officer, day = breach.key.entity, date.fromisoformat(breach.key.when)
            if (officer, day) in seen:
                continue
            seen.add((officer, day))
            own = [duty for duty in lookup.duties if (duty.officer, duty.date) == (officer, day)]
            if own:
                yield RefusedWish(officer, day, False, tuple(asking.why_here(duty) for duty in own))
            else:
                that_day = [duty for duty in lookup.duties if duty.date == day]
                yield RefusedWish(officer, day, True, tuple(asking.why_not(officer, that_day, is_about_one=False)))
