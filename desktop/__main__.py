"""Start the program: the command line where a command is given, else the window."""

import gc
import sys

_OBJECTS_BETWEEN_COLLECTIONS = 50_000  # Python's 700 would search imported modules for garbage a hundred times


def main() -> None:
    """Run the command line and exit with its code; without arguments, show the window at once."""
    if sys.argv[1:] == ["--read-foreign"]:  # a frozen program starts itself as the worker that reads foreign files
        from reports.import_reader.worker import main as read

        read()
    if sys.argv[1:]:
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
        from desktop.cli.main import main as run

        sys.exit(run())
    from desktop.main_window import (
        run_window as show,  # imported without argparse, which takes a tenth of the start-up time
    )

    sys.exit(show(None))


if __name__ == "__main__":
    main()
