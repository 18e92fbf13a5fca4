"""Provinces and countries to plan at scale: made up, but drawn from the distributions of the reference case."""
