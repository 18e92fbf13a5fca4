"""The loop between the two levels: staffing need, rosters, closing what lacks people, the plan as rows and tiers."""
