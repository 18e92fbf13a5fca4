"""Rosters on timelines: greedy, dives, neighbourhoods, and the search that chooses among them."""
