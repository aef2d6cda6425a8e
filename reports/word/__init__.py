"""A circular as a Word file that leaders can go on editing, in the same geometry as its paper."""
