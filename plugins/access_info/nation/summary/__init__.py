"""What pages about the nation need of each member: small, and made once for each copy of its data."""
