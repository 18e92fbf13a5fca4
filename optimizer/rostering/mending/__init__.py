"""A published roster mended on timelines: the least lack of people, then the fewest changes, both proved."""
