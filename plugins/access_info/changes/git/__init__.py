"""States of the data: folders, and revisions read from git's object store."""
