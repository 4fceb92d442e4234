"""A finished site in storage elsewhere: S3-compatible, or whatever else fsspec knows."""
