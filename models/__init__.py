"""The ledgers and their laws; knows no screen, no sheet, no paper."""
