"""The command line: one file a verb, shared options, errors to exit codes, what the terminal shows."""

from optimizer.commandline.group import main

__all__ = ["main"]
