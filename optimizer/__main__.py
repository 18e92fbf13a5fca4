"""``python -m optimizer`` does what ``catruc`` does."""

from optimizer.commandline import main

if __name__ == "__main__":
    main(prog_name="catruc")
