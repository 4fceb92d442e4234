"""Publishing: putting rendered pages (fragments) into their frames (shells) and writing all files."""
