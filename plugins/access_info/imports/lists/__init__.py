"""Grids of an office file → the rows of an agency's lists, and what would change by them.

Stages, each plain data to plain data: `tables` (which grids hold a list, under which headings),
`headings` (what a column means), `rows` (items, groups, what is passed over), `items` (values),
`matching` (which existing item a row is), `plan` (what would change), `applying` (writes it).
"""
