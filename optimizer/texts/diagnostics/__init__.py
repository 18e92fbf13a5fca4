"""What is wrong, and the remedy: the sentences of diagnostics, grouped by what they are about."""
