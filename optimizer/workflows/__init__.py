"""One file a verb: each puts the packages together and returns data.

Nothing here prints or reads the clock: progress goes to the callable given, results are returned, and what is wrong is
raised as :class:`optimizer.errors.CatrucError`. Solvers are imported inside the functions that need them.
"""
