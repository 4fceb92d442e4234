"""The register of requests → a year's figures; its template.

A register holds names. None of them, and nothing else that is free text, leaves this room: rows
are read without those columns, and no message quotes a cell.
"""

from __future__ import annotations

from access_info.imports.register.figures import overdue, year_figures
from access_info.imports.register.reading import Register, read_register
from access_info.imports.register.template import register_template
from access_info.imports.register.year_file import Change, YearFile, year_file

__all__ = [
    "Change",
    "Register",
    "YearFile",
    "overdue",
    "read_register",
    "register_template",
    "year_figures",
    "year_file",
]
