"""In what two plans differ: settings, figures, sources of the result, openings, duties."""
