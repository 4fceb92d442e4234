"""Reports a difference as text, as data and as Markdown."""
