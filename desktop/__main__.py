"""Starts the program: a command where one is given, else the window."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code; without a word on it, show the window at once."""
    if sys.argv[1:] == ["--read-foreign"]:  # a frozen program is its own child that reads foreign files
        from reports.reading.child import main as read

        read()
    if sys.argv[1:]:
        from desktop.commands import main as run

        sys.exit(run())
    from desktop.window import run as show  # past argparse, which is a tenth of the start

    sys.exit(show(None))


if __name__ == "__main__":
    main()
