"""How good a roster can be at the most, by tier, proved on everybody's timelines."""
