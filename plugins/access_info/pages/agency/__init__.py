"""Pages of one agency."""
