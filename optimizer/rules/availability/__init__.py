"""Leave granted, and wishes."""
