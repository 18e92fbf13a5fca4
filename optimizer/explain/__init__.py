"""Why a scenario has no plan, and what is short before anything is solved; every word checked before it is said."""
