"""Workbooks and CSV → grids."""
