"""What comes in from other offices, as the window shows it: files, rows, cells, headings, conflicts."""
