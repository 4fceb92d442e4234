"""Read office files from outside: all that a file holds, with marks for what people do not see.

Containers are opened in one hardened way (`archive`, `limits`), by a process of its own (`sandbox`,
`child`). `word`, `workbook`, `open_document`, `old_workbook` and `csv_file` read the formats; `document`
has the grids of cells that an import takes. The gate over attachments, the import of lists and the
register of requests use this room, which knows nothing of lists, registers or rules of ours.
"""
