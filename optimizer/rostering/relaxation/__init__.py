"""Bounds and prices over everybody at once: column generation, and averages without a linear programme."""
