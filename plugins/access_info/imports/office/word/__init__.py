"""Word documents → grids."""
