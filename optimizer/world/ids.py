"""Ids of what a campaign is made of, told apart by their types; all are ids of the scenario."""

from __future__ import annotations

from typing import NewType

PlaceId = NewType("PlaceId", str)
StreamId = NewType("StreamId", str)
PostId = NewType("PostId", str)

PoolKey = tuple[PlaceId, StreamId]
"""Whom a desk, a visit or an organisation is for: the people of one place in one stream."""

Week = str
"""ISO week, ``2024-W14``."""
