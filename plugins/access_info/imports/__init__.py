"""Office files in: `register` makes figures of a register of requests, `lists` the rows of lists.

`lists` reads what `office` took out of files; `register` has names in its files and shares nothing
that it read with anyone.
"""
