"""Counting arguments: what is short in a scenario, found without solving it.

Each holds over every plan: it compares what is asked with the most that could be there if all the rest went as well as
it possibly could. They take well under a second and say where, when and how much is missing; that none of them speaks
says nothing, since rests and rosters do not always fit together.
"""
