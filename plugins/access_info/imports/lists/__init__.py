"""Grids of an office file → the rows of an agency's lists, and what would change by them.

`cells`, `headings`, `kinds` know what words mean; `columns`, `tables`, `places` and
`table_kinds` find the tables of lists; `rows`, `items` and `closures` read them (`reading`);
`matching` compares items with those in the data; `run` does all of it; `report` says it in words.
"""
