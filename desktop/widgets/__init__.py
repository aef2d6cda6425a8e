"""Cards, lists and drawn widgets used by the pages."""
