"""Days off in return for duty on rest days and holidays."""
