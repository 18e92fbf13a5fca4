"""The rules on people: a statement each, an encoding for the solver, a check from wall-clock facts.

One folder per kind. ``statement.py`` says what the rule is, ``encoding.py`` posts it to CP-SAT through a
:class:`~optimizer.rules.poster.Poster`, ``check.py`` measures breaches in plain Python. Encoding and check are
written separately from the statement; neither calls the other.
"""
