"""Open foreign files in one hardened way: a ZIP, an XML part, an OLE file, and the process that reads.

`scanning`, the import of lists and the register of requests stand on this room. It knows what a
container is, never what a list, a register or a rule of ours is.
"""
