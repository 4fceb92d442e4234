"""A judged proposal for its reviewer: what it may touch, and how it is reported."""
