"""Why a desk is open or shut, why a team goes where it goes, and why people are invited where they are.

Each is asked by leaving one decision out of a plan, or putting one in, and following the turnout anew; nothing else is
changed. What a decision adds is therefore what it adds to the plan there is, not what the best plan without it lacks.
"""
