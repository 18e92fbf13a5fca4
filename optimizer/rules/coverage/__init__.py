"""Enough officers on each duty, and not too many."""
