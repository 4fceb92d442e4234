"""Places of lists in a file: grids → tables with headings and the kind of list."""
