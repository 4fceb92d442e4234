"""Plain data → files: canonical text, whole or not at all, one writer at a time."""
