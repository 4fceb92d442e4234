"""Tables → items: rows sorted, cells read, closed rows left out."""
