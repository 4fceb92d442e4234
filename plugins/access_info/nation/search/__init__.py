"""One search over the items of all members: each member's part, the merge, the page.

A member's part is computed from its copy alone: for each block of records a sorted run of its tokens, and
what results show of its records (`member`). The merge (`index`) numbers the blocks of all members one after
the other and writes the files; browsers read them like those of a member's own search (`access_info.search`).
"""
