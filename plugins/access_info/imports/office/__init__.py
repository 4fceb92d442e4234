"""An office file → grids of cells: XLSX, XLS, ODS, DOCX and CSV, read by a process of its own.

The process that asks never opens the file: what a hostile one does to a library, it does to a
child with little memory and little time (`sandbox`). Nothing here knows what a list is.
"""
