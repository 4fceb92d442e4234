"""Runs before the program itself is loaded, to recognise a build that would change nothing."""
