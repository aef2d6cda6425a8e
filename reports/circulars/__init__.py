"""From figures to content, one file a kind of circular."""
