"""The user interfaces: the window (PySide6) and the command line."""
