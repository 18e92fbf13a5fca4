"""The rules on people: a statement each, an encoding for the solver, a check from wall-clock facts.

One folder per kind. ``statement.py`` says what the rule is, ``encoding.py`` posts it to CP-SAT through a
:class:`~optimizer.rules.poster.Poster`, ``timeline.py`` (where the rule concerns one officer alone) counts along that
officer's days, ``check.py`` measures breaches in plain Python. All three are written from the statement; none calls
another.
"""
