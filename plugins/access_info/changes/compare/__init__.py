"""Two versions of one record, list, page or file → what changed, as data."""
