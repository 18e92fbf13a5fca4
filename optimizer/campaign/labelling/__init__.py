"""Each place served at least burden: weeks as labels, forward and backward, and the bound they give.

The campaign of one place is a shortest path problem with resource constraints (Irnich and Desaulniers 2005, in Column
Generation, Springer): an arc is a pattern of open shifts of one week, the cost is its burden, the resources are the
people of each segment who still wait. Labels are extended from week to week and dropped where others dominate them.
"""
