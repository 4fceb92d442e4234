"""What a build leaves, so that the next writes only what changed."""
