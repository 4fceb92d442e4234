"""The national view: one search, one directory, one dashboard, made only from what provinces publish."""
