"""What the tests have in common: no language of the machine has a say in what is told."""

from __future__ import annotations

import os

for _name in ("CATRUC_LANG", "LC_ALL", "LANG"):
    os.environ.pop(_name, None)
