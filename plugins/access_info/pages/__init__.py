"""Which pages exist, where they stand, and their HTML fragments. Judges no agency."""
