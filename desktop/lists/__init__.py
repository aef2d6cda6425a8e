"""The lines and cards that pages of work are made of."""
