"""Documents, and what makes their generated parts and pictures."""
