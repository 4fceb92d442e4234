"""What makes a published site's files known again: their list with hashes, and signatures on it."""
