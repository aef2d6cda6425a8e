"""Parts that several kinds of circulars share."""
