"""Number of duties, days, evenings or weekends worked in a period."""
