"""Making a published site verifiable: its list of files with hashes, signatures, checks of copies."""
