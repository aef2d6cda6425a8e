"""What stands around the pages: navigation, finder, status, opening a book."""
