"""Working out: each member's part of everything, made of its copy alone and kept as long as that stays the same."""
