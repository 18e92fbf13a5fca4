"""What binds where a target or its chance is missed, and what one more of anything is worth.

Every figure is found by planning the campaign again with one thing changed, at the level where nobody is named
(:mod:`~optimizer.explain.prices.campaign_level`); what a whole plan confirmed is said to be confirmed.
"""
