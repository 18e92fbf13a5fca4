"""Few changes against a published roster."""
