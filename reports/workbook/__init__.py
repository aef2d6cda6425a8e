"""From ledgers and content to .xlsx."""
