"""One duty at a time."""
