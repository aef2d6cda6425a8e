"""The data model: ledgers, rules, statistics and services; imports nothing from ``reports`` or ``desktop``."""
