"""One search over the items of all members: what each adds to it, the merge, the page.

A member's part is worked out of its copy alone: sorted runs of its tokens, block by block, and what is
shown of its records (`member`). The merge (`index`) numbers the blocks of all members one after the other
and writes the files; they are read as those of a member's own search are (`access_info.search`).
"""
