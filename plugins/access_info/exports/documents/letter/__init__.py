"""Reminder letters to agencies."""
