"""Papers that are not for everybody: stamps, and sentences that say what a stamp says.

Whoever wants them all asks `stamps.marks_in`.
"""
