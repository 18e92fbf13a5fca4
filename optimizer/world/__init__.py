"""What the world is: calendar, people, places, work, turnout parameters, rosters.

Frozen dataclasses and the standard library only. Nothing here knows how a scenario is written, how a plan
is searched for, or how it is checked.
"""
