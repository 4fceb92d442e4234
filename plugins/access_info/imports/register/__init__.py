"""Read a register of requests and make a year's figures of it; write its template.

A register holds names. None of them, and nothing else that is free text, leaves this room: rows
are read without those columns, and no message quotes a cell.

Nothing is imported here: the process that reads a register loads no more of the room than it needs.
"""
