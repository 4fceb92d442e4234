"""What an agency's data means: records, vocabularies, labels and help. Reads no files."""
