"""The nation's pages, in the look of the members' own: what is shown of a member leads there."""
