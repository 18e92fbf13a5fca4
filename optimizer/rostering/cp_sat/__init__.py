"""Rosters by CP-SAT: a pool of officers tier by tier, and parts of a roster whole."""
