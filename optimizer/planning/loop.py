"""Campaign and roster level in turn, until what is planned can be staffed.

The campaign level states a need; each unit's officers are rostered for it. Where a unit cannot staff a week, that
week's hours are cut to what it could give, and the campaign is planned again. What still lacks people at the end is
closed, or opened with the crew there is if it is a standing duty, and the expectation is followed anew.

A first plan stands after seconds; what the time that is left goes to stands in ``improving``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizer.campaign.aims import Aims, with_aims
from optimizer.campaign.allocation.hours import Rules
from optimizer.campaign.forecast import forecast
from optimizer.campaign.planner import CampaignPlan, CampaignPlanner
from optimizer.campaign.tier_values import standing_value
from optimizer.campaign.visits.itinerary import Itinerary
from optimizer.errors import NoRosterError, OutOfTimeError
from optimizer.events import Event
from optimizer.planning.assembly import assemble
from optimizer.planning.context import Names, PlanningContext
from optimizer.planning.crews import with_one_place, with_soft_crews
from optimizer.planning.floor import Floor, kept_to_floor, with_floor_where_short
from optimizer.planning.opener import Opener
from optimizer.planning.staffed import LateError, Staffed
from optimizer.planning.staffer import Staffer
from optimizer.planning.state import PlanningState
from optimizer.planning.tiers import Proof
from optimizer.rostering.roster import Roster
from optimizer.texts.terminal import CUT
from optimizer.world.plan import Plan
from optimizer.world.world import World

MOST_CLOSINGS = 6
"""Times that duties are closed for want of people, and the rest rostered anew."""


class PlanningLoop:
    """Plans one campaign down to names.

    Parameters
    ----------
    world, rules, names
        The campaign, its rules by id, and display names.
    context
        Limits, the clock, and whom to tell.
    """

    def __init__(self, world: World, rules: Rules, names: Names, context: PlanningContext) -> None:
        self.world, self.names, self.context = world, names, context
        self.rules = with_one_place(with_soft_crews(rules, world))
        self._stated = rules
        self._planner: CampaignPlanner | None = None
        self._floor: Floor | None = None
        self.staffer = Staffer(world, self.rules, context)
        self.opener = Opener(world, with_one_place(rules), names, context)

    @property
    def planner(self) -> CampaignPlanner:
        """What plans for the targets; where the teams are when is planned when it is asked for first.

        Raises
        ------
        OutOfTimeError
            If no itinerary is found in time.
        """
        if self._planner is None:
            self.context.report(Event("itinerary"))
            self._planner = self._planner_of(None)
        return self._planner

    @property
    def planner_there_is(self) -> CampaignPlanner:
        """The same, or one that knows of no visits and claims nothing of what they can reach, if no time was left."""
        if self._planner is None:
            self._planner = self._planner_of(Itinerary((), (), ()))
        return self._planner

    def _planner_of(self, itinerary: Itinerary | None) -> CampaignPlanner:
        settings, stop = self.context.settings, self.context.stop
        return CampaignPlanner(
            self.world, self._stated, threads=settings.workers, seed=settings.seed, itinerary=itinerary, stop=stop
        )

    @property
    def floor(self) -> Floor:
        """The plan to fall back on."""
        if self._floor is None:
            self._floor = Floor(self.world, self.rules, self.context.settings)
        return self._floor

    def begin(self, near: Sequence[Roster] = ()) -> PlanningState:
        """A first plan: what is wanted, with what lacks people closed; no worse than standing duties alone.

        Parameters
        ----------
        near
            Rosters to begin from, as far as duties are the same.

        Raises
        ------
        ContradictionError
            If the hard rules are proved to leave no plan, whatever opens.
        OutOfTimeError
            If no campaign is found that can be rostered.
        """
        fallback, seconds = self.floor, self.context.fallback_waits
        fallback.begin_in(seconds)
        if seconds == 0.0:
            # Where there is hardly time for more: beside the campaign level it takes half as long again.
            fallback.wait()
        try:
            state = self._begun(self.planner, {}, near=near)
        except OutOfTimeError:
            floor = fallback.staffed
            if floor is None:
                raise
            state = PlanningState(self.planner_there_is, floor)
            self.context.cut_short("openings")
            self._close_unstaffed(state)
            self._keep_hard_rules(state)
        finally:
            fallback.begin_in(None)
        return state

    def visit_beside_desks(self, state: PlanningState) -> PlanningState:
        """The plan with visits on days on which desks miss local officers less, if it is better; else the one there is.

        That takes a round of campaign and rosters, where desks miss people; it is not begun without the time for it.
        """
        if state.is_kept or state.is_floor or self.opener.has_decided or not state.planner.officers_wanted():
            return state
        if self.context.clock() + state.round_seconds >= self.context.last_cut:
            self.context.cut_short("visits")
            return state
        try:
            planner = state.planner.beside_desks()
            if planner is state.planner:
                return state
            other = self._begun(planner, state.aims, (state.staffed,))
        except OutOfTimeError:
            self.context.cut_short("visits")
            return state
        if self.staffer.rank(state.staffed) <= self.staffer.rank(other.staffed):
            return state
        self._planner = planner
        return other

    def wanted_shortfall(self) -> float:
        """Weighted people missing to what is wanted to be open, before anybody is rostered for it."""
        return self.planner.shortfall(self.planned(self.planner))

    def aim_at(self, state: PlanningState, aims: Aims) -> PlanningState:
        """Plan for raised targets, from the plan there is.

        Parameters
        ----------
        state
            Where planning stands; a unit whose duties stay the same keeps its roster.
        aims
            Pools to the people to plan for.

        Raises
        ------
        ContradictionError, OutOfTimeError
            As :meth:`begin` does.
        """
        aimed = self._begun(self.planner.retargeted(with_aims(self.world, aims)), aims, (state.staffed,))
        aimed.cuts = [*state.cuts]
        self.settle(aimed)
        return aimed

    def _begun(
        self, planner: CampaignPlanner, aims: Aims, known: Sequence[Staffed] = (), near: Sequence[Roster] = ()
    ) -> PlanningState:
        began = self.context.clock()
        campaign = self.planned(planner)
        if not known:
            self.floor.begin_in(self.context.fallback_waits)
        latest = self._staffed_in_time(campaign, known, near)
        state = PlanningState(planner, latest, aims, wanted=latest if latest.lacking else None)
        self._close_unstaffed(state)
        self._keep_floor(state)
        self._keep_hard_rules(state)
        state.round_seconds = self.context.clock() - began
        return state

    def settle(self, state: PlanningState) -> None:
        """Plan again with what rosters taught, until every unit can staff what is open or nothing better comes of it.

        Parameters
        ----------
        state
            Where planning stands; it is kept where it cannot be bettered.
        """
        if state.wanted is None or self.opener.has_decided:
            return
        self.staffer.fill(state.wanted)
        for _ in range(1, self.context.settings.most_cuts):
            self._adopt_if_better(state)
            began = self.context.clock()
            if self.context.stop.is_requested or began + state.round_seconds >= self.context.last_cut:
                self.context.cut_short("settling")
                break
            if not self._cut_unstaffed(state.wanted, state):
                break
            try:
                wanted = self.planned(state.planner)
            except OutOfTimeError:
                self.context.cut_short("settling")
                break
            state.wanted = self._staffed_or_known(wanted, state.wanted)
            state.round_seconds = max(state.round_seconds, self.context.clock() - began)

    def _adopt_if_better(self, state: PlanningState) -> None:
        """Take what is wanted, once what lacks people is closed, if that is no worse than the plan there is."""
        assert state.wanted is not None, "nothing was wanted"
        if self.staffer.rank(state.wanted) < self.staffer.rank(state.staffed):
            before, state.staffed = state.staffed, state.wanted
            self._close_unstaffed(state)
            if self.opener.units_breaking(state.staffed) or self.staffer.rank(before) < self.staffer.rank(
                state.staffed
            ):
                state.staffed = before

    def plan(self, state: PlanningState) -> Plan:
        """The plan as far as it has come."""
        bounds = {
            "standing": self.planner.standing_bound,
            "shortfall": self.planner.shortfall_bound + self.planner.itinerary.shortfall_bound,
            "burden": state.burden_bound,
            "finish": state.finish_bound,
        }
        proof = Proof(bounds, self.context.seconds, state.given_openings)
        return assemble(self.world, self.rules, self.names.officers, state.staffed, proof)

    def planned(self, planner: CampaignPlanner) -> CampaignPlan:
        """A campaign as a planner has it, before anybody is rostered for it."""
        with self.context.timed("shortfall"):
            campaign = planner.plan()
        self.tell(campaign)
        return campaign

    def tell(self, campaign: CampaignPlan) -> None:
        """Report what a campaign comes to before anybody is rostered for it."""
        self.context.report(Event("campaign", "shortfall", self.planner.shortfall(campaign)))
        self.context.report(Event("campaign", "burden", self.planner.burden(campaign)))

    def _staffed(self, campaign: CampaignPlan, known: Sequence[Staffed] = (), found: Sequence[Roster] = ()) -> Staffed:
        """The campaign with its rosters, opened otherwise where the hard rules leave a unit none."""
        near: list[Roster] = [*found, *(roster for before in known for roster in before.rosters.values())]
        for _ in range(MOST_CLOSINGS):
            try:
                return self.staffer.staff(campaign, known, near)
            except NoRosterError as error:
                campaign, rosters = self.opener.open_lawfully(campaign, error.units)
                near += rosters
        raise self.opener.undecided(dict.fromkeys(officer.unit for officer in self.world.officers))

    def _staffed_in_time(self, campaign: CampaignPlan, known: Sequence[Staffed], near: Sequence[Roster]) -> Staffed:
        """The campaign with its rosters, units that are too late at their standing duties alone."""
        try:
            return self._staffed(campaign, known, near)
        except LateError as late:
            if not late.staffed.rosters or (floor := self.floor.staffed) is None:
                raise
            return kept_to_floor(self.world, self.staffer, late, floor)

    def _staffed_or_known(self, campaign: CampaignPlan, known: Staffed) -> Staffed:
        """The campaign with its rosters; one known already, if a stop or the time prevents them."""
        try:
            return self._staffed(campaign, (known,))
        except OutOfTimeError:
            return known

    def _close_unstaffed(self, state: PlanningState) -> None:
        """Close what lacks people, and roster anew for what is left, until nothing lacks anybody.

        Rest days and wishes of whoever had a closed duty are another matter then, and so may be the rules.
        """
        for closings in range(MOST_CLOSINGS):
            if not state.staffed.lacking:
                break
            asks_own = closings + 1 < MOST_CLOSINGS and self.context.may_staff
            campaign = self.staffer.without_unstaffed(state.staffed, asks_own=asks_own)
            state.staffed = self._staffed_or_known(campaign, state.staffed)

    def _keep_floor(self, state: PlanningState) -> None:
        """Let no more of the standing duties lack people than in a plan of standing duties alone."""
        decisions = self.staffer.without_unstaffed(state.staffed).decisions
        if standing_value(self.world, decisions) and (floor := self.floor.staffed) is not None:
            wanted = with_floor_where_short(self.world, decisions, floor)
            campaign = replace(state.staffed.campaign, decisions=wanted, forecast=forecast(self.world, wanted))
            kept = PlanningState(state.planner, self._staffed_or_known(campaign, state.staffed))
            self._close_unstaffed(kept)
            alone = replace(floor, campaign=replace(floor.campaign, components=campaign.components))
            state.staffed = min((kept.staffed, state.staffed, alone), key=self.staffer.rank)

    def _keep_hard_rules(self, state: PlanningState) -> None:
        """Open what hard rules ask for: standing duties with their crews, and what closing the rest took from people.

        Raises
        ------
        ContradictionError
            If they are proved to leave no plan, whatever opens.
        OutOfTimeError
            If that remains open.
        """
        units = self.opener.units_breaking(state.staffed)
        if units:
            campaign = self.staffer.without_unstaffed(state.staffed)
            campaign, found = self.opener.open_lawfully(campaign, units)
            # What closed for want of people may have been a duty of others, too: they may have no roster now.
            state.staffed = self._staffed(campaign, found=found)
            if self.opener.units_breaking(state.staffed):
                raise self.opener.undecided(units)

    def _cut_unstaffed(self, staffed: Staffed, state: PlanningState) -> bool:
        """Cut the hours of units and weeks that a roster could not staff; whether there is anything to plan again."""
        for unit, week, minutes in (cuts := staffed.unstaffed_weeks):
            state.planner.cut((unit, week), minutes)
            state.cuts.append((unit, week, minutes))
            self.context.report(Event("cut", unit=unit, detail=CUT(week=week, hours=minutes / 60)))
        return bool(cuts)
