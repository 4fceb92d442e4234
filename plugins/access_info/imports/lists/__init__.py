"""Grids of an office file → the rows of an agency's lists, and what would change by them.

Stages, each plain data to plain data: `words` (what headings, titles and cells mean), `locate`
(which grids hold which list), `read` (rows → items), `match` (which existing item a row is, and
what would change), `applying` (the files as they would be), `run` (all of it), `report` (words).
"""
