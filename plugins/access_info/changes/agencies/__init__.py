"""Whole agencies in two states: changes in each, and their effect on duties and mistakes."""
