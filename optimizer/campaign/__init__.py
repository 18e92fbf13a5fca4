"""The campaign level: which desk opens when, where the teams travel, whom organisations invite.

Officers appear here as hours per unit and week. The result is a staffing need for the roster level, a quota per
organisation and week, and a bound on each objective tier.
"""
