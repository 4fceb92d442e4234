"""A made-up province of any size, with attachments: the same bytes for the same number, everywhere."""
