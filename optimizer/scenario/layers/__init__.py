"""Layers of a scenario: files that extend others, overlays, selections, the country's calendar."""
