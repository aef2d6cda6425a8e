"""Numbers that know their unit, formula and rows."""
