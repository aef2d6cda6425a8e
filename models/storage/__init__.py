"""The book as a file or database: store, lock, backup, integrity check, presets."""
