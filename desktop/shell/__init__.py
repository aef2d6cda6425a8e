"""The window around the pages: navigation, finder, status line, and opening a book."""
