"""Numbers, addresses and passwords that lead to one person or let anybody in.

Whoever wants them all asks `all_numbers.numbers_in`; passwords are apart, in `credentials`.
"""
