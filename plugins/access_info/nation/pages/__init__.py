"""The nation's pages, designed like the members' own; whatever they show of a member links to its site."""
