"""Hours worked in a period."""
