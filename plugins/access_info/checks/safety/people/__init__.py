"""Who is named in a text, and whether as a holder of an office or as a private person."""
