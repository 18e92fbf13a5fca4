"""``catruc explain RUN``: why a desk is open or shut, a team visits, or people are invited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from optimizer.errors import Diagnostic, RequestError
from optimizer.events import Event, Report
from optimizer.scenario.reading.suggestions import did_you_mean
from optimizer.texts import openings as texts
from optimizer.texts.messages import Said

if TYPE_CHECKING:
    from optimizer.explain.openings.desks import DeskExplained
    from optimizer.explain.openings.difference import Followed
    from optimizer.explain.openings.invitations import InvitationExplained
    from optimizer.explain.openings.visits import VisitExplained
    from optimizer.track.asking import Lookup
    from optimizer.workflows.sealed import SealedRun
    from optimizer.world.ids import PoolKey
    from optimizer.world.world import World


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What is asked about a run; one of ``desk``, ``visit`` and ``invitations``."""

    run: Path
    desk: str | None = None
    """A desk, in the shifts of ``day``."""
    visit: str | None = None
    """A place that a team may visit, on ``day``."""
    invitations: str | None = None
    """An organisation, in ``week``."""
    day: str | None = None
    shift: str | None = None
    """All shifts of the day if left out."""
    week: str | None = None
    """ISO week as ``2024-W19``; the week of ``day`` if left out."""


@dataclass(frozen=True, slots=True)
class DecisionExplained:
    """The answers, in order of time or of places."""

    run: SealedRun
    world: World
    desks: tuple[DeskExplained, ...] = ()
    visits: tuple[VisitExplained, ...] = ()
    invitations: tuple[InvitationExplained, ...] = ()


def explain_decision(request: DecisionRequest, report: Report) -> DecisionExplained:
    """Say why something is open or shut, visited or not, and who is invited where.

    Raises
    ------
    RunFolderError, DamagedRunError, ScenarioError, VerificationError
        If the run cannot be read or does not verify.
    RequestError
        If what is asked about is not there.
    """
    from optimizer.explain.openings.difference import Followed
    from optimizer.planning.recovery import recover
    from optimizer.scenario.compiling import compile_world
    from optimizer.track.asking import Lookup
    from optimizer.workflows.sealed import read_sealed_run

    report(Event("verify"))
    run = read_sealed_run(request.run)
    world = compile_world(run.scenario)
    followed = Followed(world, recover(world, run.scenario.rules, run.plan).decisions)
    questions = _Questions(request, run, world, followed, Lookup(run.scenario, run.plan))
    if request.desk is not None:
        return DecisionExplained(run, world, desks=tuple(questions.desks(request.desk)))
    if request.visit is not None:
        return DecisionExplained(run, world, visits=tuple(questions.visits(request.visit)))
    assert request.invitations is not None
    return DecisionExplained(run, world, invitations=tuple(questions.invitations(request.invitations)))


@dataclass(frozen=True, slots=True)
class _Questions:
    """Looks up what is asked about, and asks."""

    request: DecisionRequest
    run: SealedRun
    world: World
    followed: Followed
    lookup: Lookup

    @property
    def aims(self) -> dict[PoolKey, float]:
        """Pools planned for more people than their targets say."""
        from optimizer.world.ids import PlaceId, StreamId

        confidence = self.run.record.confidence
        aimed = () if confidence is None else confidence.aimed_at
        return {(PlaceId(each.place), StreamId(each.stream)): each.aimed_at for each in aimed}

    def desks(self, name: str) -> Iterable[DeskExplained]:
        from optimizer.explain.openings.desks import explain_desk
        from optimizer.world.calendar import DayShift

        posts = {str(post.id): post for post in self.world.posts}
        if name not in posts:
            _refuse("--desk", texts.NO_SUCH_DESK(name=name), name, posts)
        day = self._day().toordinal() - self.world.days[0].date.toordinal()
        shifts = [shift.id for shift in self.world.shifts]
        asked = shifts if self.request.shift is None else [self.lookup.shift(self.request.shift, "--shift")]
        for shift in asked:
            when = DayShift(day, shifts.index(shift))
            rules = self.run.scenario.rules
            yield explain_desk(self.followed, self.run.plan, rules, posts[name], when, self.aims)

    def visits(self, name: str) -> Iterable[VisitExplained]:
        from optimizer.explain.openings.visits import explain_visit
        from optimizer.world.ids import PlaceId

        places = dict.fromkeys(str(place) for programme in self.world.programmes for place in programme.places)
        if name not in places:
            _refuse("--visit", texts.NO_SUCH_VISIT(name=name), name, places)
        day = self._day().toordinal() - self.world.days[0].date.toordinal()
        for programme in self.world.programmes:
            if name in programme.places:
                yield explain_visit(self.followed, programme, PlaceId(name), day)

    def invitations(self, name: str) -> Iterable[InvitationExplained]:
        from optimizer.explain.openings.invitations import explain_invitation

        organisations = {each.id: each for each in self.world.organisations}
        if name not in organisations:
            _refuse("--invitations", texts.NO_SUCH_ORGANISATION(name=name), name, organisations)
        week = self.request.week
        if week is None:
            year, number, _ = self._day().isocalendar()
            week = f"{year}-W{number:02}"
        if week not in self.world.weeks:
            _refuse("--week", texts.NO_SUCH_WEEK(name=week), week, dict.fromkeys(self.world.weeks))
        for place in organisations[name].places:
            yield explain_invitation(self.followed, organisations[name], week, place, self.aims)

    def _day(self) -> date:
        if self.request.day is None:
            raise RequestError(Diagnostic("--date", texts.NO_DAY, texts.GIVE_DAY))
        return self.lookup.day(self.request.day, "--date")


def _refuse(where: str, what: Said, name: str, known: Iterable[str]) -> NoReturn:
    raise RequestError(Diagnostic(where, what, did_you_mean(name, known, texts.KNOWN)))
