"""Fragments and shells → files of a site."""
