"""Shifts that may not follow each other from one day to the next."""
