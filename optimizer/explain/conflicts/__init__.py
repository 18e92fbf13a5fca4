"""Which statements of the hard rules contradict each other, the cheapest such set first, and what would mend it."""
