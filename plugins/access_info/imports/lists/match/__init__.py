"""Rows of a file against an agency's existing items."""
