"""Colours, faces, icons and lights, in one place."""
