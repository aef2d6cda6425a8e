"""From document content to PDF: page geometry of GB/T 9704, fonts, line breaking, pagination."""
