"""Marks of data graphics as accessible SVG, each with the table of the same figures."""
