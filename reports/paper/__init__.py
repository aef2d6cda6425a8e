"""From content to PDF: GB/T 9704 geometry, faces, line breaking."""
