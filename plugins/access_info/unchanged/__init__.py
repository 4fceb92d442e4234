"""Whether what a run left is still as it left it, told before anything large is loaded.

Standard library only, and nothing of the other rooms: `scripts/build.py` asks before there is an
environment, `access-info build` before the program is loaded.
"""
