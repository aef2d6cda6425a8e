"""One kind of circular a module."""
