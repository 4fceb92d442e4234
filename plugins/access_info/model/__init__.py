"""The model of an agency's data: records, vocabularies, labels and help. It reads no files."""
