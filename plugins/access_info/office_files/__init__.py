"""Opens foreign files in one hardened way: ZIP, XML part, OLE file, and the process that reads.

`scanning`, the import of lists and the register of requests use this room. It knows what a
container is, never what a list, a register or a rule of ours is.
"""
