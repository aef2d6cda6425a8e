"""Exchange with other books and offices: merging changesets, conflicts, sheet import, export, the log of files."""
