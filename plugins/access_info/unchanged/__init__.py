"""Finding out cheaply whether a new build would repeat the last one, so that it can be skipped.

Standard library only, and nothing of the other rooms: `scripts/build.py` uses it before there is a
virtual environment, `access-info build` before the rest of the program is imported.
"""
