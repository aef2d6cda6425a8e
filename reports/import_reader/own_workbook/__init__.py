"""Our own workbook read back after other hands had it."""
