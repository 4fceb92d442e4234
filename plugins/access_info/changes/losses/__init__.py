"""Losses: things that people rely on and a change takes away; and the reasons for them."""
