"""What is wrong with a scenario: against its schema, and its parts against each other."""
