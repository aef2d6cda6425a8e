"""The front door: window and command line."""
