"""Load spread evenly over the officers of a group."""
