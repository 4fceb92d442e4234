"""What comes in from outside: registers, office files, forms of the forge.

`register` makes figures of a register of requests, `lists` the rows of lists from what `office` took
out of files, `issues` a change of the data from a form. `register` has names in its files and shares
nothing that it read with anyone.
"""
