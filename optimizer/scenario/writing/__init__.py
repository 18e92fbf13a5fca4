"""Scenarios and their schema written out: resolved, as documents, as a starter."""
