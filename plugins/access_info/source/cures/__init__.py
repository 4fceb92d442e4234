"""What was typed wrongly in a YAML text, where, and what to type instead."""
