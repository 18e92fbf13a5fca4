"""Days of weekly rest."""
