"""What reported totals will come to, from the totals of earlier series alone: no scenario, no plan, no turnout model.

A series is one campaign of one place: how many were done by each reporting date, of how many there are. Series that
ended teach, series that run are projected. The recursion of turnout, which forecasts a plan, is not here.
"""
