"""Officers who work together, or never do."""
