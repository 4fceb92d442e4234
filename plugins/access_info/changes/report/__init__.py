"""A difference in words, as data, and as Markdown."""
