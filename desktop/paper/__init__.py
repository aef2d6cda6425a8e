"""A circular on the screen: pages, figures, printing."""
