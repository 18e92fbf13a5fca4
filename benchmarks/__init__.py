"""Figures of speed and quality, and what a hand-written model reaches beside them; never part of the tool."""
