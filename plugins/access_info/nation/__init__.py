"""The national site: one search, one directory, one dashboard, made only from the data that provinces publish."""
