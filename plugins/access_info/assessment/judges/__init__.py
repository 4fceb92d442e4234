"""Judges of parts of duties: one function for each way of judging that a law pack may name."""
