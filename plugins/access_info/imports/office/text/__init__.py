"""Text of office files → clean Unicode."""
