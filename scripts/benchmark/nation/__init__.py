"""What the provinces of a made-up nation publish, and what it costs to make one site of it."""
