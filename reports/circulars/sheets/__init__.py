"""One-page sheets and lists printed beside circulars."""
