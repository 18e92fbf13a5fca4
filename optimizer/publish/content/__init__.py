"""What the documents tell of a plan, said once and apart from how any document shows it."""
