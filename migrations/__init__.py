"""Schema revisions, frozen once released."""
