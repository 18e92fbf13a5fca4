"""The best timeline of one person under prices on duties and counters."""
