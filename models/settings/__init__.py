"""What the county sets: definitions (口径), dictionaries, holidays, ranking schemes."""
