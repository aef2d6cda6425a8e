"""What a value is, how it crosses every boundary, and how a ledger declares its fields."""
