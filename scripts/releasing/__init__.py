"""The steps of a release, each of which runs on a laptop: see ``scripts/release.py``."""
