"""Who sits at the machine."""

from __future__ import annotations

import getpass


def user_name() -> str:
    """Name of the account; empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
