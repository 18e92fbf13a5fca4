"""One person's rules as an automaton over days, and what may be done on each."""
