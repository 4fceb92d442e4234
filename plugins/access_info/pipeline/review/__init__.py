"""Reviewing a proposed change: data files formatted, states compared, the change judged."""
