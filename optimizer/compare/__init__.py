"""Plans beside what was asked of them, and beside each other.

``measures``, ``proofs`` and ``acceptance`` judge one published plan by the acceptance rules of its scenario.
"""
