"""What the book keeps of circulars: text edits, numbers, issued files."""
