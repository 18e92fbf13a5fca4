"""A campaign that runs: the journal of its revisions and of what was reported, and what follows from them."""
