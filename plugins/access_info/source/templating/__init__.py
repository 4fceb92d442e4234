"""Prepare templates before they are rendered: shorten them, and keep them compiled."""
