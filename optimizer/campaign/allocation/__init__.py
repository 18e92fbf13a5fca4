"""What is in reach and what opens: a linear model of the district, hours of its units, openings, helpers, invitations.

The lowest room of the campaign level: it counts shifts per week and knows nothing of itineraries or labels.
"""
