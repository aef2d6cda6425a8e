"""Books and the sheets of other offices meeting this one: union, conflicts, intake, and who sent what."""
