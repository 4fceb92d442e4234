"""The national build: members are read, worked out, and put together into a site that appears whole."""
