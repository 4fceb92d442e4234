"""Commands that make, fill and mend an agency's data."""
