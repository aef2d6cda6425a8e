"""The command line; never imports Qt at start."""
