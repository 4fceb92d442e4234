"""Incremental builds: what one build stores, so that the next redoes only what changed."""
