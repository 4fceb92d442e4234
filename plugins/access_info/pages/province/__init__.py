"""Pages about all agencies: home, directory, law, search, how to ask."""
