"""A judged proposal for its reviewer: the files it may touch, and the report."""
