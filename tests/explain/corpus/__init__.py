"""Ten small campaigns that cannot be planned, and what is to be said of them: a corpus of conflicts."""
