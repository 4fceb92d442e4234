"""Parts of ``scripts/bench.py``: made-up agencies, the sites around them, stopwatch and scales."""
