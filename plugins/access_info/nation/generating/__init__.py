"""Sites of members that give their data instead of a site: made here, by our own generator and nothing of theirs."""
