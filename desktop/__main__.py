"""Starts the program: a command where one is given, else the window."""

import sys

from desktop.commands import main as run


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
