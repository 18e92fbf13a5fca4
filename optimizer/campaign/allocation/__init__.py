"""What is in reach and what opens: linear models of a district, hours of its units, openings, helpers, invitations."""
