"""From an open book to issued files: compose, check, issue, compare, in batches."""
