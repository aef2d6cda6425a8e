"""Write ledgers and circulars as .xlsx, and read exported workbooks back."""
