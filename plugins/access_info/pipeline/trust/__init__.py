"""Making a published site verifiable: the list of its files with hashes, signatures, and checking copies."""
