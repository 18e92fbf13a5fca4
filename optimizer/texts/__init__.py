"""Every word a person sees, in Vietnamese and English, and how numbers and dates are written."""
