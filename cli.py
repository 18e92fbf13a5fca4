"""The command line, for a checkout: ``python cli.py`` does what ``catruc`` does."""

from optimizer.commandline import main

if __name__ == "__main__":
    main(prog_name="catruc")
