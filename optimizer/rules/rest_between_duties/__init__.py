"""Rest between the working days."""
