"""Compares two versions of one record, list, page or file; changes are data."""
