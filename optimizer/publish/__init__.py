"""From a plan to the run folder: data files for programs, documents for people."""
