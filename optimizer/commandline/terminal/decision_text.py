"""What ``catruc explain RUN`` says of one desk, visit or invitation: the verdict with its reason, then the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from optimizer.commandline.terminal.decision_json import desk_json, invitation_json, visit_json
from optimizer.explain.openings.desks import DeskExplained, Hours, Instead, crew_of
from optimizer.explain.openings.difference import Effect
from optimizer.explain.openings.invitations import InvitationExplained
from optimizer.explain.openings.visits import VisitExplained
from optimizer.texts import openings as words
from optimizer.texts.formats import Texts
from optimizer.texts.messages import Language
from optimizer.workflows.explain_decision import DecisionExplained
from optimizer.world.calendar import DayShift

MOST_PEOPLE = 6
"""Officers of one kind that are named."""


class DecisionText:
    """Why something is open or shut, visited or not, and who is invited where.

    Parameters
    ----------
    explained, language
        What was found, and the reader's language.
    """

    def __init__(self, explained: DecisionExplained, language: Language) -> None:
        self.explained, self.texts = explained, Texts(language)
        self.scenario, self.world, self.plan = explained.run.scenario, explained.world, explained.run.plan

    def lines(self) -> Iterator[str]:
        """For each answer the verdict, what it adds, whose hours it costs, and what would change it."""
        for desk in self.explained.desks:
            yield self._desk_verdict(desk)
            yield from self._desk_figures(desk)
        for visit in self.explained.visits:
            yield self._visit_verdict(visit)
            yield from self._visit_figures(visit)
        for invitation in self.explained.invitations:
            yield self._invitation_verdict(invitation)
            yield from self._invitation_figures(invitation)
        yield self.texts(words.FOLLOWED_ANEW)

    def to_json(self) -> dict[str, Any]:
        """The same as one object."""
        explained, world = self.explained, self.world
        return {
            "verdict": next(self.lines()),
            "desks": [{**desk_json(world, each), "why": self._desk_verdict(each)} for each in explained.desks],
            "visits": [{**visit_json(world, each), "why": self._visit_verdict(each)} for each in explained.visits],
            "invitations": [
                {**invitation_json(each), "why": self._invitation_verdict(each)} for each in explained.invitations
            ],
        }

    def _place(self, key: str) -> str:
        return self.scenario.places[key].name

    def _date(self, day: int) -> date:
        return self.world.days[day].date

    def _when(self, when: DayShift) -> dict[str, str]:
        shift = self.world.shifts[when.shift].id
        return {"day": self.texts.day(self._date(when.day)), "shift": self.scenario.shifts[shift].name}

    def _named(self, officers: Iterable[str]) -> str:
        names = [self.scenario.officers[officer].name for officer in officers]
        return ", ".join(names[:MOST_PEOPLE]) + ("…" if len(names) > MOST_PEOPLE else "")

    def _figures(self, standing: Effect | None, place: str) -> dict[str, str]:
        if standing is None:
            return {"place": self._place(place)}
        return {
            "place": self._place(place),
            "target": self.texts.people(standing.target),
            "expected": self.texts.people(standing.expected),
            "otherwise": self.texts.people(standing.otherwise),
            "added": self.texts.people(standing.added, 1),
        }

    def _desk_verdict(self, desk: DeskExplained) -> str:
        what = self.texts(words.DESK_SHIFT, post=self.scenario.posts[desk.post.id].name, **self._when(desk.day_shift))
        needed = (desk.post.crew_officers * self.world.shifts[desk.day_shift.shift].minutes) / 60
        why = self.texts(
            words.DESK_REASONS[desk.reason],
            **self._figures(desk.standing, desk.post.place),
            aim=self.texts.people(desk.aim or 0.0),
            left=self.texts.number(desk.unit_left / 60, 1),
            needed=self.texts.number(needed, 1),
        )
        return self.texts(words.OPEN if desk.is_open else words.SHUT, what=what, why=why)

    def _desk_figures(self, desk: DeskExplained) -> Iterator[str]:
        if desk.row is not None and desk.standing is not None:
            yield self.texts(
                words.ADDS if desk.is_open else words.WOULD_ADD,
                arrivals=self.texts.people(desk.row.own_arrivals + desk.row.mobilised_arrivals, 1),
                mobilised=self.texts.people(desk.row.mobilised_arrivals, 1),
                done=self.texts.people(desk.row.expected_done, 1),
                day=self.texts.day(self._date(self.world.finish_by)),
                **{key: self._figures(desk.standing, desk.post.place)[key] for key in ("added", "place")},
            )
        burden = self.texts.number(desk.burden, 2)
        if desk.is_open:
            crew = [
                self.texts(words.CREW_MEMBER, officer=self._named([each.officer]), worked=self._in_hours(each.worked))
                for each in crew_of(desk)
            ]
            helpers = 0 if desk.row is None else desk.row.helpers
            yield self.texts(words.COSTS, people=", ".join(crew), burden=burden, helpers=helpers)
        elif desk.row is not None:
            minutes = desk.row.officers * self.world.shifts[desk.day_shift.shift].minutes
            yield self.texts(words.WOULD_COST, hours=self._in_hours(minutes), burden=burden)
        yield self._who_else(desk.hours)
        yield from self._desk_change(desk)

    def _who_else(self, hours: Iterable[Hours]) -> str:
        by_status: dict[str, list[Hours]] = {}
        for each in hours:
            by_status.setdefault(each.status, []).append(each)
        free = [
            self.texts(
                words.FREE_MEMBER, officer=self._named([each.officer]), left=self._in_hours(each.most - each.worked)
            )
            for each in by_status.get("free", [])[:MOST_PEOPLE]
        ]
        parts = [self.texts(words.FREE, people=", ".join(free)) if free else self.texts(words.NOBODY_FREE)]
        for status, text in words.BUSY.items():
            if status in by_status:
                parts.append(self.texts(text, people=self._named(each.officer for each in by_status[status])))
        return "; ".join(parts)

    def _desk_change(self, desk: DeskExplained) -> Iterator[str]:
        others = ", ".join(self._other_shift(desk, each) for each in desk.instead)
        if desk.reason == "standing":
            yield self.texts(words.CHANGES_STANDING, post=desk.post.id)
        elif desk.is_open and desk.reason != "reserve":
            yield self.texts(words.CHANGES_OPEN, others=others) if others else self.texts(words.CHANGES_NOTHING_LIGHTER)
        elif desk.reason == "enough" and desk.standing is not None:
            figures = self._figures(desk.standing, desk.post.place)
            yield self.texts(words.CHANGES_ENOUGH, place=figures["place"], expected=figures["expected"])
        elif desk.reason in ("no_hours", "worth_less"):
            if desk.reason == "no_hours" and desk.row is not None:
                minutes = desk.row.officers * self.world.shifts[desk.day_shift.shift].minutes - desk.unit_left
                yield self.texts(words.CHANGES_HOURS, hours=self._in_hours(minutes))
            if others:
                yield self.texts(words.CHANGES_SHUT, others=others)

    def _other_shift(self, desk: DeskExplained, other: Instead) -> str:
        otherwise = self.texts.people(other.standing.otherwise)
        return self.texts(
            words.OTHER_SHIFT, place=self._place(desk.post.place), otherwise=otherwise, **self._when(other.day_shift)
        )

    def _in_hours(self, minutes: float) -> str:
        return self.texts.number(minutes / 60, 0 if minutes % 60 == 0 else 1)

    def _visit_verdict(self, visit: VisitExplained) -> str:
        team = self.scenario.teams[visit.programme.team.id].name
        what = self.texts(
            words.VISIT_DAY, team=team, place=self._place(visit.place), day=self.texts.day(self._date(visit.day))
        )
        why = self.texts(
            words.VISIT_REASONS[visit.reason],
            **self._figures(visit.standing, visit.place),
            best=self.texts.people(visit.others[0].standing.otherwise) if visit.others else "",
            elsewhere=", ".join(self._place(place) for place in visit.elsewhere),
            visits=len(visit.visits),
        )
        return self.texts(words.VISITED if visit.is_visited else words.NOT_VISITED, what=what, why=why)

    def _visit_figures(self, visit: VisitExplained) -> Iterator[str]:
        figures = self._figures(visit.standing, visit.place)
        for row in visit.rows:
            eligible, done = self.texts.people(row.eligible, 1), self.texts.people(row.expected_done, 1)
            if visit.is_visited:
                crew = [
                    each.officer
                    for each in self.plan.roster
                    if (each.date, each.shift) == (row.date, row.shift) and each.post == row.team
                ]
                yield self.texts(
                    words.VISIT_EXPECTED,
                    eligible=eligible,
                    done=done,
                    travel=row.travel_minutes,
                    setup=row.setup_minutes,
                    crew=row.crew,
                    people=self._named(crew),
                )
            else:
                yield self.texts(
                    words.VISIT_WOULD, eligible=eligible, done=done, added=figures["added"], place=figures["place"]
                )
        if visit.is_visited:
            yield self.texts(words.VISIT_ADDS, added=figures["added"], place=figures["place"])
        others = ", ".join(
            self.texts(
                words.OTHER_DAY,
                day=self.texts.day(self._date(each.day)),
                otherwise=self.texts.people(each.standing.otherwise, 1),
            )
            for each in visit.others
        )
        if others:
            moving = words.VISIT_MOVES(others=others)
            yield self.texts(words.VISIT_OTHERS(place=figures["place"], others=others) if visit.is_visited else moving)
        elif not visit.is_visited:
            days = ", ".join(self.texts.day(self._date(day)) for day in visit.visits)
            yield self.texts(words.VISITED_ON, days=days) if days else self.texts(words.NEVER_VISITED)

    def _invitation_verdict(self, invitation: InvitationExplained) -> str:
        best = next(iter(invitation.elsewhere), None)
        why = self.texts(
            words.INVITATION_REASONS[invitation.reason],
            **self._figures(invitation.standing, invitation.place),
            best="" if best is None else self._place(best),
            capacity=self.texts.number(invitation.capacity),
        )
        return self.texts(
            words.INVITED if invitation.invited else words.NOT_INVITED,
            who=self.scenario.organisations[invitation.organisation.id].name,
            people=self.texts.number(invitation.invited),
            place=self._place(invitation.place),
            week=invitation.week,
            why=why,
        )

    def _invitation_figures(self, invitation: InvitationExplained) -> Iterator[str]:
        figures = self._figures(invitation.standing, invitation.place)
        yield self.texts(
            words.INVITED_ADD if invitation.invited else words.WOULD_INVITE,
            people=self.texts.number(invitation.capacity),
            arrivals=self.texts.people(invitation.arrivals, 1),
            day=self.texts.day(self._date(self.world.finish_by)),
            added=figures["added"],
            place=figures["place"],
        )
        others = [
            self.texts(words.AT_PLACE, place=self._place(place), added=self.texts.people(standing.added, 1))
            for place, standing in invitation.elsewhere.items()
        ]
        if others:
            yield self.texts(words.ELSEWHERE, others=", ".join(others))
