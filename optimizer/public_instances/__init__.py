"""Public rostering instances: read, turned into roster problems for the engine, and scored independently of it."""
