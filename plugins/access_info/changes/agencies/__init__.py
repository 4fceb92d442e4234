"""Whole agencies in two states: what changed in each, what it means for duties and mistakes."""
