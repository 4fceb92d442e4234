"""The members' data put together, for whoever works with them: files, their index, their catalogue, their hashes."""
