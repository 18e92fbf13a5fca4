"""The roster level: who works which duty, under all rules; generic, without a word of what the work is.

Two engines, one problem (:class:`~optimizer.world.roster_problem.RosterProblem`), one
:class:`~optimizer.rostering.budget.Budget` and one :class:`~optimizer.rostering.result.RosterResult`:

* ``catruc plan`` rosters each unit by CP-SAT, tier by tier: a
  :class:`~optimizer.rostering.cp_sat.tiered_solver.TieredSolver` on a
  :class:`~optimizer.rostering.cp_sat.roster_model.RosterModel`. A roster without shortage or avoidable burden exists
  for most units, and CP-SAT answers that question of feasibility within half a second; rules across officers (fair
  shares, pairs) and compensatory days are no part of a timeline. Timelines give the bounds:
  :class:`~optimizer.rostering.bounds.tier_bounds.TierBounds`, where leaving such rules out does no harm.
* ``catruc bench`` plans public instances by the search on timelines,
  :func:`~optimizer.rostering.search.weighted_sum.least_weighted_sum`: one weighted sum over rules on single persons and
  coverage, which CP-SAT alone leaves far above the best known. CP-SAT takes parts of the roster, and small rosters
  whole for its bound.

What was measured of each on the other's problems is in ``benchmarks/README.md``. Whoever only has something to ask of
the rules (what contradicts what, by how much would they have to give, what can stay) needs the model alone.

===========  ==========================================================================================================
timelines    one person's rules as an automaton, and what may be done on each day
pricing      one person's cheapest timeline under prices on duties, compiled
relaxation   everybody at once: column generation, and averages by an augmented Lagrangian
search       from greedy timelines to the last per cent, by dives and parts
cp_sat       the model, the solver that goes tier by tier, parts of a roster, and the loads that are fairest
bounds       of the tiers, over all rosters of the same duties
===========  ==========================================================================================================
"""
