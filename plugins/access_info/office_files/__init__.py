"""The one reader of foreign office files: what a file holds, with marks of what people do not see.

Containers are opened in one hardened way (`archive`, `limits`), by a process of its own (`sandbox`,
`child`). `word`, `workbook`, `open_document`, `old_workbook` and `csv_file` read what stands in a file;
`document` is the grids of cells that an import takes. The gate over attachments, the import of lists
and the register of requests stand on this room, which knows nothing of lists, registers or rules of ours.
"""
