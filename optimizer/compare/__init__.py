"""Plans beside what was asked of them, and beside each other.

One plan: ``measures`` (what acceptance rules measure of it), ``proofs`` (what the bounds say of a rule that fails),
``acceptance`` (the results in ``run.json``), ``baseline`` (figures taken from an earlier run).

Several plans: ``runs`` (read and verified), ``figures``, ``settings``, ``sources``, ``openings`` and ``roster_changes``
(what differs), ``comparison`` (all of it), ``reasons`` and ``verdicts`` (in ``words``), ``files`` and ``page``.
"""
