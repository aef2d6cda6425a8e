"""The page of a superior office's forms: the kept forms, the grid of one, and what is tied to its cells."""
