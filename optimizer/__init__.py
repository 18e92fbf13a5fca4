"""catruc: verified duty plans that reach a public-service target on time."""

__version__ = "0.1.0"
