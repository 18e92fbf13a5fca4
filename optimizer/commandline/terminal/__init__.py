"""What stands in the terminal: verdicts and tables on standard output, progress on standard error."""
