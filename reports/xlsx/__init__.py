"""Write ledgers and circulars as .xlsx, with the hidden sheet by which an exported workbook is read back."""
