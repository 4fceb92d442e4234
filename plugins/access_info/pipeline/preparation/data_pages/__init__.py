"""Pages for those who read the data by program: what changed, what codes mean."""
