"""Skills and units: who may hold a duty at all."""
