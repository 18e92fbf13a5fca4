"""Length of runs of days of one class."""
